import assert from "node:assert/strict";
import { comparableInputs } from "../../../../tools/cloud-simulator/resources/comparable";
import { placeholder, secret } from "../../../../tools/cloud-simulator/state/property-values";

describe("old inputs for a comparison", () => {
    it("treat a secret that cannot be decrypted as unchanged", () => {
        const news = { registries: [{ address: "x", password: secret("new") }], value: secret("new") };
        const olds = { registries: [{ address: "x", password: secret(placeholder) }], value: secret(placeholder) };
        assert.deepEqual(comparableInputs(olds, news), news);
    });

    it("contain such a secret even if the new inputs have none", () => {
        assert.deepEqual(comparableInputs({ value: secret(placeholder) }, {}), { value: secret(placeholder) });
    });

    it("omit the defaults of the real provider, at any depth", () => {
        const olds = {
            __defaults: ["name"],
            name: "made-1234567",
            settings: { __defaults: ["dataTraceEnabled"], dataTraceEnabled: false, metricsEnabled: true },
            rules: [{ __defaults: [], from: 1 }],
        };
        const news = { settings: { metricsEnabled: true }, rules: [{ from: 2 }] };
        assert.deepEqual(comparableInputs(olds, news), { settings: { metricsEnabled: true }, rules: [{ from: 1 }] });
    });

    it("contain a property that the program no longer sets", () => {
        assert.deepEqual(comparableInputs({ __defaults: [], name: "x" }, {}), { name: "x" });
    });
});
