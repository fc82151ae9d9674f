import assert from "node:assert/strict";
import fc from "fast-check";
import { type ConditionalUpdate, Database, type UpdateResult } from "../../../functions/http-api/database";
import { period, type Quota, type Rate, Usage } from "../../../functions/http-api/usage";
import { periodStart } from "../../../tools/gateway-emulator/limits/quota";
import { TokenBuckets } from "../../../tools/gateway-emulator/limits/token-bucket";
import { AuthorizerTables } from "./local-tables";

const seed = 21;
const now = Date.parse("2026-11-30T10:00:00.250Z");
// The database is in this process: after a pause of a second, an attempt would time out with its response unread, and count again.
const timeout = 25_000;

/** Counts writes, and returns the item of a rejected one as DynamoDB does; dynalite returns none. */
class CountingDatabase extends Database {
    writes = 0;

    override async update(table: string, change: ConditionalUpdate): Promise<UpdateResult> {
        this.writes += 1;
        const result = await super.update(table, change);
        return result.isChanged ? result : { isChanged: false, attributes: (await this.get(table, change.key)) ?? {} };
    }
}

const granted = (answers: readonly boolean[]) => answers.filter((answer) => answer).length;

describe("the usage of clients", function () {
    this.timeout(120_000);
    let tables: AuthorizerTables;
    before(async () => {
        tables = await AuthorizerTables.start();
    });
    after(() => tables.close());

    /** As many as there are instances of the function. */
    const instances = (count: number) =>
        Array.from({ length: count }, () => new Usage(new Database(timeout), tables.usageTable));
    let clients = 0;
    const newClient = () => `client-${++clients}`;

    /** Makes calls at once, in turn at several instances. */
    async function parallel(calls: number, at: number, call: (usage: Usage) => Promise<boolean>): Promise<number> {
        const usages = instances(at);
        return granted(
            await Promise.all(
                Array.from({ length: calls }, (_, index) => call(usages[index % at] ?? assert.fail("no instance"))),
            ),
        );
    }

    const shape = { calls: fc.integer({ min: 1, max: 40 }), at: fc.integer({ min: 1, max: 4 }) };

    it("never exceeds a quota, and grants all of it, however many calls arrive at once", async () => {
        await fc.assert(
            fc.asyncProperty(fc.record({ ...shape, requests: fc.integer({ min: 0, max: 30 }) }), async (given) => {
                const client = newClient();
                const { calls, at, requests } = given;
                const quota: Quota = { requests, per: "day" };
                const count = await parallel(calls, at, (usage) => usage.count(client, quota, now));
                assert.equal(count, Math.min(calls, requests));
            }),
            { seed, numRuns: 15 },
        );
    });

    it("never exceeds a burst, and grants all of it, however many calls arrive at once", async () => {
        await fc.assert(
            fc.asyncProperty(fc.record({ ...shape, burst: fc.integer({ min: 0, max: 30 }) }), async (given) => {
                const client = newClient();
                const { calls, at, burst } = given;
                const rate = { requestsPerSecond: 5, burst };
                const count = await parallel(calls, at, (usage) => usage.takeToken(client, rate, now));
                assert.equal(count, Math.min(calls, burst));
            }),
            { seed, numRuns: 15 },
        );
    });

    it("grants what the bucket of a usage plan does, as calls arrive at one instance or another", async () => {
        const call = fc.record({
            wait: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 400 })),
            at: fc.integer({ min: 0, max: 2 }),
        });
        // Without a remainder in microseconds.
        const rate = fc.record({
            requestsPerSecond: fc.constantFrom(0.5, 2, 8, 50),
            burst: fc.integer({ min: 0, max: 4 }),
        });
        await fc.assert(
            fc.asyncProperty(rate, fc.array(call, { minLength: 1, maxLength: 20 }), async (limit, calls) => {
                const client = newClient();
                const usages = instances(3);
                const bucket = new TokenBuckets();
                let time = now;
                for (const { wait, at } of calls) {
                    time += wait;
                    const expected = bucket.take(client, { rate: limit.requestsPerSecond, burst: limit.burst }, time);
                    assert.equal(await usages[at]?.takeToken(client, limit, time), expected, `after ${time - now} ms`);
                }
            }),
            { seed, numRuns: 25 },
        );
    });

    it("grants nothing at a rate of 0, as a usage plan that blocks its clients", async () => {
        const [usage = assert.fail()] = instances(1);
        assert.equal(await usage.takeToken(newClient(), { requestsPerSecond: 0, burst: 5 }, now), false);
    });

    it("writes at most once for a call that it rejects, and not at all once it knows of a burst elsewhere", async () => {
        const client = newClient();
        const limit = { requestsPerSecond: 1, burst: 2 };
        const [other = assert.fail()] = instances(1);
        for (const _ of [1, 2]) assert.equal(await other.takeToken(client, limit, now), true);
        const database = new CountingDatabase(timeout);
        const usage = new Usage(database, tables.usageTable);
        const writes: number[] = [];
        for (const wait of [0, 0, 999, 1_000]) {
            const before = database.writes;
            assert.equal(await usage.takeToken(client, limit, now + wait), wait === 1_000);
            writes.push(database.writes - before);
        }
        assert.deepEqual(writes, [1, 0, 0, 1]);
    });

    const changedLimits: Readonly<Record<string, readonly [former: Rate, changed: Rate]>> = {
        "a raised rate": [
            { requestsPerSecond: 0.01, burst: 4 },
            { requestsPerSecond: 100, burst: 2 },
        ],
        "a lowered rate": [
            { requestsPerSecond: 100, burst: 2 },
            { requestsPerSecond: 0.01, burst: 4 },
        ],
        "a raised burst": [
            { requestsPerSecond: 0.01, burst: 2 },
            { requestsPerSecond: 0.01, burst: 4 },
        ],
        "a lowered burst": [
            { requestsPerSecond: 0.01, burst: 4 },
            { requestsPerSecond: 0.01, burst: 2 },
        ],
    };
    for (const [title, [former, changed]] of Object.entries(changedLimits))
        it(`begins with a full bucket after ${title}, and has no second one once the change is undone`, async () => {
            const client = newClient();
            const [usage = assert.fail()] = instances(1);
            const grantedOf = async (limit: Rate) => {
                const answers: boolean[] = [];
                for (let call = 0; call < 6; call += 1) answers.push(await usage.takeToken(client, limit, now));
                return granted(answers);
            };
            assert.equal(await grantedOf(former), former.burst);
            assert.equal(await grantedOf(changed), changed.burst);
            assert.equal(await grantedOf(former), 0);
        });

    it("grants both bursts and no more while instances know different limits", async () => {
        const limit = fc.record({
            requestsPerSecond: fc.constantFrom(0.01, 1, 50),
            burst: fc.integer({ min: 1, max: 12 }),
        });
        const given = fc.record({ former: limit, changed: limit, calls: fc.integer({ min: 24, max: 40 }) });
        await fc.assert(
            fc.asyncProperty(given, async ({ former, changed, calls }) => {
                const client = newClient();
                let call = 0;
                const next = (usage: Usage) => usage.takeToken(client, call++ % 4 < 2 ? former : changed, now);
                const isSame = former.requestsPerSecond === changed.requestsPerSecond && former.burst === changed.burst;
                const most = former.burst + (isSame ? 0 : changed.burst);
                assert.equal(await parallel(calls, 4, next), most);
            }),
            { seed, numRuns: 15 },
        );
    });

    it("starts a quota again in the next period, and a raised one applies at once", async () => {
        const client = newClient();
        const [usage = assert.fail()] = instances(1);
        const quota = (requests: number): Quota => ({ requests, per: "month" });
        assert.equal(await usage.count(client, quota(1), now), true);
        assert.equal(await usage.count(client, quota(1), now), false);
        assert.equal(await usage.count(client, quota(2), now), true);
        assert.equal(await usage.count(client, quota(1), Date.parse("2026-12-01T00:00:00Z")), true);
    });

    it("rejects until the end of the period after a quota is lowered below what is used, and counts another period by itself", async () => {
        const client = newClient();
        const [usage = assert.fail()] = instances(1);
        const count = (requests: number, per: Quota["per"], at = now) => usage.count(client, { requests, per }, at);
        for (const _ of [1, 2, 3]) assert.equal(await count(3, "day"), true);
        assert.equal(await count(2, "day"), false);
        assert.equal(await count(1, "month"), true);
        assert.equal(await count(1, "month"), false);
        assert.equal(await count(4, "day"), true);
        assert.equal(await count(1, "month", Date.parse("2026-12-01T00:00:00Z")), true);
    });

    it("has an item for each counter, which expires when it no longer matters", async () => {
        const client = newClient();
        const [usage = assert.fail()] = instances(1);
        await usage.takeToken(client, { requestsPerSecond: 2, burst: 10 }, now);
        await usage.count(client, { requests: 5, per: "week" }, now);
        const { [`${client}#rate#2#10`]: rate, [`${client}#week#2026-11-30`]: quota } = await tables.usage();
        assert.deepEqual(rate, { fullAt: now * 1_000 + 500_000, expiresAt: Math.ceil(now / 1_000 + 5) + 3_600 });
        assert.deepEqual(quota, { used: 1, expiresAt: Date.parse("2026-12-07T01:00:00Z") / 1_000 });
    });
});

describe("the period of a quota", () => {
    it("begins when that of the emulated usage plans does, and ends when the next one begins", () => {
        const times = fc.date({ min: new Date("2024-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });
        fc.assert(
            fc.property(fc.constantFrom("day", "week", "month"), times, (per, time) => {
                const [start, end] = period(per, time.getTime());
                const other = per === "day" ? "DAY" : per === "week" ? "WEEK" : "MONTH";
                assert.equal(start, periodStart(other, time.getTime()));
                assert.equal(periodStart(other, end - 1), start);
                assert.equal(periodStart(other, end), end);
            }),
            { seed, numRuns: 300 },
        );
    });
});
