import { needsNetwork } from "../../../../stacks/settings/compute-kinds";
import { zonesOf } from "../../../../stacks/settings/zones";
import type { Rehearsal } from "../rehearsal";
import type { Step } from "../rehearsal-result";
import type { Scenario } from "../scenario";
import { apisOf } from "../stack-apis";

const network = "gatehouse:network";
const created = { cidrBlock: "10.60.0.0/16", availabilityZoneCidrMask: 19, natGateways: "single" };
// Outside `cidrBlock`, as the subnets of an earlier release fill it.
const isolatedCidrBlock = "10.61.255.0/24";

/** The zones of a network change. */
export const zones: Scenario = {
    name: "zones",
    statement:
        "A zone is added, named and removed without a change of the others; the cluster keeps its zones, and an edit that would move or remove its subnets is rejected before any change, without a cluster by AWS. Subnets of an earlier release stay as they are.",
    // The subnets of a state have other blocks.
    createsEverything: true,
    doesNotApply: (settings) => (needsNetwork(settings) ? undefined : "no API of the stack needs a network"),
    async run(rehearsal) {
        const hasCluster = apisOf(rehearsal).some(({ kind }) => kind === "kubernetes");
        await rehearsal.set(["gatehouse:deletionProtection"], false);
        if (hasCluster) await keepEarlierSubnets(rehearsal);
        await rehearsal.set([network], { ...settingsFor(rehearsal), availabilityZones: 2 });
        await rehearsal.up("two zones");
        const [first, second, third] = zonesOf(String(rehearsal.setting("aws:region"))) ?? [];
        const [a, b, c] = [first?.name, second?.name, third?.name];

        await rehearsal.set([network, "availabilityZones"], 3);
        onlyChanges(rehearsal, await rehearsal.up("a third zone"), "create");
        await rehearsal.set([network, "availabilityZones"], [a, b, third?.id]);
        onlyChanges(rehearsal, await rehearsal.up("the zones by name and by id"), "nothing");
        await rehearsal.set([network, "natGateways"], "onePerZone");
        onlyChanges(rehearsal, await rehearsal.up("a NAT gateway per zone"), "create");
        await rehearsal.set(["gatehouse:deletionProtection"], true);
        await rehearsal.up("deletion protection on");
        const restore = await rehearsal.set([network, "natGateways"], "single");
        await rehearsal.expectRejection("preview", "one NAT gateway again, protected", /is protected/);
        await restore();
        await rehearsal.set(["gatehouse:deletionProtection"], false);
        await rehearsal.up("deletion protection off");
        await rehearsal.set([network, "natGateways"], "single");
        onlyChanges(rehearsal, await rehearsal.up("one NAT gateway again"), "delete");

        const edits: readonly Edit[] = [
            ["without a zone of the cluster", "availabilityZones", [a, c], /the cluster is in these zones/],
            ["the zones in another order", "availabilityZones", [b, a, c], /the cluster is in these zones/],
            ["another size of subnets", "availabilityZoneCidrMask", 20, /subnets cannot be replaced/],
            ["another block", "cidrBlock", "10.70.0.0/16", /subnets cannot be replaced/],
        ];
        const ofOtherRegion: Edit = [
            "a zone elsewhere",
            "availabilityZones",
            [a, b, "us-gov-west-1a"],
            /want a zone of/,
        ];
        await reject(rehearsal, "preview", hasCluster ? [...edits, ofOtherRegion] : [ofOtherRegion]);
        if (!hasCluster) await moveSubnets(rehearsal, edits.slice(0, 3));

        if (hasDatabase(rehearsal)) return keepDatabase(rehearsal, [a, b]);
        await rehearsal.set([network, "availabilityZones"], [a, b]);
        onlyChanges(rehearsal, await rehearsal.up("two zones again"), "delete");
    },
};

type Edit = readonly [title: string, key: string, value: unknown, words: RegExp];

async function reject(rehearsal: Rehearsal, verb: "preview" | "up", edits: readonly Edit[]): Promise<void> {
    for (const [title, key, value, words] of edits) {
        const restore = await rehearsal.set([network, key], value);
        await rehearsal.expectRejection(verb, title, words);
        await restore();
    }
}

// Where nothing is known to be in the subnets, AWS rejects the first that would be replaced: it overlaps the one before.
async function moveSubnets(rehearsal: Rehearsal, edits: readonly Edit[]): Promise<void> {
    for (const [title, key, value] of edits) {
        await reject(rehearsal, "up", [[title, key, value, /InvalidSubnet\.Conflict/]]);
        rehearsal.problems.push(...(rehearsal.steps.at(-1)?.outages ?? []).map((outage) => `"${title}": ${outage}`));
        await rehearsal.up("as before");
    }
}

function settingsFor(rehearsal: Rehearsal) {
    return hasDatabase(rehearsal) ? { ...created, isolatedCidrBlock } : created;
}

function hasDatabase(rehearsal: Rehearsal): boolean {
    return apisOf(rehearsal).some(({ name }) => rehearsal.setting("gatehouse:apis", name, "database") !== undefined);
}

// The database may be in the zone that the stack would leave.
async function keepDatabase(rehearsal: Rehearsal, zonesLeft: readonly unknown[]): Promise<void> {
    await reject(rehearsal, "up", [["two zones again", "availabilityZones", zonesLeft, /SubnetAlreadyInUse/]]);
    await rehearsal.up("three zones as before");
}

// Without a mask, the size of the subnets depends on the number of zones.
async function keepEarlierSubnets(rehearsal: Rehearsal): Promise<void> {
    const settings = settingsFor(rehearsal);
    await rehearsal.set([network], { ...settings, availabilityZoneCidrMask: undefined, availabilityZones: 2 });
    await rehearsal.up("the subnets of an earlier release");
    await rehearsal.set([network, "availabilityZoneCidrMask"], 17);
    onlyChanges(rehearsal, await rehearsal.up("the size of these subnets"), "nothing");
    for (const [title, mask] of [
        ["a third zone with smaller subnets", 18],
        ["a third zone without a size", undefined],
    ] as const) {
        await rehearsal.set([network], { ...settings, availabilityZoneCidrMask: mask, availabilityZones: 3 });
        await rehearsal.expectRejection("preview", title, /subnets cannot be replaced/);
    }
    await rehearsal.destroy("the subnets of an earlier release");
}

/** The VPC link of an HTTP API has the subnets that it is created with; the next one is created before integrations leave it. */
const linkType = "aws:apigatewayv2/vpcLink:VpcLink";

// Nothing but a link is replaced, and whatever serves is only created, or only deleted.
function onlyChanges(rehearsal: Rehearsal, { title, operations, replaced }: Step, change: string): void {
    for (const { type, name } of replaced.filter(({ type }) => type !== linkType))
        rehearsal.problems.push(`"${title}" replaced ${type} "${name}"`);
    const others = operations.filter(
        ({ op, type }) => type.startsWith("aws:") && type !== linkType && op !== "update" && op !== change,
    );
    for (const { op, type, name } of others) rehearsal.problems.push(`"${title}": ${op} ${type} "${name}"`);
}
