import assert from "node:assert/strict";
import type { FunctionResult } from "../../../../tools/service-emulator/function-result";
import type { KeyCheck } from "../../../../tools/service-emulator/web-sockets/web-socket-stage";
import { response, TestStage, thrown } from "./test-stage";

const forbidden = [403, '{"message":"Forbidden"}'];

function policy(effect: string, more: object = {}): FunctionResult {
    const resource = "arn:aws:execute-api:us-east-1:123456789012:abc123/dev/$connect";
    const policyDocument = { Statement: [{ Action: "execute-api:Invoke", Effect: effect, Resource: resource }] };
    return { kind: "payload", payload: JSON.stringify({ principalId: "user", policyDocument, ...more }) };
}

describe("The handshake of a WebSocket", () => {
    let stage: TestStage;
    afterEach(() => stage.close());

    async function started(...parameters: ConstructorParameters<typeof TestStage>): Promise<TestStage> {
        stage = new TestStage(...parameters);
        await stage.listen();
        return stage;
    }

    it("is 403 without the key, with a wrong one, and for a stage that does not exist", async () => {
        await started({ $connect: { needsKey: true } });
        assert.deepEqual(await stage.rejection(), forbidden);
        assert.deepEqual(await stage.rejection({ headers: { "x-api-key": "wrong" } }), forbidden);
        assert.deepEqual(await stage.rejection({ path: "photos/prod" }), forbidden);
        assert.deepEqual(stage.events, []);
        assert.deepEqual(stage.log[0]?.error, "the key is unknown");
    });

    it("calls $connect with the key and AWS's event", async () => {
        await started({ $connect: { needsKey: true } });
        const headers = { "x-api-key": "right", "User-Agent": "test" };
        const client = await stage.connected({ headers, path: "photos/dev?a=1&a=2" });
        client.terminate();
        const [event] = stage.events as { requestContext: Record<string, unknown>; headers: Record<string, string> }[];
        const { requestContext } = event ?? assert.fail();
        const { connectionId, requestId, connectedAt, requestTimeEpoch, extendedRequestId, ...rest } = requestContext;
        assert.match(String(connectionId), /^[\w-]{15}=$/);
        assert.match(String(requestId), /^[\w-]{15}=$/);
        assert.equal(extendedRequestId, requestId);
        assert.deepEqual([connectedAt, requestTimeEpoch], [stage.clock.now(), stage.clock.now()]);
        assert.deepEqual(rest, {
            routeKey: "$connect",
            eventType: "CONNECT",
            messageDirection: "IN",
            stage: "dev",
            requestTime: "30/Nov/2026:12:00:00 +0000",
            identity: { userAgent: "test", sourceIp: "127.0.0.1", apiKey: "right", apiKeyId: "k1" },
            domainName: "abc123.execute-api.us-east-1.amazonaws.com",
            apiId: "abc123",
        });
        assert.equal(event?.headers["Sec-WebSocket-Version"], "13");
        assert.equal("Upgrade" in (event?.headers ?? {}), false);
        assert.deepEqual(
            Object.entries(event ?? {}).filter(([name]) => /query/i.test(name)),
            [
                ["queryStringParameters", { a: "2" }],
                ["multiValueQueryStringParameters", { a: ["1", "2"] }],
            ],
        );
    });

    const limits: readonly [KeyCheck["kind"], string][] = [
        ["throttled", '{"message":"Too Many Requests"}'],
        ["quota exceeded", '{"message":"Limit Exceeded"}'],
    ];
    for (const [kind, body] of limits) {
        it(`is 429 for a key that is ${kind}`, async () => {
            await started({ $connect: { needsKey: true } });
            stage.checkKey = () => ({ kind }) as KeyCheck;
            assert.deepEqual(await stage.rejection({ headers: { "x-api-key": "right" } }), [429, body]);
        });
    }

    it("is 429 over the throttle of $connect, until it has a token again", async () => {
        await started({ $connect: { throttle: { rate: 1, burst: 1 } } });
        (await stage.connected()).terminate();
        assert.deepEqual(await stage.rejection(), [429, '{"message":"Too Many Requests"}']);
        stage.clock.move(1);
        (await stage.connected()).terminate();
    });

    it("takes the key from the authorizer, and passes its context on to every event", async () => {
        const invoke = async () => policy("Allow", { usageIdentifierKey: "right", context: { tier: 2 } });
        const identitySources = ["route.request.header.Sec-WebSocket-Protocol"];
        await started(
            {
                $connect: {
                    needsKey: true,
                    authorizer: { identitySources, invoke },
                    result: response(200, undefined, { "Sec-WebSocket-Protocol": "gatehouse" }),
                },
                $default: {},
            },
            { keySource: "authorizer" },
        );
        assert.deepEqual(await stage.rejection(), [401, '{"message":"Unauthorized"}']);
        const client = await stage.connected({ subprotocols: ["gatehouse", "key.cmlnaHQ"] });
        assert.equal(client.protocol, "gatehouse");
        client.terminate();
        const { requestContext } = stage.events[0] as { requestContext: Record<string, unknown> };
        assert.deepEqual(requestContext.authorizer, { principalId: "user", tier: 2, integrationLatency: 0 });
        assert.deepEqual(Object(requestContext.identity).apiKeyId, "k1");
    });

    const authorizers: readonly [what: string, result: FunctionResult, rejected: readonly [number, string]][] = [
        ["denies", policy("Deny"), [403, "User is not authorized to access this resource with an explicit deny"]],
        [
            "allows something else",
            { kind: "payload", payload: policy("Allow").payload.replace("/dev/", "/prod/") },
            [403, "User is not authorized to access this resource"],
        ],
        ["throws Unauthorized", thrown("Unauthorized"), [401, "Unauthorized"]],
        ["throws something else", thrown("oops"), [500, "Internal server error"]],
        ["returns no policy", response(200), [500, "Internal server error"]],
    ];
    for (const [what, result, [status, message]] of authorizers) {
        it(`is ${status} if the authorizer ${what}`, async () => {
            await started({ $connect: { authorizer: { identitySources: [], invoke: async () => result } } });
            assert.deepEqual(await stage.rejection(), [status, JSON.stringify({ message })]);
            assert.deepEqual(stage.events, []);
        });
    }

    const integrations: readonly [what: string, result: FunctionResult, rejected: readonly [number, string]][] = [
        ["responds 403", response(403, "no"), [403, "no"]],
        ["fails", thrown("oops"), [502, '{"message":"Internal server error"}']],
        ["has no status", { kind: "payload", payload: "null" }, [502, '{"message":"Internal server error"}']],
    ];
    for (const [what, result, rejected] of integrations) {
        it(`is ${rejected[0]} if the function of $connect ${what}`, async () => {
            await started({ $connect: { result } });
            assert.deepEqual(await stage.rejection(), rejected);
            assert.equal(stage.sockets.size, 0);
        });
    }
});
