import assert from "node:assert/strict";
import { greeting } from "../../../../tools/cli/serve/greeting";
import { sampleApi } from "../../gateway-emulator/sample-api";

describe("the introduction of the local gateway", () => {
    const [key] = sampleApi().keys;
    const [operation] = sampleApi().operations;
    const tried = (stage: string, throttles: Readonly<Record<string, { rate: number; burst: number }>>) => {
        assert.ok(key !== undefined && operation !== undefined);
        const other = { ...key, id: "k0", name: "other", value: "other-value", planIds: ["p0"] };
        const plan = { id: "p0", name: "limited", stages: [{ stage, throttles }] };
        const { keys, plans } = sampleApi();
        const api = sampleApi({ keys: [other, ...keys], plans: [plan, ...plans] });
        return /x-api-key: ([^']+)'/.exec(greeting(api, "dev", "http://127.0.0.1:8080"))?.[1];
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
