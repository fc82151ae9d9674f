import assert from "node:assert/strict";
import { maxEvent, maxResult } from "../../../../tools/gateway-emulator/integration/lambda/function-integration";
import type { ProxyEvent } from "../../../../tools/gateway-emulator/integration/lambda/proxy-event";
import { appPath, type Invoke } from "../../../../tools/gateway-emulator/integration/lambda/web-adapter";
import { bench, header, ok, wire } from "../sample-api";
import { functionApi, quotesOperations, returning } from "../sample-function";

const key = { "x-api-key": "key-of-web" };

describe("a Lambda function behind the gateway", () => {
    it("receives the request as an event, with its path as the client sent it and without the stage", async () => {
        const events: ProxyEvent[] = [];
        const invoke: Invoke = async (_, event) => {
            events.push(event);
            return { kind: "payload", payload: "{}" };
        };
        const { send } = bench(functionApi(), { invoke });
        await send("GET", "/Test/quotes/a%2Fb?tag=x&tag=y%20z", { ...key, Accept: "*/*", Via: "1.1 proxy" });
        const [event] = events;
        assert.ok(event);
        assert.equal(event.path, "/quotes/a%2Fb");
        assert.equal(event.resource, "/quotes/{id}");
        assert.deepEqual(event.queryStringParameters, { tag: "y z" });
        assert.deepEqual(event.multiValueQueryStringParameters, { tag: ["x", "y z"] });
        assert.deepEqual(event.stageVariables, { quotesAlias: "Test" });
        assert.deepEqual([event.body, event.isBase64Encoded], [null, false]);
        assert.equal(event.requestContext.path, "/Test/quotes/a%2Fb");
        // Names keep their case, and unlike an HTTP backend a function receives Via.
        assert.deepEqual([event.headers.Accept, event.multiValueHeaders.Via], ["*/*", ["1.1 proxy"]]);
        assert.equal(event.headers["X-Forwarded-For"], "192.0.2.1");
    });

    it("receives a body of a binary media type as Base64, and any other as text", async () => {
        const bodies: unknown[] = [];
        const invoke: Invoke = async (_, { body, isBase64Encoded }) => {
            bodies.push([body, isBase64Encoded]);
            return { kind: "payload", payload: "{}" };
        };
        const { send } = bench(functionApi({ binaryMediaTypes: ["image/png"] }), { invoke });
        const bytes = Buffer.from([0x1f, 0x8b, 0x08]);
        await send("POST", "/Test/quotes", { ...key, "content-type": "image/png" }, bytes);
        await send("POST", "/Test/quotes", { ...key, "content-type": "text/plain" }, "é");
        assert.deepEqual(bodies, [
            ["H4sI", true],
            ["é", false],
        ]);
    });

    it("gets 500 at a stage that its alias does not permit, and at one whose alias does not exist", async () => {
        const explained = async (aliases: Readonly<Record<string, readonly string[]>>) => {
            const functions = { shop_quotes: { name: "quotes", environment: {}, aliases } };
            const { send } = bench(functionApi({ functions }), { explains: true });
            const served = await send("GET", "/Test/quotes");
            return [wire(served), header(served, "x-local-reason")] as const;
        };
        const message = '500 {"message": "Internal server error"}';
        const [forbidden, reason] = await explained({
            Test: ["arn:aws:execute-api:eu-central-1:123456789012:api1/Live/*"],
        });
        assert.equal(forbidden, message);
        assert.match(
            reason ?? "",
            /^Invalid permissions on Lambda function: alias "Test" has none for .*api1\/Test\/GET\/quotes$/,
        );
        const [missing, cause] = await explained({ Live: [] });
        assert.equal(missing, message);
        assert.match(cause ?? "", /names no alias of a function/);
    });

    it("is invoked with POST only", async () => {
        const [get] = quotesOperations;
        assert.ok(get);
        const operations = [{ ...get, integration: { ...get.integration, httpMethod: "GET" } }];
        assert.equal((await returning({ statusCode: 200 }, key, { operations })).response.status, 500);
    });

    it("may return events and results up to the limits of Lambda", async () => {
        const send = bench(functionApi(), {
            invoke: async () => ({ kind: "payload", payload: '{"statusCode":204}' }),
        }).send;
        const fits = await send("POST", "/Test/quotes", key, "x".repeat(maxEvent - 5_000));
        const exceeds = await send("POST", "/Test/quotes", key, "x".repeat(maxEvent));
        assert.deepEqual([fits.response.status, exceeds.response.status], [204, 413]);
        const sized = async (size: number) =>
            (await returning({ statusCode: 200, body: "x".repeat(size) })).response.status;
        assert.deepEqual([await sized(maxResult - 100), await sized(maxResult)], [200, 502]);
    });

    const responses: readonly [title: string, result: object, response: string][] = [
        ["a status alone", { statusCode: 201 }, "201 "],
        ["a status as a string", { statusCode: "201" }, "201 "],
        ["headers alone", { headers: { a: "b" } }, "200 "],
        ["null for headers", { statusCode: 200, headers: null }, "200 "],
        ["a body", { statusCode: 200, body: "hello" }, "200 hello"],
        ["Base64 to a client that accepts none", { statusCode: 200, body: "aGk=", isBase64Encoded: true }, "200 aGk="],
    ];
    for (const [title, result, expected] of responses)
        it(`may return ${title}`, async () => assert.equal(wire(await returning(result)), expected));

    const malformed: readonly [title: string, result: object][] = [
        ["an unknown member", { statusCode: 200, wrongValue: "value" }],
        ["an empty object", {}],
        ["a status that is not a number", { statusCode: "test" }],
        ["a header of several values that is a string", { statusCode: 200, multiValueHeaders: { a: "b" } }],
        ["an error", { errorMessage: "no", errorType: "Error" }],
        ["a body that is not a string", { statusCode: 200, body: { a: 1 } }],
    ];
    for (const [title, result] of malformed)
        it(`returns 502 for ${title}`, async () =>
            assert.equal(wire(await returning(result)), '502 {"message": "Internal server error"}'));

    it("sends every value of a header, each once", async () => {
        const headers = { "test-multi": "solo", "X-One": "1" };
        const served = await returning({ statusCode: 200, multiValueHeaders: { "test-multi": ["multi"] }, headers });
        const named = served.response.headers.filter(([name]) => /test-multi|x-one/i.test(name));
        assert.deepEqual(named, [
            ["test-multi", "multi"],
            ["test-multi", "solo"],
            ["X-One", "1"],
        ]);
    });

    it("sends bytes to a client whose first accepted type is binary", async () => {
        const image = {
            statusCode: 200,
            headers: { "Content-Type": "image/png" },
            body: "H4sI",
            isBase64Encoded: true,
        };
        const types = { binaryMediaTypes: ["image/png"] };
        const bytes = await returning(image, { ...key, Accept: "image/png" }, types);
        assert.deepEqual(bytes.response.body, Buffer.from([0x1f, 0x8b, 0x08]));
        assert.equal(wire(await returning(image, { ...key, Accept: "text/html" }, types)), "200 H4sI");
    });
});

describe("the Lambda Web Adapter of the emulator", () => {
    it("removes the base path as often as a path begins with it, as the real one does", () => {
        assert.equal(appPath("/quotes", "/quotes"), "/");
        assert.equal(appPath("/quotes/1", "/quotes"), "/1");
        assert.equal(appPath("/quotes/quotes-of-today", "/quotes"), "/-of-today");
        assert.equal(appPath("/quotes/quotes-of-today", "/quotes/"), "/quotes-of-today");
        assert.equal(appPath("/quotes", "/quotes/"), "/quotes");
        assert.equal(appPath("/quotes/1", undefined), "/quotes/1");
    });

    it("turns an event into a request and the response into a result", async () => {
        const { send, calls } = bench(functionApi(), {
            responses: async () =>
                ok("[]", [
                    ["content-type", "application/json"],
                    ["set-cookie", "a=1"],
                    ["set-cookie", "b=2"],
                ]),
        });
        const served = await send("POST", "/Test/quotes/1?tag=x&tag=y%20z", { ...key, Host: "shop.example" }, "{}");
        const [call] = calls;
        assert.ok(call);
        assert.deepEqual(
            [call.app, call.method, call.path, call.host],
            ["quotes", "POST", "/1?tag=x&tag=y%20z", "shop.example"],
        );
        assert.deepEqual([call.body.toString(), call.timeoutInMillis], ["{}", 29_000]);
        assert.match(call.headers["x-amzn-request-context"] ?? "", /"stage":"Test"/);
        assert.equal(wire(served), "200 []");
        assert.deepEqual(
            served.response.headers.filter(([name]) => name === "set-cookie").map(([, value]) => value),
            ["a=1", "b=2"],
        );
    });

    it("returns anything but text as Base64", async () => {
        const bytes = Buffer.from([0x1f, 0x8b, 0x08]);
        const types = { binaryMediaTypes: ["image/png"] };
        const sent = async (headers: Readonly<Record<string, string>>) => {
            const responses = async () => ok(bytes, [["content-type", "image/png"]]);
            return (await bench(functionApi(types), { responses }).send("GET", "/Test/quotes", headers)).response.body;
        };
        assert.deepEqual(await sent({ ...key, Accept: "image/png" }), bytes);
        assert.equal((await sent(key)).toString(), "H4sI");
    });

    for (const kind of ["refused", "broken", "too large"] as const)
        it(`fails with 502 if the app's response is: ${kind}`, async () => {
            const { send } = bench(functionApi(), { responses: async () => ({ kind }) });
            assert.equal((await send("GET", "/Test/quotes")).response.status, 502);
        });
});
