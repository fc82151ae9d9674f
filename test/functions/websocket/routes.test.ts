import assert from "node:assert/strict";
import { handler as answer } from "../../../functions/websocket/default";
import { handler as authorize } from "../../../functions/websocket/subprotocol-authorizer";

const methodArn = "arn:aws:execute-api:eu-central-1:123456789012:abc123/Test/$connect";
const key = "aB3dE5gH7jK9mN1pQ3rS5tU7";
const encoded = Buffer.from(key).toString("base64url");

function withActions<Result>(actions: string, run: () => Promise<Result>): Promise<Result> {
    process.env.WEB_SOCKET_ACTIONS = actions;
    return run().finally(() => delete process.env.WEB_SOCKET_ACTIONS);
}

describe("the authorizer of keys in subprotocols", () => {
    it("hands the key to API Gateway, and allows this connection alone", async () => {
        const headers = { "Sec-WebSocket-Protocol": `gatehouse, key.${encoded}` };
        const result = await authorize({ headers, methodArn });
        assert.equal(result.usageIdentifierKey, key);
        assert.equal(result.principalId, "api-key");
        assert.deepEqual(result.policyDocument, {
            Version: "2012-10-17",
            Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: methodArn }],
        });
    });

    it("reads the header in any spelling", async () => {
        const headers = { "sec-websocket-protocol": `key.${encoded},gatehouse` };
        assert.equal((await authorize({ headers, methodArn })).usageIdentifierKey, key);
    });

    const rejected = {
        "no subprotocol": undefined,
        "no key": "gatehouse",
        "a key alone, which no answer could accept": `key.${encoded}`,
        "a key that is too short": `gatehouse, key.${Buffer.from("short").toString("base64url")}`,
        "bytes that are no key": `gatehouse, key.${Buffer.from("a key with spaces and\n a line").toString("base64url")}`,
    };
    for (const [title, header] of Object.entries(rejected))
        it(`answers ${title} with 401`, async () => {
            const headers = header === undefined ? {} : { "Sec-WebSocket-Protocol": header };
            // API Gateway compares this message (developer guide, "Output from an API Gateway Lambda authorizer").
            await assert.rejects(authorize({ headers, methodArn }), { message: "Unauthorized" });
        });
});

describe("the function of $default", () => {
    const requestContext = { connectionId: "id=", stage: "Test" };
    const bodyOf = async (body: string) =>
        withActions("refresh,status", async () => JSON.parse((await answer({ requestContext, body })).body ?? ""));

    it("says which actions exist", async () => {
        assert.deepEqual(await bodyOf('{"action":"statsu"}'), {
            error: 'unknown action "statsu"',
            actions: ["refresh", "status"],
        });
    });

    it("says what is wrong with a message", async () => {
        const errors = await Promise.all(["hello", "[1]", "null", "{}", '{"action":1}'].map(bodyOf));
        assert.deepEqual(
            errors.map(({ error }) => error),
            [
                "the message is no JSON object",
                "the message is no JSON object",
                "the message is no JSON object",
                'the message has no "action"',
                'the "action" is no string',
            ],
        );
    });

    it("repeats no more than the beginning of an action", async () => {
        const { error } = await bodyOf(JSON.stringify({ action: "x".repeat(10_000) }));
        assert.equal(error, `unknown action "${"x".repeat(60)}"`);
    });

    it("has no actions without own routes", () =>
        withActions("", async () => {
            const { body = "" } = await answer({ requestContext, body: "" });
            assert.deepEqual(JSON.parse(body).actions, []);
        }));
});
