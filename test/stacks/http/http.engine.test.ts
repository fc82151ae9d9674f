import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { waiversVariable } from "../../../policy/contract/settings";
import type { PreviewResult } from "../../../tools/cli/preview/preview-result";
import { projectFolder, readStack, type Stack } from "../../../tools/cli/project/project";
import { withFolder } from "../../with-folder";
import { assertHolds, preview } from "../previewed-stack";

const example = (name: string) => readStack({ name, file: `stacks/examples/Pulumi.${name}.yaml` });
const broken = ({ rules }: PreviewResult) =>
    rules.flatMap(({ id, findings }) => findings.map(({ policy }) => `${id} ${policy}`));

/** Previews a stack with the waivers of the examples, which end in 60 days from now. */
function previewWithWaivers(stack: Stack): Promise<PreviewResult> {
    return withFolder(async (folder) => {
        const text = readFileSync(join(projectFolder, "stacks/examples/http-waivers.yaml"), "utf8");
        const end = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
        const file = join(folder, "waivers.yaml");
        writeFileSync(file, text.replace(/expires: \S+/g, `expires: ${end}`));
        process.env[waiversVariable] = file;
        try {
            return await preview(stack);
        } finally {
            delete process.env[waiversVariable];
        }
    });
}

describe("the example stacks with an HTTP API", function () {
    this.timeout(20 * 60_000);

    it("break R2 and R4 without keys and a cache, for which waivers are listed", async () => {
        const stack = example("http");
        const bare = await preview(stack);
        assert.equal(bare.exitCode, 1);
        assert.deepEqual(broken(bare), ["R2 r2-cached-content", "R4 r4-usage-plans"]);
        const waived = await previewWithWaivers(stack);
        assertHolds(waived);
        assert.deepEqual(
            waived.rules.flatMap(({ id, waived: own }) => own.map(({ policy, owner }) => `${id} ${policy} ${owner}`)),
            ["R2 r2-cached-content team-books", "R4 r4-usage-plans team-books"],
        );
        const types = waived.resources.map(({ type }) => type);
        assert.deepEqual(
            types.filter((type) => /^aws:(apigateway\/|lambda\/function|dynamodb)/.test(type)),
            // That of the daily call.
            ["aws:lambda/function:Function"],
        );
        assert.equal(types.filter((type) => type === "aws:lb/loadBalancer:LoadBalancer").length, 1);
    });

    it("hold all rules with keys, behind CloudFront", async () => {
        const result = await preview(example("http-edge"));
        assertHolds(result);
        const checked = Object.fromEntries(result.rules.map(({ id, checked: text }) => [id, text]));
        assert.match(checked.R2 ?? "", /^4 GET operations cached/);
        assert.match(checked.R4 ?? "", /^4 operations need a key/);
    });

    it("hold all rules in a stack whose name has an underscore, which not every name at AWS may have", async () => {
        assertHolds(await preview(readStack({ name: "prod_eu-1", file: "stacks/examples/Pulumi.http-edge.yaml" })));
    });

    it("break each rule with a mistake of a colleague", async () => {
        const result = await preview(example("http-edge"), () => {
            pulumi.runtime.registerStackTransformation(({ type, props, opts }) => {
                const change = mistakes[type];
                return change ? { props: { ...props, ...change }, opts } : undefined;
            });
        });
        assert.equal(result.exitCode, 1);
        assert.deepEqual([...new Set(broken(result).map((text) => text.split(" ")[0]))], ["R1", "R2", "R3", "R4"]);
    });
});

const mistakes: Readonly<Record<string, object>> = {
    "aws:lb/loadBalancer:LoadBalancer": { internal: false },
    "aws:apigatewayv2/api:Api": { disableExecuteApiEndpoint: false },
    "aws:apigatewayv2/stage:Stage": { defaultRouteSettings: { throttlingRateLimit: 200_000, throttlingBurstLimit: 1 } },
    "aws:apigatewayv2/route:Route": { authorizationType: "NONE", authorizerId: undefined },
};
