import assert from "node:assert/strict";
import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request } from "node:http";
import { resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { AppProcess } from "../../../tools/cli/serve/app-process";
import { startApp } from "../../../tools/cli/serve/app-process";
import { databaseKinds, type LocalDatabase, startDatabase } from "../../../tools/cli/serve/database/local-database";
import { Contract } from "../contract";
import { Link } from "./link";
import { engines, hasJava } from "./software";
import { untilHealthy } from "./until-healthy";

const projectFolder = resolve(__dirname, "../../..");
const signal = new AbortController().signal;
const json = { "content-type": "application/json" };
const unknown = "00000000-0000-7000-8000-000000000000";
const item = { product: "emma-1815", quantity: 2, unitPriceCents: 1299 };

for (const engine of hasJava ? engines : []) {
    describe(`app/orders, with ${databaseKinds[engine].product}`, function () {
        // Maven may have to download its packages first.
        this.timeout(10 * 60_000);

        const contract = new Contract("orders");
        const failures: string[] = [];
        // Each is closed after the tests, whether they pass or not: a process that remains would keep mocha from ending.
        const opened: (() => Promise<void>)[] = [];
        let database: LocalDatabase;
        let link: Link;
        let app: AppProcess;
        let url = "";
        const start = async () => {
            const environment = {
                ...database.environment,
                DATABASE_PORT: link.port,
                CORS_ALLOW_ORIGIN: "https://x.org",
            };
            const log = (line: string) => failures.push(line);
            const started = await startApp({ name: "orders", environment }, { projectFolder, log, signal });
            opened.unshift(() => started.stop());
            return started;
        };
        const create = async (changes: object = {}) => {
            const body = { customer: "Zoë 😀", items: [item], ...changes };
            const created = await contract.call(url, "createOrder", { body });
            assert.equal(created.status, 201);
            return (created.headers.get("location") ?? "").slice(1);
        };
        const ids = async (query: string) => {
            const { status, body } = await contract.call(url, "listOrders", { query });
            assert.equal(status, 200);
            assert.ok(Array.isArray(body));
            return body.map(({ id }) => id);
        };
        const change = (id: string, status: string) =>
            contract.call(url, "changeOrder", { params: { id }, body: { status } });

        before(async () => {
            database = await startDatabase({ engine, name: "orders", user: "app" }, signal);
            opened.unshift(() => database.close());
            link = new Link(Number(database.environment.DATABASE_PORT));
            opened.unshift(() => link.cut());
            await link.restore();
            app = await start();
            url = app.origin;
            await untilHealthy(url);
        });
        after(async () => {
            for (const close of opened) await close();
        });

        it("creates its schema once, even if several instances start at the same time", async () => {
            const others = await Promise.all([start(), start()]);
            await Promise.all([app, ...others].map(({ origin }) => untilHealthy(origin)));
            const id = await create();
            for (const { origin } of others) {
                assert.equal((await contract.call(origin, "getOrder", { params: { id } })).status, 200);
            }
            await Promise.all(others.map((other) => other.stop()));
        });

        it("places an order and returns it with its total at its location", async () => {
            const items = [item, { product: "b", quantity: 1000, unitPriceCents: 100_000_000 }];
            const id = await create({ items });
            const { body } = await contract.call(url, "getOrder", { params: { id: id.toUpperCase() } });
            const { createdAt } = body as { createdAt: string };
            const expected = {
                id,
                customer: "Zoë 😀",
                status: "placed",
                items,
                totalCents: 100_000_002_598,
                createdAt,
            };
            assert.deepEqual(body, expected);
            assert.ok(Math.abs(Date.parse(createdAt) - Date.now()) < 60_000);
        });

        it("lists orders by customer and status, newest first, page by page", async () => {
            const made: string[] = [];
            for (let index = 0; index < 5; index++) made.unshift(await create({ customer: "paged" }));
            assert.deepEqual(await ids("?customer=paged"), made);
            assert.deepEqual(await ids("?customer=paged&limit=2"), made.slice(0, 2));
            assert.deepEqual(await ids(`?customer=paged&limit=2&after=${made[1]}`), made.slice(2, 4));
            await change(made[3] ?? "", "shipped");
            assert.deepEqual(await ids("?customer=paged&status=shipped"), [made[3]]);
            // As the gateway's cache key does, it takes the last of a repeated parameter. Case matters in both databases.
            assert.deepEqual(await ids("?customer=PAGED&customer=nobody&customer=paged&limit=1"), [made[0]]);
            assert.deepEqual(await ids("?customer=Paged"), []);
            assert.ok((await ids("")).length >= 5);
        });

        it("ships or cancels an order once, and accepts a repeated request", async () => {
            const id = await create();
            for (let time = 0; time < 2; time++) {
                const { status, body } = await change(id, "cancelled");
                assert.deepEqual([status, (body as { status: string }).status], [200, "cancelled"]);
            }
            const { status, body } = await change(id, "shipped");
            assert.deepEqual([status, body], [409, { message: "The order is cancelled and can no longer change." }]);
            const contested = await create();
            const results = await Promise.all(["shipped", "cancelled"].map((each) => change(contested, each)));
            assert.deepEqual(results.map((result) => result.status).sort(), [200, 409]);
        });

        it("rejects what is not an order, an id, a page or JSON", async () => {
            const body = { customer: "", items: [{ ...item, quantity: 0 }] };
            const rejected = await contract.call(url, "createOrder", { body });
            assert.equal(rejected.status, 400);
            assert.match(JSON.stringify(rejected.body), /body\/customer must .*, body\/items\/0\/quantity must /);
            assert.equal((await contract.call(url, "listOrders", { query: "?limit=0" })).status, 400);
            assert.equal((await contract.call(url, "getOrder", { params: { id: "1" } })).status, 400);
            assert.equal((await contract.call(url, "getOrder", { params: { id: unknown } })).status, 404);
            assert.equal((await change(unknown, "shipped")).status, 404);
            const post = async (content: string, headers: Record<string, string> = json) =>
                (await fetch(url, { method: "POST", body: content, headers })).status;
            assert.equal(await post("{}", { "content-type": "text/plain" }), 415);
            for (const content of ["", "{", '{"a":1,"a":2}', "{} {}"]) assert.equal(await post(content), 400, content);
            const largest = JSON.stringify("x".repeat(65_534));
            assert.deepEqual([await post(largest), await post(`${largest} `)], [400, 413]);
        });

        it("returns 404 as JSON for an unknown path, and lets browsers of the configured origin read every response", async () => {
            for (const [path, expected] of Object.entries({ "/a/b?secret": 404, "/healthz": 200, "/readyz": 200 })) {
                const { status, headers } = await fetch(`${url}${path}`);
                assert.deepEqual([status, headers.get("access-control-allow-origin")], [expected, "https://x.org"]);
                assert.match(headers.get("content-type") ?? "", /^application\/json/);
            }
        });

        it("does not compress a response, which the gateway would damage", async () => {
            const { headers } = await fetch(`${url}/?limit=100`, { headers: { "accept-encoding": "gzip, br" } });
            assert.equal(headers.get("content-encoding"), null);
        });

        it("is unhealthy but alive without its database, and recovers with it", async () => {
            const id = await create();
            await link.cut();
            assert.equal((await fetch(`${url}/health`)).status, 503);
            assert.equal((await fetch(`${url}/healthz`)).status, 200);
            const { status, headers } = await contract.call(url, "getOrder", { params: { id } });
            assert.deepEqual([status, headers.get("retry-after")], [503, "1"]);
            assert.match(failures.at(-1) ?? "", /DatabaseUnavailableException/);
            await link.restore();
            await untilHealthy(url);
            assert.equal((await contract.call(url, "getOrder", { params: { id } })).status, 200);
        });

        it("completes a call that it has begun when it is stopped, and keeps its orders", async () => {
            const content = JSON.stringify({ customer: "patient", items: [item] });
            const half = request(url, {
                method: "POST",
                headers: { ...json, expect: "100-continue", "content-length": content.length },
            });
            half.flushHeaders();
            // The server asks for the body when it begins to read it.
            await once(half, "continue");
            const stopped = app.stop();
            while (await isListening(url)) await setTimeout(10);
            assert.equal((await send(half, content)).statusCode, 201);
            await stopped;
            app = await start();
            url = app.origin;
            await untilHealthy(url);
            assert.equal((await ids("?customer=patient")).length, 1);
        });

        it("has a successful call of every operation in its document", () => {
            assert.deepEqual(contract.uncalled(), []);
        });
    });
}

async function isListening(url: string): Promise<boolean> {
    const probe = request(`${url}/healthz`).end();
    const [response] = await Promise.race([once(probe, "response"), once(probe, "close")]).catch(() => []);
    response?.resume();
    return response !== undefined;
}

async function send(half: ClientRequest, content: string): Promise<IncomingMessage> {
    const responded = once(half, "response");
    half.end(content);
    const [response] = (await responded) as [IncomingMessage];
    response.resume();
    return response;
}
