import assert from "node:assert/strict";
import { greeting } from "../../../../tools/cli/serve/greeting";
import { operation, sampleApi } from "../../gateway-emulator/sample-api";

describe("The introduction of the local gateway", () => {
    const authorization = { name: "aws", authorizer: { type: "iam" as const }, scopes: [] };
    const signed = operation("GET", "/audit", { authorization });
    const shown = (...operations: ReturnType<typeof operation>[]) =>
        greeting({ api: sampleApi({ operations }) }, "dev", "http://127.0.0.1:8080");

    it("has commands for an operation that needs a key alone", () => {
        assert.match(shown(signed, operation("GET", "/open")), /# 403: no key\n {2}curl -i http:\S+\/Test\/open\n/);
    });

    it("has no command whose response would be another one for want of credentials", () => {
        assert.doesNotMatch(shown(signed), /curl/);
    });

    const [key] = sampleApi().keys;
    const [first] = sampleApi().operations;
    const tried = (stage: string, throttles: Readonly<Record<string, { rate: number; burst: number }>>) => {
        assert.ok(key !== undefined && first !== undefined);
        const other = { ...key, id: "k0", name: "other", value: "other-value", planIds: ["p0"] };
        const plan = { id: "p0", name: "limited", stages: [{ stage, throttles }] };
        const { keys, plans } = sampleApi();
        const api = sampleApi({ keys: [other, ...keys], plans: [plan, ...plans] });
        return /x-api-key: ([^']+)'/.exec(greeting({ api }, "dev", "http://127.0.0.1:8080"))?.[1];
    };

    it("proposes calls that the plan of the key admits", () => {
        const { operations } = sampleApi();
        const none = Object.fromEntries(
            operations.map(({ path, method }) => [`${path}/${method}`, { rate: 0, burst: 0 }]),
        );
        assert.equal(tried("Test", {}), "other-value");
        assert.equal(tried("Test", none), key?.value);
        assert.equal(tried("Another", {}), key?.value);
    });
});
