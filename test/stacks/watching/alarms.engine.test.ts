import assert from "node:assert/strict";
import { readStack } from "../../../tools/cli/project/project";
import { assertHolds, preview } from "../previewed-stack";

describe("the alarms of a stack", function () {
    this.timeout(20 * 60_000);

    const example = readStack({ name: "every-kind", file: "stacks/examples/Pulumi.every-kind.yaml" });
    const withAlarms = {
        ...example,
        config: { ...example.config, "gatehouse:alarms": { email: ["ops@gatehouse.dev"] } },
    };

    it("hold", async () => {
        const result = await preview(withAlarms as typeof example);
        assertHolds(result);
        for (const r of result.resources.filter(({ type }) => /cloudwatch\/(metric|comp)|sns|kms|Filter/.test(type)))
            console.log(r.type, r.name, JSON.stringify(r.properties));
        assert.ok(true);
    });
});
