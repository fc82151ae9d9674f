import assert from "node:assert/strict";
import { parseSettings } from "../../../../stacks/settings/parse-settings";
import {
    accountRoleNotices,
    adjustmentNotices,
    credentialNotices,
    settingsNotices,
} from "../../../../tools/cli/project/notices";
import { readStack } from "../../../../tools/cli/project/project";
import { validSettings } from "../../../stacks/settings/example";

describe("The notices about credentials", () => {
    const key = "gatehouse:gateway.cors";
    const headers = { "app/a/openapi.yaml": ["Authorization", "Cookie"] };

    it("name a header that no preflight allows", () => {
        assert.deepEqual(credentialNotices(key, { allowHeaders: ["X-Api-Key"] }, headers), [
            'gatehouse:gateway.cors.allowHeaders: no "Authorization", which a security scheme of "app/a/openapi.yaml" needs: browsers cannot call these operations',
        ]);
        assert.deepEqual(credentialNotices(key, { allowHeaders: ["x-api-key", "authorization"] }, headers), []);
        assert.deepEqual(credentialNotices(key, undefined, headers), []);
    });
});

describe("The notice about the region's CloudWatch role", () => {
    it("is given unless the stack's file decides", () => {
        for (const written of [undefined, {}, { tracing: true }]) {
            assert.match(accountRoleNotices("gatehouse", written).join(), /^gatehouse:gateway\.accountRole: not set/);
        }
        assert.deepEqual(accountRoleNotices("gatehouse", { accountRole: true }), []);
        assert.deepEqual(accountRoleNotices("gatehouse", { accountRole: false }), []);
    });

    it("is not given for the sample stacks", () => {
        for (const stack of ["dev", "prod"]) {
            assert.doesNotMatch(readStack(stack).notices.join("\n"), /accountRole/, stack);
        }
    });
});

describe("The notice about a Kubernetes version", () => {
    const noticesOn = (day: string, supportType?: string) => {
        const cluster = { kubernetesVersion: "1.35", publicEndpointCidrs: ["18.184.7.7/32"], supportType };
        const network = { ...validSettings.network, availabilityZoneCidrMask: 19 };
        const values = { ...validSettings, cluster, network };
        return settingsNotices(parseSettings(values), values, "eu-central-1", day);
    };

    it("appears 90 days before the end of its support", () => {
        assert.deepEqual(noticesOn("2026-12-26"), []);
        const [notice, ...others] = noticesOn("2026-12-27");
        assert.match(
            notice ?? "",
            /^gatehouse:cluster\.kubernetesVersion: EKS ends standard support of Kubernetes 1\.35 on 2027-03-27: it then/,
        );
        assert.deepEqual(others, []);
        assert.match(noticesOn("2026-12-27", "extended")[0] ?? "", /for 0\.60 instead of 0\.10 USD an hour/);
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
        assert.match(adjustmentNotices([adjustment], "http").join(), /"npm run openapi -- --publisher http app\/a\//);
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
