import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { program } from "../../stacks/program";
import { runPreview } from "../../tools/cli/preview/run-preview";
import { projectFolder, readStack, type Stack } from "../../tools/cli/project/project";
import type { Rehearsal } from "../../tools/cli/rehearsal/rehearsal";
import { hasPassed, runScenario } from "../../tools/cli/rehearsal/run-scenario";
import { withSetting } from "../../tools/cli/rehearsal/settings-edit";
import type { StateResource } from "../../tools/cloud-simulator/state/state-resource";
import { parseUrn } from "../../tools/cloud-simulator/state/urn";
import { assertNothingServingReplaced, dependenciesOf } from "./rehearsed-stack";

const silent = { say: () => {}, tick: () => {}, end: () => {} };
const [domainType, mappingType, recordType] = [
    "aws:apigateway/domainName:DomainName",
    "aws:apigatewayv2/apiMapping:ApiMapping",
    "aws:route53/record:Record",
];
const restApiType = "aws:apigateway/restApi:RestApi";
const path = (...keys: string[]) => ["gatehouse:domain", ...keys];

describe("the example stack with a domain name", function () {
    this.timeout(20 * 60_000);

    const example = readStack({ name: "domain", file: "stacks/examples/Pulumi.domain.yaml" });
    const changed = (...changes: readonly [key: string, value: unknown][]): Stack => ({
        ...example,
        config: changes.reduce((config, [key, value]) => withSetting(config, path(key), value), example.config),
    });

    const preview = (stack: Stack, prepare: () => void = () => {}, onEvent = (_: EngineEvent) => {}) =>
        runPreview({
            stack,
            program: async () => {
                prepare();
                return program();
            },
            onEvent,
        });

    const play = (run: (rehearsal: Rehearsal) => Promise<void>, stack = example) =>
        runScenario({
            scenario: { name: "domain", statement: "A domain name changes without an outage.", run },
            stack,
            program: async (folder) => program(folder),
            progress: silent,
        });

    it("holds at the first preview, with preset strict", async () => {
        const result = await preview(example);
        assert.deepEqual(result.errors, []);
        assert.deepEqual(
            result.rules.flatMap(({ findings }) => findings),
            [],
        );
        assert.equal(result.exitCode, 0);
        const names = (type: string) =>
            result.resources
                .filter((each) => each.type === type)
                .map(({ name }) => name)
                .sort();
        assert.deepEqual(names(mappingType), ["/", "/test"]);
        assert.deepEqual(names(recordType), [
            "gatehouse-domain-A",
            "gatehouse-domain-AAAA",
            "gatehouse-domain-validation",
        ]);
    });

    it("comes up and is destroyed to nothing", async () => {
        const result = await play(async (rehearsal) => {
            await rehearsal.up("everything");
            await rehearsal.checkInventory();
        });
        assert.deepEqual(result.problems, []);
        assert.ok(hasPassed(result), JSON.stringify(result.leftInCloud));
    });
});
