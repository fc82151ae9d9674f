import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { cacheSeconds } from "../../../functions/http-api/clients";
import { type AuthorizerEvent, handler, KeyAuthorizer } from "../../../functions/http-api/key-authorizer";
import { keyItem } from "../../../infra/gateway/http/keys/key-item";
import { functionCode } from "../../../stacks/apis/function-code";
import { valueUnderMocks } from "../../infra/recorder";
import { AuthorizerTables, hashOf } from "./local-tables";

const key = "aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3bC5dE7f";
const otherKey = key.split("").reverse().join("");
const now = Date.parse("2026-11-30T10:00:00Z");

function eventOf(value: string, changes: Partial<AuthorizerEvent> = {}): AuthorizerEvent {
    const headers = { accept: "*/*", "x-api-key": value };
    const { routeKey = "GET /api/books/{id}" } = changes;
    const rawPath = routeKey.replace(/^[A-Z]+ /, "").replace(/\{[^{}]*\}/g, "1");
    return { identitySource: [value], headers, routeKey, rawPath, ...changes };
}

describe("the key authorizer", function () {
    this.timeout(30_000);
    let tables: AuthorizerTables;
    let authorizer: KeyAuthorizer;
    before(async () => {
        tables = await AuthorizerTables.start();
        process.env.KEYS_TABLE = tables.keysTable;
        process.env.USAGE_TABLE = tables.usageTable;
    });
    after(() => tables.close());
    beforeEach(() => {
        const { keysTable, usageTable } = tables;
        const apiPaths = { books: "/api/books", loans: "/api/books/loans", authors: "/api/authors" };
        authorizer = new KeyAuthorizer({ keysTable, usageTable, apiPaths });
    });
    /** Stores a client with a new name, as counters stay. */
    async function clientWith(limits: Readonly<Record<string, unknown>>, own = key): Promise<string> {
        const client = `client-${Math.random()}`;
        await tables.putClient(client, own, limits);
        return client;
    }
    const reasonOf = async (event: AuthorizerEvent, at = now) => {
        const { isAuthorized, context } = await authorizer.authorize(event, at);
        assert.equal(isAuthorized, context.reason === undefined);
        return context.reason;
    };

    it("lets a call with a client's key pass, and says whose it is", async () => {
        const client = await clientWith({ quota: { requests: 5, per: "day" } });
        assert.deepEqual(await authorizer.authorize(eventOf(key), now), {
            isAuthorized: true,
            context: { client, plan: "standard" },
        });
    });

    it("rejects an unknown key", async () => {
        assert.deepEqual(await authorizer.authorize(eventOf(otherKey), now), {
            isAuthorized: false,
            context: { reason: "unknown key" },
        });
    });

    const malformed: Readonly<Record<string, AuthorizerEvent>> = {
        "two values in one header": eventOf(`${key},${key}`),
        "two values with a space": eventOf(`${key}, x`),
        "two identity sources": eventOf(key, { identitySource: [key, key] }),
        "an identity source that is the first of two values": eventOf(key, { headers: { "x-api-key": `${key},x` } }),
        "the header in two spellings": eventOf(key, { headers: { "x-api-key": key, "X-Api-Key": "x" } }),
        "no identity source": eventOf(key, { identitySource: null }),
        "no header": eventOf(key, { headers: {} }),
        "a key that is too short": eventOf("short"),
        "the hash of a key": eventOf(hashOf(key)),
    };
    for (const [title, event] of Object.entries(malformed))
        it(`rejects ${title}`, async () => {
            await clientWith({});
            assert.equal(await reasonOf(event), "malformed key");
        });

    it("reads the header in any spelling", async () => {
        await clientWith({});
        assert.equal(await reasonOf(eventOf(key, { headers: { "X-API-Key": key } })), undefined);
    });

    it("rejects a call above the rate, which does not count against the quota", async () => {
        const client = await clientWith({ requestsPerSecond: 1, burst: 2, quota: { requests: 3, per: "day" } });
        const reasons: (string | undefined)[] = [];
        for (const wait of [0, 0, 0, 0, 1_000, 2_000]) reasons.push(await reasonOf(eventOf(key), now + wait));
        assert.deepEqual(reasons, [
            ...[undefined, undefined, "rate exceeded", "rate exceeded"],
            ...[undefined, "quota exceeded"],
        ]);
        assert.equal((await tables.usage())[`${client}#day#2026-11-30`]?.used, 3);
    });

    it("rejects the calls of APIs that the plan does not cover, by the longest base path", async () => {
        await clientWith({ apis: ["books"] });
        const routes = ["GET /api/books", "GET /api/books/{id}", "GET /api/books/loans", "GET /api/bookshop"];
        const reasons = [];
        for (const routeKey of routes) reasons.push(await reasonOf(eventOf(key, { routeKey })));
        const other = "API not in plan";
        assert.deepEqual(reasons, [undefined, undefined, other, other]);
    });

    it("rejects paths by which another API or operation than that of the route would be called", async () => {
        await clientWith({ apis: ["books"] });
        for (const rawPath of ["/api/books/../authors", "/api/books/1/price", "/api/authors", "/api/books"])
            assert.equal(await reasonOf(eventOf(key, { rawPath })), "path not of route", rawPath);
        assert.equal(
            await reasonOf(eventOf(key, { routeKey: "$default", rawPath: "/api/books" })),
            "path not of route",
        );
    });

    it("knows a removed key for some seconds, and one that is added at once", async () => {
        assert.equal(await reasonOf(eventOf(otherKey)), "unknown key");
        await clientWith({}, otherKey);
        assert.equal(await reasonOf(eventOf(otherKey)), undefined);
        await tables.deleteKey(otherKey);
        assert.equal(await reasonOf(eventOf(otherKey), now + cacheSeconds * 1_000 - 1), undefined);
        assert.equal(await reasonOf(eventOf(otherKey), now + cacheSeconds * 1_000), "unknown key");
    });

    const broken: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
        requestsPerSecond: { requestsPerSecond: "100" },
        burst: { burst: -1 },
        quota: { quota: { requests: 5, per: "year" } },
        apis: { apis: "books" },
    };
    for (const [attribute, item] of Object.entries(broken))
        it(`fails for an item with a wrong ${attribute}, which must not be no limit`, async () => {
            const client = await clientWith(item);
            await assert.rejects(authorizer.authorize(eventOf(key), now), {
                message: new RegExp(`^the item of client "${client}" .* as ${attribute}$`),
            });
        });

    it("fails if a table cannot be used, and the error has neither the key nor its hash", async () => {
        await clientWith({});
        for (const table of ["keysTable", "usageTable"] as const) {
            const failing = new KeyAuthorizer({ ...tables, apiPaths: {}, [table]: "missing" });
            await assert.rejects(failing.authorize(eventOf(key), now), (error) => {
                assert.ok(error instanceof Error);
                assert.match(error.message, /^DynamoDB (GetItem|UpdateItem): ResourceNotFoundException$/);
                assert.equal(error.cause, undefined);
                return true;
            });
        }
    });

    it("reads the items that the stack stores", async () => {
        const plan = {
            requestsPerSecond: 0.5,
            burst: 1,
            quota: { requests: 5, per: "week" as const },
            apis: ["books"],
        };
        const [item] = await valueUnderMocks(() => keyItem(pulumi.output(otherKey), "stored", "readers", plan));
        await tables.putItem(item);
        const expected = { isAuthorized: true, context: { client: "stored", plan: "readers" } };
        assert.deepEqual(await authorizer.authorize(eventOf(otherKey), now), expected);
        assert.equal(await reasonOf(eventOf(otherKey), now + 1_999), "rate exceeded");
        assert.equal(await reasonOf(eventOf(otherKey, { routeKey: "GET /api/authors" })), "API not in plan");
        assert.equal((await tables.usage())["stored#week#2026-11-30"]?.used, 1);
        await tables.deleteKey(otherKey);
    });

    it("is bundled as a single file, which answers as the function does", async () => {
        const client = await clientWith({});
        const folder = await (functionCode("http-api/key-authorizer").archive as pulumi.asset.FileArchive).path;
        const file = join(folder, "index.js");
        const bundled: { handler: typeof handler } = createRequire(file)(file);
        const expected = { isAuthorized: true, context: { client, plan: "standard" } };
        assert.deepEqual(await bundled.handler(eventOf(key)), expected);
        assert.deepEqual(await handler(eventOf(key)), expected);
    });

    it("fails without its tables in the environment", async () => {
        delete process.env.USAGE_TABLE;
        try {
            await assert.rejects(handler(eventOf(key)), {
                message: "want KEYS_TABLE and USAGE_TABLE in the environment",
            });
        } finally {
            process.env.USAGE_TABLE = tables.usageTable;
        }
    });

    it("logs a line for each call that it rejects, with neither the key nor its hash", async () => {
        // The handler knows the clients of other tests for some seconds.
        const ownKey = "x".repeat(40);
        const client = await clientWith({ requestsPerSecond: 0 }, ownKey);
        const printed = await printedBy(async () => {
            for (const value of [ownKey, otherKey, `${key},${key}`]) await handler(eventOf(value));
        });
        const { routeKey } = eventOf(key);
        assert.deepEqual(
            printed.map((line) => JSON.parse(line)),
            [
                { client, reason: "rate exceeded", routeKey },
                { reason: "unknown key", routeKey },
                { reason: "malformed key", routeKey },
            ],
        );
        assert.ok(printed.every((line) => line.indexOf("\n") === line.length - 1));
        assert.doesNotMatch(
            printed.join(""),
            RegExp([ownKey, otherKey, key, hashOf(ownKey), hashOf(otherKey)].join("|")),
        );
    });

    it("logs nothing of a call that passes", async () => {
        await clientWith({});
        const printed = await printedBy(async () => assert.equal((await handler(eventOf(key))).isAuthorized, true));
        assert.deepEqual(printed, []);
    });
});

/** Everything that is written to the output and the errors of this process meanwhile. */
async function printedBy(call: () => Promise<void>): Promise<string[]> {
    const printed: string[] = [];
    const { write } = process.stdout;
    const { write: writeError } = process.stderr;
    const keep = (chunk: unknown) => printed.push(String(chunk)) > 0;
    Object.assign(process.stdout, { write: keep });
    Object.assign(process.stderr, { write: keep });
    try {
        await call();
    } finally {
        Object.assign(process.stdout, { write });
        Object.assign(process.stderr, { write: writeError });
    }
    return printed;
}
