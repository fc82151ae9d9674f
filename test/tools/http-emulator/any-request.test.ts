import assert from "node:assert/strict";
import { validateHeaderName, validateHeaderValue } from "node:http";
import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import type { HeaderList } from "../../../tools/gateway-emulator/http/message";
import {
    answer,
    bench,
    functionUri,
    keyAuthorizer,
    privateIntegration,
    route,
    sampleHttpApi,
    stage,
} from "./sample-http-api";

const seed = 20261130;
const piece = fc.oneof(
    fc.constantFrom(
        "/",
        "//",
        "..",
        "%2F",
        "%zz",
        "%00",
        "%0d%0a",
        "?",
        "&",
        "#",
        "api",
        "books",
        "dev",
        "$default",
        "{id}",
    ),
    fc.string({ maxLength: 5 }).map((text) => text.replaceAll(/[^\x21-\x7e]/g, "~")),
);
const url = fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join("")}`);
const headerName = fc.constantFrom(
    "host",
    "origin",
    "x-api-key",
    "forwarded",
    "x-forwarded-for",
    "cookie",
    "via",
    "a_b",
);
const headerText = fc.string({ maxLength: 12 }).map((text) => text.replaceAll(/[^\x20-\x7e]/g, "~"));
const headers: fc.Arbitrary<HeaderList> = fc.array(fc.tuple(headerName, headerText), { maxLength: 6 });
const value = fc.oneof(
    fc.constantFrom(
        "$request.path",
        "$request.body.a",
        "${request.querystring.a}",
        "$context.path",
        "$request.path.id",
    ),
    fc.constantFrom(
        "$request.header.host",
        "$stageVariables.v",
        "$response.body",
        "$response.header.x",
        "$",
        "${",
        "\ud800",
    ),
    fc.string({ maxLength: 6 }),
);
const requestMappings = fc.dictionary(
    fc.constantFrom(
        "overwrite:path",
        "append:header.x-a",
        "overwrite:header.Host",
        "remove:querystring.a",
        "append:querystring.b",
    ),
    value,
);
const responseMappings = fc.dictionary(
    fc.constantFrom("overwrite:statuscode", "append:header.x-b", "remove:header.x"),
    value,
);
const result = fc.oneof(
    fc.json(),
    fc
        .record({
            statusCode: fc.oneof(fc.integer({ min: 0, max: 700 }), fc.string()),
            body: fc.string(),
            headers: fc.dictionary(fc.string(), fc.string()),
        })
        .map((response) => JSON.stringify(response)),
);

describe("any request to an HTTP API", () => {
    it("gets a response that can be sent, whatever the client, the mappings and the functions are", async () => {
        await fc.assert(
            fc.asyncProperty(
                fc.record({ url, headers, requestMappings, responseMappings, result, body: fc.json() }),
                fc.constantFrom("GET", "POST", "OPTIONS", "PROPFIND"),
                fc.constantFrom("ANY /{proxy+}", "GET /api/books/{id}", "$default"),
                fc.boolean(),
                async (given, method, routeKey, isFunction) => {
                    const integration = {
                        ...privateIntegration,
                        ...(isFunction && {
                            type: "AWS_PROXY" as const,
                            uri: functionUri,
                            payloadFormatVersion: "2.0" as const,
                        }),
                        requestParameters: given.requestMappings,
                        responseParameters: { 200: given.responseMappings },
                    };
                    const api = sampleHttpApi({
                        cors: {
                            allowOrigins: ["*"],
                            allowMethods: [],
                            allowHeaders: [],
                            exposeHeaders: [],
                            allowCredentials: false,
                        },
                        routes: [route(routeKey, isFunction ? { authorizer: keyAuthorizer } : {})],
                        integrations: { i1: integration },
                        stages: {
                            $default: { ...stage, accessLogFormat: "$context.path $context.error.message" },
                            dev: { ...stage, name: "dev" },
                        },
                    });
                    const returns = ({ type }: Record<string, unknown>) =>
                        type ? { isAuthorized: true } : given.result;
                    const made = bench(api, {
                        returns,
                        responses: async () => answer(200, given.body, [["x", "1"]]),
                        explains: true,
                    });
                    const { response, logLine } = await made.send(method, given.url, given.headers, given.body);
                    assert.ok(response.status >= 100 && response.status <= 599, String(response.status));
                    for (const [name, text] of response.headers) {
                        validateHeaderName(name);
                        validateHeaderValue(name, text);
                    }
                    assert.ok(logLine === undefined || !logLine.includes("\n"));
                    for (const { path } of made.calls) assert.match(path, /^\/[\x21-\x7e]*$/);
                },
            ),
            { seed, numRuns: 500 },
        );
    });

    it("among 1,000 at once gets its own response, and all together get the burst", async () => {
        const burst = 700;
        const api = sampleHttpApi({ stages: { $default: { ...stage, throttle: { rate: 0, burst } } } });
        const made = bench(api, {
            responses: async ({ path }) => {
                await setImmediate();
                return answer(200, path);
            },
        });
        const paths = Array.from({ length: 1000 }, (_, index) => `/api/books/${index}`);
        const served = await Promise.all(paths.map((path) => made.send("GET", path)));
        const passed = served.flatMap(({ response }, index) =>
            response.status === 200 ? [[response.body.toString(), paths[index]] as const] : [],
        );
        assert.equal(passed.length, burst);
        for (const [body, path] of passed) assert.equal(body, path);
    });
});
