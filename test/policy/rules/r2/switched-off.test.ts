import assert from "node:assert/strict";
import { definition, goodSettings, operation, withDefinition } from "../../corpus/gateway/stack";
import { type Declared, Pack, unknown } from "../../engine";

function settings(methodPath: string): Declared {
    return {
        type: "aws:apigateway/methodSettings:MethodSettings",
        name: "off",
        props: {
            restApi: unknown,
            stageName: "Test",
            methodPath,
            settings: { ...goodSettings, cachingEnabled: false },
        },
        from: { restApi: ["api"], stageName: ["stage"] },
    };
}

describe("R2 on a GET whose cache key lacks a parameter", () => {
    const parameters = [{ name: "page", in: "query" }];
    const stack = withDefinition({
        ...definition,
        paths: { "/a": { get: { ...operation({}), parameters } }, "/b": { get: operation({}) } },
    });
    const messagesOf = async (...added: Declared[]) =>
        (await new Pack().preview([...stack, ...added]))
            .filter(({ policy }) => policy === "r2-cached-content")
            .map(({ message }) => message.split("\n", 1)[0]);

    it("reports the key", async () => {
        const [message, ...others] = await messagesOf();
        assert.match(message ?? "", /the cache key of GET \/a lacks method\.request\.querystring\.page/);
        assert.deepEqual(others, []);
    });

    it("reports only the method's own settings where they switch the cache off", async () => {
        const [message, ...others] = await messagesOf(settings("~1a/GET"));
        assert.match(message ?? "", /settings\.cachingEnabled is false/);
        assert.deepEqual(others, []);
    });

    it("reports both where the settings are those of another method", async () => {
        assert.equal((await messagesOf(settings("~1b/GET"))).length, 2);
    });
});
