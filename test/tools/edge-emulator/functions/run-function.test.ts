import assert from "node:assert/strict";
import { FunctionFailure, runFunction } from "../../../../tools/edge-emulator/functions/run-function";
import { apiBehavior, distribution, TestedEdge } from "../sample-edge";

const run = (code: string, event: unknown = {}) => runFunction({ name: "f", code }, event);

describe("runFunction", () => {
    it("returns what the handler returns, also later, and the lines that it logs", () => {
        assert.deepEqual(
            run("function handler(event) { console.log('a', { b: 1 }); return { got: event.x }; }", { x: 1 }),
            {
                result: { got: 1 },
                lines: ['a {"b":1}'],
            },
        );
        assert.deepEqual(run("async function handler() { await null; return 2; }").result, 2);
    });

    it("keeps no state", () => {
        const code = "globalThis.count = (globalThis.count || 0) + 1; function handler() { return count; }";
        assert.deepEqual([run(code).result, run(code).result], [1, 1]);
    });

    it("gives no access to Node.js", () => {
        for (const name of ["process", "require", "setTimeout", "fetch", "Buffer", "module"])
            assert.equal(run(`function handler() { return typeof ${name}; }`).result, "undefined", name);
        const escapes = [
            "return this.constructor.constructor('return process')().pid;",
            "return __event.constructor.constructor('return process')().pid;",
            "return eval('1');",
            "return console.log.constructor('return process')().pid;",
        ];
        for (const body of escapes) assert.throws(() => run(`function handler() { ${body} }`), FunctionFailure, body);
    });

    it("lets a function finish that a busy machine delays", () => {
        const delayed = "function handler() { const end = Date.now() + 400; while (Date.now() < end); return 'done'; }";
        assert.equal(run(delayed).result, "done");
    });

    it("fails for a function that throws, does not end, or does not exist", () => {
        assert.throws(() => run("function handler() { throw new Error('broken'); }"), /f: Error: broken/);
        assert.throws(() => run("function handler() { while (true); }"), FunctionFailure);
        assert.throws(() => run("function handler() { return new Promise(() => {}); }"), FunctionFailure);
        assert.throws(() => run("const x = 1;"), /handler is not defined/);
        assert.throws(() => run("function {"), FunctionFailure);
    });
});

describe("CloudFront Functions at a distribution", () => {
    const withFunction = (viewerRequest: string, viewerResponse?: string) =>
        new TestedEdge({
            distribution: {
                ...distribution,
                behaviors: [
                    {
                        ...apiBehavior,
                        pathPattern: "*",
                        viewerRequest: { name: "request", code: viewerRequest },
                        ...(viewerResponse && { viewerResponse: { name: "response", code: viewerResponse } }),
                    },
                ],
            },
        });

    it("get the documented event", async () => {
        const edge = withFunction(
            "function handler(event) { console.log(JSON.stringify(event)); return event.request; }",
        );
        await edge.get("/a%20b?x=1&x=2&y&z=%2F", [
            ["X-Many", "1"],
            ["x-many", "2"],
            ["Cookie", "c=3"],
        ]);
        const event = JSON.parse(edge.lines[0]?.replace("request: ", "") ?? "");
        assert.deepEqual(event, {
            version: "1.0",
            context: {
                distributionDomainName: "d1.cloudfront.net",
                distributionId: "E1",
                eventType: "viewer-request",
                requestId: event.context.requestId,
            },
            viewer: { ip: "198.51.100.7" },
            request: {
                method: "GET",
                uri: "/a%20b",
                querystring: {
                    x: { value: "2", multiValue: [{ value: "1" }, { value: "2" }] },
                    y: { value: "" },
                    z: { value: "%2F" },
                },
                headers: {
                    host: { value: "www.example.com" },
                    "user-agent": { value: "test" },
                    "x-many": { value: "2", multiValue: [{ value: "1" }, { value: "2" }] },
                },
                cookies: { c: { value: "3" } },
            },
        });
        assert.equal(edge.last.url, "/Test/a%20b?x=1&x=2&y&z=%2F");
        assert.deepEqual(
            edge.last.headers.filter(([name]) => name.toLowerCase() === "x-many"),
            [
                ["X-Many", "1"],
                ["x-many", "2"],
            ],
        );
    });

    it("change headers, cookies and the query, but not the host", async () => {
        const edge = withFunction(`function handler({ request }) {
            delete request.headers["x-old"];
            request.headers["x-new"] = { value: "n" };
            request.headers.host = { value: "evil" };
            request.querystring = { q: { value: "1" } };
            request.cookies = { own: { value: "2" } };
            return request;
        }`);
        await edge.get("/a?b=1", [["X-Old", "o"]]);
        const names = Object.fromEntries(edge.last.headers.map(([name, value]) => [name.toLowerCase(), value]));
        assert.equal(edge.last.url, "/Test/a?q=1");
        assert.deepEqual([names["x-old"], names["x-new"], names.cookie], [undefined, "n", "own=2"]);
        assert.match(names.host ?? "", /execute-api/);
    });

    it("leave the host of the viewer as it is", async () => {
        const code = `function handler({ request }) { request.headers.host = { value: "evil" }; return request; }`;
        const all = { behavior: "all" as const, names: [] };
        const viewerRequest = { name: "request", code };
        const originRequest = { headers: all, queryStrings: all, cookies: all };
        const behaviors = [{ ...apiBehavior, pathPattern: "*", viewerRequest, originRequest }];
        const edge = new TestedEdge({ distribution: { ...distribution, behaviors } });
        await edge.get("/a");
        assert.deepEqual(edge.last.headers[0], ["Host", "www.example.com"]);
    });

    it("respond without the origin", async () => {
        const edge = withFunction(`function handler() {
            return { statusCode: 404, headers: { "content-type": { value: "application/json" } }, body: { encoding: "text", data: "{}" } };
        }`);
        const reply = await edge.get("/any");
        assert.deepEqual(
            [reply.status, reply.text, reply.header("X-Cache")],
            [404, "{}", "FunctionGeneratedResponse from cloudfront"],
        );
        assert.equal(reply.header("content-type"), "application/json");
        assert.deepEqual(edge.received, []);
    });

    it("change responses below 400", async () => {
        const code = `function handler({ response }) { response.headers["x-seen"] = { value: "yes" }; return response; }`;
        const edge = withFunction("function handler(event) { return event.request; }", code);
        const reply = await edge.get("/a");
        assert.deepEqual([reply.header("x-seen"), reply.text], ["yes", "[]"]);
        edge.response = { status: 400, headers: [], body: Buffer.from("{}") };
        assert.equal((await edge.get("/a")).header("x-seen"), undefined);
    });

    it("are a 503 and a line if they fail", async () => {
        for (const code of ["function handler() { nothing(); }", "function handler() { return 1; }"]) {
            const edge = withFunction(code);
            const reply = await edge.get("/a");
            assert.deepEqual([reply.status, reply.header("X-Cache")], [503, "FunctionExecutionError from cloudfront"]);
            assert.match(edge.lines[0] ?? "", /^request: /);
        }
    });
});
