import assert from "node:assert/strict";
import type { RequestAuthorizer } from "../../../../tools/http-emulator/state/deployed-http-api";
import {
    bench,
    executionArn,
    functionUri,
    header,
    keyAuthorizer,
    route,
    sampleHttpApi,
    shopFunction,
    stage,
    wire,
} from "../sample-http-api";

const url = "/api/books/{id}";
const withAuthorizer = (changes: Partial<RequestAuthorizer> = {}) =>
    sampleHttpApi({
        routes: [route(`GET ${url}`, { authorizer: { ...keyAuthorizer, ...changes } })],
        stages: { $default: { ...stage, variables: { v: "1" } }, dev: { ...stage, name: "dev" } },
    });
const allowed = () => ({ isAuthorized: true });
const headers = { "X-Api-Key": "k", Cookie: "a=1", Host: "h", "User-Agent": "test" };

describe("a Lambda authorizer of an HTTP API", () => {
    it("gets the event of format 2.0", async () => {
        const made = bench(withAuthorizer(), { returns: allowed });
        await made.send("GET", "/dev/api/books/1?a=1&a=2", headers);
        const { headers: received, requestContext, ...event } = made.events[0] ?? {};
        assert.deepEqual(event, {
            version: "2.0",
            type: "REQUEST",
            routeArn: `${executionArn}/dev/GET/api/books/1`,
            identitySource: ["k"],
            routeKey: `GET ${url}`,
            rawPath: "/dev/api/books/1",
            rawQueryString: "a=1&a=2",
            cookies: ["a=1"],
            queryStringParameters: { a: "1,2" },
            pathParameters: { id: "1" },
        });
        assert.equal((received as Record<string, string>)["x-api-key"], "k");
        const { http, stage: name } = requestContext as Record<string, unknown>;
        assert.equal(name, "dev");
        assert.deepEqual(http, {
            method: "GET",
            path: "/dev/api/books/1",
            protocol: "HTTP/1.1",
            sourceIp: "192.0.2.1",
            userAgent: "test",
        });
    });

    it("gets the event of format 1.0", async () => {
        const identitySources = ["$request.header.x-api-key", "$request.querystring.a", "$stageVariables.v"];
        const made = bench(
            withAuthorizer({ payloadFormatVersion: "1.0", enableSimpleResponses: false, identitySources }),
        );
        await made.send("GET", "/api/books/1?a=2", headers);
        const { headers: _, requestContext, ...event } = made.events[0] ?? {};
        assert.deepEqual(event, {
            version: "1.0",
            type: "REQUEST",
            methodArn: `${executionArn}/$default/GET/api/books/1`,
            identitySource: "k,2,1",
            authorizationToken: "k,2,1",
            resource: url,
            path: "/api/books/1",
            httpMethod: "GET",
            queryStringParameters: { a: "2" },
            pathParameters: { id: "1" },
            stageVariables: { v: "1" },
        });
        const { requestId, ...context } = requestContext as Record<string, unknown>;
        assert.match(String(requestId), /=$/);
        assert.deepEqual(context, {
            path: "/api/books/1",
            accountId: "123456789012",
            resourceId: null,
            stage: "$default",
            identity: { sourceIp: "192.0.2.1", apiKey: "k" },
            resourcePath: url,
            httpMethod: "GET",
            apiId: "api1",
        });
    });

    it("is not invoked if an identity source is missing or empty", async () => {
        const made = bench(withAuthorizer(), { returns: allowed });
        for (const given of [{}, { "x-api-key": "" }]) {
            const served = await made.send("GET", "/api/books/1", given);
            assert.equal(served.response.status, 401);
            assert.equal(header(served, "www-authenticate"), undefined);
        }
        assert.equal(made.events.length, 0);
    });

    it("without identity sources is invoked for each call, and keeps nothing", async () => {
        const made = bench(withAuthorizer({ identitySources: [], ttlSeconds: 60 }), { returns: allowed });
        for (const path of ["/api/books/1", "/api/books/1"]) await made.send("GET", path);
        assert.equal(made.events.length, 2);
    });

    it("keeps a result for its seconds", async () => {
        const made = bench(withAuthorizer({ ttlSeconds: 60 }), { returns: allowed });
        await made.send("GET", "/api/books/1", headers);
        made.now += 59_000;
        await made.send("GET", "/api/books/1", headers);
        // Its age counts from the call of the function.
        made.now += 1001;
        await made.send("GET", "/api/books/1", headers);
        assert.equal(made.events.length, 2);
    });

    it("keeps denials too, and each stage has its own results", async () => {
        const made = bench(withAuthorizer({ ttlSeconds: 60 }), { returns: () => ({ isAuthorized: false }) });
        for (const path of ["/api/books/1", "/api/books/2", "/dev/api/books/1"])
            assert.equal((await made.send("GET", path, headers)).response.status, 403);
        assert.equal(made.events.length, 2);
    });

    it("does not keep errors", async () => {
        const results: unknown[] = [{ isAuthorized: 1 }, { isAuthorized: true }];
        const made = bench(withAuthorizer({ ttlSeconds: 60 }), { returns: () => results.shift() });
        assert.equal((await made.send("GET", "/api/books/1", headers)).response.status, 500);
        assert.equal((await made.send("GET", "/api/books/1", headers)).response.status, 200);
    });

    it("needs a permission for itself, unless a role invokes its function", async () => {
        const status = async (authorizer: Partial<RequestAuthorizer>, permits: readonly string[]) => {
            const api = {
                ...withAuthorizer(authorizer),
                nodeFunctions: { shop: { ...shopFunction, permits: { "": permits } } },
            };
            return (await bench(api, { returns: allowed }).send("GET", "/api/books/1", headers)).response.status;
        };
        assert.equal(await status({}, [`${executionArn}/authorizers/auth1`]), 200);
        assert.equal(await status({}, [`${executionArn}/authorizers/other`]), 500);
        assert.equal(await status({ hasCredentials: true }, []), 200);
        assert.equal(await status({ uri: functionUri.replace("shop", "none") }, ["*"]), 500);
        assert.equal(await status({ uri: functionUri }, ["*"]), 200);
    });

    it("with a policy is bound by an explicit deny and by conditions", async () => {
        const policy = (...Statement: object[]) => ({ principalId: "me", policyDocument: { Statement } });
        const allow = { Effect: "Allow", Action: "execute-api:Invoke", Resource: `${executionArn}/*/GET/api/*` };
        const status = async (result: object) => {
            const api = withAuthorizer({ enableSimpleResponses: false });
            return (await bench(api, { returns: () => result }).send("GET", "/api/books/1", headers)).response.status;
        };
        assert.equal(await status(policy(allow)), 200);
        assert.equal(await status(policy(allow, { ...allow, Effect: "Deny" })), 403);
        const holds = { IpAddress: { "aws:SourceIp": "192.0.2.0/24" }, Bool: { "aws:SecureTransport": "true" } };
        const since = { DateGreaterThanEquals: { "aws:CurrentTime": "2026-01-01T00:00:00Z" } };
        assert.equal(await status(policy({ ...allow, Condition: { ...holds, ...since } })), 200);
        assert.equal(await status(policy({ ...allow, Effect: "Perhaps" })), 500);
        const Condition = { IpAddress: { "aws:SourceIp": "198.51.100.0/24" } };
        assert.equal(await status(policy({ ...allow, Condition })), 403);
        assert.equal(await status({ isAuthorized: true }), 500);
        const simpleInOne = withAuthorizer({ payloadFormatVersion: "1.0", enableSimpleResponses: true });
        const served = await bench(simpleInOne, { returns: allowed }).send("GET", "/api/books/1", headers);
        assert.equal(served.response.status, 500);
    });

    it("has its principal in the log", async () => {
        const api = withAuthorizer({ enableSimpleResponses: false });
        const stages = { $default: { ...stage, accessLogFormat: "$context.authorizer.principalId" } };
        const policyDocument = { Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
        const returns = () => ({ principalId: "me", policyDocument });
        assert.equal((await bench({ ...api, stages }, { returns }).send("GET", "/api/books/1", headers)).logLine, "me");
        const simple = bench({ ...withAuthorizer(), stages }, { returns: allowed });
        assert.equal((await simple.send("GET", "/api/books/1", headers)).logLine, "-");
    });

    it("explains a rejection to a developer who asks, and to no one else", async () => {
        const served = await bench(withAuthorizer(), { explains: true }).send("GET", "/api/books/1");
        const reason = 'the identity source "$request.header.x-api-key" is missing';
        assert.equal(header(served, "x-local-reason"), reason);
        assert.equal(wire(served), '401 {"message":"Unauthorized"}');
    });
});
