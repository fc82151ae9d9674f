import assert from "node:assert/strict";
import { program } from "../../stacks/program";
import { readStack, type Stack } from "../../tools/cli/project/project";
import type { Rehearsal } from "../../tools/cli/rehearsal/rehearsal";
import { runScenario } from "../../tools/cli/rehearsal/run-scenario";
import { awsTypes } from "../../tools/cloud-simulator/aws/resource-types";
import { documentation } from "../../tools/cloud-simulator/resources/resource-type";
import { parseUrn } from "../../tools/cloud-simulator/state/urn";
import { assertHolds, preview } from "./previewed-stack";
import { assertNothingServingReplaced, makeEdits, silent, type TitledEdit } from "./rehearsed-stack";

const [aclType, associationType, setType] = [
    "aws:wafv2/webAcl:WebAcl",
    "aws:wafv2/webAclAssociation:WebAclAssociation",
    "aws:wafv2/ipSet:IpSet",
];

describe("a stack with a firewall on its stages", function () {
    this.timeout(20 * 60_000);

    const example = readStack({ name: "lambda", file: "stacks/examples/Pulumi.lambda.yaml" });
    const firewall = {
        allow: ["203.0.113.0/24", "2001:db8::/32"],
        block: ["198.51.100.7/32"],
        countries: { block: ["KP"] },
        uploads: ["quotes"],
        maximumBodyKilobytes: 32,
        requestsPerAddress: { limit: 2000 },
        requestsPerKey: { limit: 60_000 },
    };
    const stack: Stack = { ...example, config: { ...example.config, "gatehouse:firewall": firewall } };
    const play = (run: (rehearsal: Rehearsal) => Promise<void>, of: Stack = stack) =>
        runScenario({
            scenario: { name: "firewall", statement: "A firewall changes without an outage.", run },
            stack: of,
            program: async (folder) => program(folder),
            progress: silent,
        });

    it("holds at the first preview, with preset strict", async () => {
        const result = await preview(stack);
        assertHolds(result);
        const unread = result.resources.filter(({ type }) => awsTypes[type]?.source === documentation);
        assert.deepEqual(unread, []);
        const names = (type: string) => result.resources.filter((each) => each.type === type).map(({ name }) => name);
        assert.deepEqual(names(aclType), ["gatehouse-lambda-stages"]);
        assert.deepEqual(names(associationType), ["Test"]);
        assert.equal(names(setType).length, 3);
    });

    it("comes up, takes everyday edits in place, and is destroyed to nothing", async () => {
        const path = (...keys: string[]) => ["gatehouse:firewall", ...keys];
        // Those that can share an update follow one another.
        const edits: readonly TitledEdit[] = [
            ["another address", path("allow"), ["203.0.113.0/24", "2001:db8::/32", "192.0.2.1/32"]],
            ["no blocked addresses", path("block"), undefined],
            ["other countries", path("countries"), { allow: ["DE", "FR"] }],
            ["a group that counts", path("managedGroups"), { common: "count", sqlInjection: "off" }],
            ["no uploads", path("uploads"), undefined],
            ["a larger body", path("maximumBodyKilobytes"), 64],
            ["a log of all", path("log"), "all"],
            ["no samples", path("sampledRequests"), false],
            ["a new stage", ["gatehouse:stages", "Next"], {}],
            ["no address of IPv6", path("allow"), ["203.0.113.0/24"]],
            ["no limit of a body", path("maximumBodyKilobytes"), undefined],
            ["no log", path("log"), "off"],
            ["a stage less", ["gatehouse:stages", "Next"], undefined],
            ["a log again", path("log"), "blocked"],
        ];
        const replaced: string[] = [];
        const result = await play(async (rehearsal) => {
            await rehearsal.up("everything");
            await rehearsal.checkInventory();
            await makeEdits(rehearsal, edits);
        });
        assertNothingServingReplaced(result);
        for (const step of result.steps)
            replaced.push(...step.replaced.filter(({ type }) => type.startsWith("aws:wafv2/")).map(({ type }) => type));
        assert.deepEqual(replaced, []);
    });

    it("gets its firewall and loses it again without a change of its stages", async () => {
        const changed: string[][] = [];
        const result = await play(async (rehearsal) => {
            await rehearsal.up("without a firewall");
            for (const value of [{}, undefined]) {
                await rehearsal.set(["gatehouse:firewall"], value);
                const { operations } = await rehearsal.up(value ? "with a firewall" : "without one again");
                changed.push(
                    operations
                        .map(({ type }) => type)
                        .filter((type) => type.startsWith("aws:"))
                        .sort(),
                );
                await rehearsal.checkInventory();
            }
        }, example);
        assertNothingServingReplaced(result);
        const own = [
            "aws:cloudwatch/logGroup:LogGroup",
            aclType,
            associationType,
            "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
        ];
        assert.deepEqual(changed, [own, own]);
    });

    it("takes its web ACL off the stages before it deletes it, and its rules off the IP sets", async () => {
        const calls: string[] = [];
        const result = await play(async (rehearsal) => {
            await rehearsal.up("everything");
            await rehearsal.run("destroy", "destroy", {
                after: ({ verb, type, urn }) => {
                    if (type.startsWith("aws:wafv2/")) calls.push(`${verb} ${parseUrn(urn).type.split(":").at(-1)}`);
                },
            });
        });
        assert.deepEqual(result.problems, []);
        const at = (type: string) => calls.indexOf(`delete ${type}`);
        assert.ok(at("WebAclAssociation") >= 0 && at("WebAclAssociation") < at("WebAcl"), calls.join());
        assert.ok(at("WebAclLoggingConfiguration") < at("WebAcl"), calls.join());
        assert.ok(at("WebAcl") < at("IpSet"), calls.join());
    });
});
