import assert from "node:assert/strict";
import { bench, ok, sampleApi, stage } from "./sample-api";

const key = { "x-api-key": "key-of-web" };

describe("the access log", () => {
    const accessLogFormat =
        '{"id":"$context.requestId","key":"$context.identity.apiKeyId","path":"$context.path","resource":"$context.resourcePath","status":"$context.status","bytes":"$context.responseLength","ms":"$context.responseLatency","backend":"$context.integration.status","agent":"$context.identity.userAgent","error":"$context.error.responseType"}';
    const api = sampleApi({ stages: { Test: { ...stage, accessLogFormat } } });

    it("has a line in the stage's format for each call, without the value of the key", async () => {
        const made = bench(api, { responses: async () => ok("12345") });
        const { logLine = "" } = await made.send("GET", "/Test/pictures?x=1", { ...key, "user-agent": 'a"\n' });
        const { id, ...line } = JSON.parse(logLine);
        assert.match(id, /^[0-9a-f-]{36}$/);
        assert.deepEqual(line, {
            key: "k1",
            path: "/Test/pictures",
            resource: "/pictures",
            status: "200",
            bytes: "5",
            ms: "0",
            backend: "200",
            agent: 'a"\n',
            error: "-",
        });
        assert.ok(!logLine.includes("key-of-web"));
    });

    it("names the gateway response, and has no backend status for a cached response", async () => {
        const made = bench(api);
        const rejected = await made.send("GET", "/Test/pictures", {});
        assert.deepEqual(
            [JSON.parse(rejected.logLine ?? "").error, rejected.errorType],
            ["INVALID_API_KEY", "INVALID_API_KEY"],
        );
        await made.send("GET", "/Test/pictures");
        assert.equal(JSON.parse((await made.send("GET", "/Test/pictures")).logLine ?? "").backend, "-");
    });
});
