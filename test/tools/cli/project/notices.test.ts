import assert from "node:assert/strict";
import { parseSettings } from "../../../../stacks/settings/parse-settings";
import { adjustmentNotices, credentialNotices } from "../../../../tools/cli/project/notices";
import { validSettings } from "../../../stacks/settings/example";

describe("The notices about credentials", () => {
    const gatewayOf = (allowHeaders: readonly string[]) =>
        parseSettings({ ...validSettings, gateway: { cors: { allowOrigin: "*", allowHeaders } } });
    const headers = { "app/a/openapi.yaml": ["Authorization", "Cookie"] };

    it("name a header that no preflight allows", () => {
        const settings = gatewayOf(["X-Api-Key"]);
        assert.deepEqual(credentialNotices("gatehouse", settings, headers), [
            'gatehouse:gateway.cors.allowHeaders: no "Authorization", which a security scheme of "app/a/openapi.yaml" needs: browsers cannot call these operations',
        ]);
        assert.deepEqual(credentialNotices("gatehouse", gatewayOf(["x-api-key", "authorization"]), headers), []);
        assert.deepEqual(credentialNotices("gatehouse", { ...settings, gateway: {} } as typeof settings, headers), []);
    });
});

describe("The notices about adjustments", () => {
    const fileName = "app/a/openapi.yaml";
    const count = (text: string) =>
        `"${fileName}": ${text} for API Gateway: "npm run openapi -- ${fileName}" lists them`;

    it("count those of each document", () => {
        const adjustment = { fileName, line: 3, message: "paths./b/: …" };
        const other = { ...adjustment, fileName: "app/b/openapi.yaml" };
        assert.deepEqual(adjustmentNotices([]), []);
        assert.deepEqual(adjustmentNotices([adjustment]), [count("1 adjustment")]);
        assert.deepEqual(adjustmentNotices([adjustment, other, adjustment])[0], count("2 adjustments"));
    });

    it("list ten of those that want a decision", () => {
        const decisions = Array.from({ length: 12 }, (_, line) => {
            return { fileName, line, message: "not cached", needsDecision: true as const };
        });
        const lines = adjustmentNotices(decisions);
        assert.equal(lines[0], `"${fileName}" line 0: not cached`);
        assert.deepEqual(lines.slice(10), ["… and 2 more that want a decision", count("12 adjustments")]);
    });
});
