import assert from "node:assert/strict";
import { readFunctionResponse } from "../../../../tools/http-emulator/functions/function-response";
import type { DeployedHttpApi } from "../../../../tools/http-emulator/state/deployed-http-api";
import {
    bench,
    executionArn,
    functionUri,
    keyAuthorizer,
    privateIntegration,
    route,
    sampleHttpApi,
    shopFunction,
    stage,
    wire,
} from "../sample-http-api";

const integration = { ...privateIntegration, type: "AWS_PROXY", uri: functionUri } as const;
const withFunction = (routeKey: string, changes: Partial<DeployedHttpApi> = {}, version: "1.0" | "2.0" = "1.0") =>
    sampleHttpApi({
        routes: [route(routeKey)],
        integrations: { i1: { ...integration, payloadFormatVersion: version } },
        ...changes,
    });

describe("a Lambda integration of an HTTP API", () => {
    it("sends the event of format 1.0, with null for what is absent", async () => {
        const made = bench(withFunction("GET /api/books"), { returns: () => ({ statusCode: 200 }) });
        const headers = { "User-Agent": "test", "X-Own": "1", Host: "h" };
        await made.send("GET", "/api/books?a=1&a=2", headers);
        const { headers: received, multiValueHeaders, requestContext, ...event } = made.events[0] ?? {};
        assert.deepEqual(event, {
            version: "1.0",
            resource: "/api/books",
            path: "/api/books",
            httpMethod: "GET",
            queryStringParameters: { a: "2" },
            multiValueQueryStringParameters: { a: ["1", "2"] },
            pathParameters: null,
            stageVariables: null,
            body: null,
            isBase64Encoded: false,
        });
        const { "X-Amzn-Trace-Id": _, ...others } = received as Record<string, string>;
        assert.deepEqual(others, {
            "User-Agent": "test",
            "x-own": "1",
            Host: "h",
            "Content-Length": "0",
            "X-Forwarded-For": "192.0.2.1",
            "X-Forwarded-Port": "443",
            "X-Forwarded-Proto": "https",
        });
        assert.deepEqual((multiValueHeaders as Record<string, string[]>).Host, ["h"]);
        const { authorizer, identity, requestId, extendedRequestId } = requestContext as Record<string, unknown>;
        assert.deepEqual(authorizer, { claims: null, scopes: null });
        assert.deepEqual([requestId === extendedRequestId, Object.keys(identity as object).length], [true, 12]);
    });

    it("passes the context of an authorizer on in format 1.0", async () => {
        const api = withFunction("GET /api/books");
        const routes = [route("GET /api/books", { authorizer: { ...keyAuthorizer, enableSimpleResponses: false } })];
        const Statement = [{ Effect: "Allow", Action: "*", Resource: "*" }];
        const result = { principalId: "me", policyDocument: { Statement }, context: { plan: "gold" } };
        const made = bench(
            { ...api, routes },
            { returns: ({ type }) => (type === "REQUEST" ? result : { statusCode: 200 }) },
        );
        await made.send("GET", "/api/books", { "x-api-key": "k" });
        const { requestContext } = made.events[1] ?? {};
        assert.deepEqual(Object(requestContext).authorizer, { plan: "gold", principalId: "me" });
    });

    it("needs a permission for the stage, the method of the call and the path of the route", async () => {
        const status = async (routeKey: string, source: string, path = "/api/books/1") => {
            const nodeFunctions = { shop: { ...shopFunction, permits: { "": [`${executionArn}/${source}`] } } };
            const made = bench(withFunction(routeKey, { nodeFunctions }), { returns: () => ({ statusCode: 200 }) });
            return (await made.send("GET", path)).response.status;
        };
        assert.equal(await status("ANY /api/books/{id}", "$default/GET/api/books/{id}"), 200);
        assert.equal(await status("ANY /api/books/{id}", "*/*/api/books/{id}"), 200);
        assert.equal(await status("ANY /api/books/{id}", "*/*/api/authors/*"), 500);
        assert.equal(await status("$default", "$default/$default"), 200);
        assert.equal(await status("$default", "dev/$default"), 500);
    });

    it("fills in stage variables, and has the permission of the alias", async () => {
        const uri = `${functionUri}:\${stageVariables.alias}`;
        const api = withFunction("GET /api/books", {
            integrations: { i1: { ...integration, uri } },
            nodeFunctions: { shop: { ...shopFunction, permits: { live: [`${executionArn}/*`] } } },
        });
        const status = async (variables: Readonly<Record<string, string>>) => {
            const stages = { $default: { ...stage, variables } };
            return (await bench({ ...api, stages }, { returns: () => ({ statusCode: 204 }) }).send("GET", "/api/books"))
                .response.status;
        };
        assert.equal(await status({ alias: "live" }), 204);
        assert.equal(await status({ alias: "dev" }), 500);
        assert.equal(await status({}), 500);
    });

    it("rejects an event and a result over 6 MB", async () => {
        const { send } = bench(withFunction("POST /api/books"), { returns: () => ({ statusCode: 200 }) });
        assert.equal(
            wire(await send("POST", "/api/books", {}, Buffer.alloc(6_000_000))),
            '413 {"message":"Request Entity Too Large"}',
        );
        const large = bench(withFunction("POST /api/books"), {
            returns: () => ({ statusCode: 200, body: "x".repeat(6_291_457) }),
        });
        assert.equal((await large.send("POST", "/api/books")).response.status, 500);
    });

    it("has the addresses of proxies in its event, and no headers of the connection", async () => {
        const made = bench(withFunction("GET /api/books", {}, "2.0"), { returns: () => "{}" });
        const headers = {
            "X-Forwarded-For": "198.51.100.7",
            Connection: "close",
            "X-Forwarded-Proto": "http",
            Cookie: "a=1;b=2; ",
        };
        await made.send("GET", "/api/books", headers);
        const { headers: received, cookies } = made.events[0] ?? {};
        const { connection, ...others } = received as Record<string, string>;
        assert.equal(connection, undefined);
        assert.deepEqual(
            [others["x-forwarded-for"], others["x-forwarded-proto"]],
            ["198.51.100.7, 192.0.2.1", "https"],
        );
        assert.deepEqual(cookies, ["a=1", "b=2"]);
    });

    it("reads no multiValueHeaders in format 2.0", () => {
        const result = { statusCode: 200, headers: { "content-type": "a/b" }, multiValueHeaders: { A: ["3"] } };
        assert.deepEqual(readFunctionResponse(JSON.stringify(result), "2.0")?.headers, [["content-type", "a/b"]]);
    });

    it("reads a result of format 1.0 only with a status", () => {
        assert.equal(readFunctionResponse("{}", "1.0"), undefined);
        assert.equal(readFunctionResponse('"hi"', "1.0"), undefined);
        assert.equal(readFunctionResponse('{"statusCode":99}', "2.0"), undefined);
        const result = { statusCode: 200, headers: { a: "1", b: "2" }, multiValueHeaders: { A: ["3", "4"] } };
        assert.deepEqual(readFunctionResponse(JSON.stringify(result), "1.0")?.headers, [
            ["A", "3"],
            ["A", "4"],
            ["b", "2"],
            ["Content-Type", "text/plain; charset=utf-8"],
        ]);
    });
});
