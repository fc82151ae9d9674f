import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { benchCommand } from "../../../../tools/bench/bench-command";
import { load } from "../../../../tools/bench/gateway/load";
import { mixedRequests, sendMixed } from "../../../../tools/bench/gateway/mixed-requests";
import { goals, renderGatewayBench } from "../../../../tools/bench/gateway-table";
import { type GatewayBench, type Measured, measureGateway, names } from "../../../../tools/bench/measure-gateway";

const measured = (rates: Readonly<Partial<Record<keyof typeof names, number>>>): Measured[] =>
    Object.entries(names).map(([key, name]) => {
        const requestsPerSecond = rates[key as keyof typeof names];
        return requestsPerSecond === undefined ? { name } : { name, load: { requestsPerSecond, p99: 7 } };
    });

const bench: GatewayBench = {
    servers: measured({ app: 1000, proxy: 500, uncached: 300, cached: 1500 }),
    mixed: { requests: 24_000, wrong: 1, example: "/x: 500" },
    memory: { before: { rss: 100.4, heap: 40 }, after: { rss: 101, heap: 41 } },
};

describe("the bench of the local gateway", () => {
    it("compares measured servers with the goals, and ignores the others", () => {
        assert.deepEqual(
            goals(bench.servers).map(({ ratio }) => ratio),
            [0.6, 1.5, undefined],
        );
        assert.equal(goals(measured({ uncached: 900, peer: 300 }))[2]?.ratio, 3);
        const [first] = goals([
            { name: names.uncached, load: { requestsPerSecond: 1, p99: 1, cpu: 100 } },
            { name: names.proxy, load: { requestsPerSecond: 2, p99: 1, cpu: 80 } },
        ]);
        assert.deepEqual([first?.ratio, first?.byCpu], [0.5, 0.8]);
    });

    it("prints a row for each server, a missed goal, wrong responses and memory", () => {
        const text = renderGatewayBench(bench);
        assert.match(text, /\| the app alone \| 1,000 \| 7 ms \| {2}\|/);
        assert.match(text, /\| nginx with key and limit, cached \| not installed \| \| \|/);
        assert.match(text, /uncached against the plain proxy: 0\.60, goal 0\.7, missed/);
        assert.match(text, /cached against the app alone: 1\.50, goal 1\n/);
        assert.match(text, /uncached against the peer: not measured, goal 3/);
        assert.match(text, /24,000 mixed requests: 1 wrong responses, such as \/x: 500/);
        assert.match(text, /RSS 100 and 101 MB, heap 40 and 41 MB/);
    });

    it("rejects an unknown flag", async () => {
        await assert.rejects(
            benchCommand(["--gatway"]),
            /"--gatway": got an unknown flag, .*; did you mean "--gateway"/,
        );
    });

    it("measures the real gateway, and finds no wrong response", async function () {
        this.timeout(10 * 60_000);
        const { servers, mixed, memory } = await measureGateway(1, 1, 1000);
        const available = servers.filter(({ load }) => load !== undefined).map(({ name }) => name);
        for (const key of ["app", "proxy", "uncached", "cached"] as const)
            assert.ok(available.includes(names[key]), key);
        assert.deepEqual(mixed, { requests: 1000, wrong: 0, example: undefined });
        assert.ok(memory.after.heap > 1 && memory.after.rss >= memory.after.heap);
    });

    describe("with a server", () => {
        let broken = false;
        const server = createServer((request, response) => {
            if (broken) return void response.writeHead(500).end();
            if (request.headers["x-api-key"] !== "k")
                return void response.writeHead(403).end('{"message":"Forbidden"}');
            const limit = /limit=(\d+)/.exec(request.url ?? "")?.[1];
            const body = limit === undefined ? { title: "one" } : Array.from({ length: Number(limit) }, () => 0);
            response.end(JSON.stringify(body));
        });
        let origin = "";
        before(async () => {
            server.listen(0, "127.0.0.1");
            await once(server, "listening");
            const address = server.address();
            assert.ok(typeof address === "object" && address !== null);
            origin = `http://127.0.0.1:${address.port}`;
        });
        after(() => {
            server.close();
            server.closeAllConnections();
        });
        afterEach(() => {
            broken = false;
        });

        it("measures requests per second and latency, and rejects error responses", async () => {
            const { requestsPerSecond, p99 } = await load(`${origin}/`, "k", 1);
            assert.ok(requestsPerSecond > 10 && p99 >= 0);
            const { cpu } = await load(`${origin}/`, "k", 1, [process.pid]);
            assert.ok(cpu === undefined ? process.platform !== "linux" : cpu > 1 && cpu < 100_000, String(cpu));
            await assert.rejects(load(`${origin}/`, "other", 1), /got \d+ errors and 0 broken connections, want none/);
        });

        it("counts the wrong responses: none if all are right, and all if the server fails", async () => {
            const right = mixedRequests(["k"], new Map([["a", "one"]]));
            assert.equal(right.length, 2 * (1 + 10 + 2));
            assert.deepEqual(await sendMixed(origin, right, 500), { requests: 500, wrong: 0, example: undefined });
            const other = mixedRequests(["k"], new Map([["a", "two"]]));
            const mixed = await sendMixed(origin, other, 26);
            assert.equal(mixed.wrong, 2);
            assert.match(mixed.example ?? "", /pictures\/a: 200 \{"title":"one"\}/);
            broken = true;
            assert.equal((await sendMixed(origin, right, 26)).wrong, 26);
        });
    });
});
