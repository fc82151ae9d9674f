import assert from "node:assert/strict";
import { rulesLine } from "../../../../tools/cli/serve/check-rules";

const finding = { policy: "r2-cached-content", urn: "urn:x", message: "not cached" };
const nothing = { findings: [], undecided: [], warnings: [], waived: [] };
const rules = (["R1", "R2", "R3", "R4"] as const).map((id) => ({ id, checked: "1 thing", ...nothing }));

describe("the line on the rules", () => {
    it("says that the rules hold, which ones are broken, or that they were not checked", () => {
        const line = (changes: Partial<Parameters<typeof rulesLine>[0]>) =>
            rulesLine({ stack: "dev", preset: "strict", rules, errors: [], ...changes });
        assert.equal(line({}), "The stack keeps R1, R2, R3, R4 (strict).");
        const broken = rules.map((rule) => (rule.id === "R2" ? { ...rule, findings: [finding] } : rule));
        assert.equal(
            line({ rules: broken, errors: ["policy"] }),
            "The stack breaks R2: npm run preview -- --stack dev shows where.",
        );
        const verdicts = { stack: "http", preset: "strict" as const, rules: broken, errors: [] };
        assert.equal(
            rulesLine(verdicts, "stacks/examples/Pulumi.http.yaml"),
            "The stack breaks R2: npm run preview -- --config-file stacks/examples/Pulumi.http.yaml shows where.",
        );
        assert.match(
            line({ errors: ["no engine"] }),
            /^The rules were not checked: npm run preview -- --stack dev shows why/,
        );
    });
});
