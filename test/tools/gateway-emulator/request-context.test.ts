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

    it("has every value that the gateway knows, and both names of those with two", async () => {
        const names =
            "accountId apiId domainName domainPrefix requestTime requestTimeEpoch stage protocol integration.integrationStatus " +
            "integrationStatus integrationLatency error.message authorizer.claims.custom:tenant integration.error";
        const format = JSON.stringify(Object.fromEntries(names.split(" ").map((name) => [name, `$context.${name}`])));
        const made = bench(sampleApi({ stages: { Test: { ...stage, accessLogFormat: format } } }));
        const served = await made.send("GET", "/Test/pictures", { ...key, host: "API1.execute-api.example:8080" });
        assert.deepEqual(JSON.parse(served.logLine ?? ""), {
            accountId: "123456789012",
            apiId: "api1",
            domainName: "api1.execute-api.example",
            domainPrefix: "api1",
            requestTime: "01/Jan/2026:00:00:00 +0000",
            requestTimeEpoch: "1767225600000",
            stage: "Test",
            protocol: "HTTP/1.1",
            "integration.integrationStatus": "200",
            integrationStatus: "200",
            integrationLatency: "0",
            "error.message": "-",
            "authorizer.claims.custom:tenant": "-",
            "integration.error": "-",
        });
    });

    it("has the error of an integration, and why a request is not valid", async () => {
        const accessLogFormat =
            '{"m":"$context.error.message","i":"$context.integrationErrorMessage","v":"$context.error.validationErrorString"}';
        const failing = sampleApi({ stages: { Test: { ...stage, accessLogFormat } } });
        const { logLine = "" } = await bench(failing, { responses: async () => ({ kind: "timeout" }) }).send(
            "GET",
            "/Test/pictures",
        );
        const timedOut = "Endpoint request timed out";
        assert.deepEqual(JSON.parse(logLine), { m: timedOut, i: timedOut, v: "-" });
    });
});
