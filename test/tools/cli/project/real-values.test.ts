import assert from "node:assert/strict";
import { placeholderProblems } from "../../../../stacks/settings/placeholders";
import { readStack } from "../../../../tools/cli/project/project";
import { withRealValues } from "../../../../tools/cli/project/real-values";

describe("the values in place of placeholders", () => {
    for (const name of ["dev", "prod"])
        it(`are in an up of ${name}, whose file has placeholders`, () => {
            const { config } = readStack(name);
            assert.notDeepEqual(placeholderProblems(config), []);
            assert.deepEqual(placeholderProblems(withRealValues(config)), []);
        });

    it("leave everything else as it is", () => {
        const config = { "aws:region": "eu-central-1", "gatehouse:list": [1, true, null, "x", { a: "10.0.0.0/8" }] };
        assert.deepEqual(withRealValues(config), config);
        const hosts = { a: "https://www.example.com", b: ["198.51.100.7/32", "arn:aws:iam::123456789012:role/x"] };
        assert.deepEqual(withRealValues(hosts), {
            a: "https://www.gatehouse.dev",
            b: ["18.184.0.7/32", "arn:aws:iam::270727272727:role/x"],
        });
    });
});
