import assert from "node:assert/strict";
import { greeting } from "../../../../tools/cli/serve/greeting";
import { operation, sampleApi } from "../../gateway-emulator/sample-api";

describe("The introduction of the local gateway", () => {
    const authorization = { name: "aws", authorizer: { type: "iam" as const }, scopes: [] };
    const signed = operation("GET", "/audit", { authorization });
    const shown = (...operations: ReturnType<typeof operation>[]) =>
        greeting(sampleApi({ operations }), "dev", "http://127.0.0.1:8080");

    it("has commands for an operation that needs a key alone", () => {
        assert.match(shown(signed, operation("GET", "/open")), /# 403: no key\n {2}curl -i http:\S+\/Test\/open\n/);
    });

    it("has no command whose response would be another one for want of credentials", () => {
        assert.doesNotMatch(shown(signed), /curl/);
    });
});
