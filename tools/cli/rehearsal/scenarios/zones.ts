import { zonesOf } from "../../../../stacks/settings/zones";
import type { Rehearsal } from "../rehearsal";
import type { Step } from "../rehearsal-result";
import type { Scenario } from "../scenario";

const network = "gatehouse:network";
const settings = { cidrBlock: "10.60.0.0/16", availabilityZoneCidrMask: 19, natGateways: "single" };

/** The zones of a network change. */
export const zones: Scenario = {
    name: "zones",
    statement:
        "A zone is added, named and removed without a change of the others; the cluster keeps its zones, and an edit that would move or remove its subnets is rejected before any change.",
    // The subnets of a state have other blocks.
    createsEverything: true,
    async run(rehearsal) {
        await rehearsal.set([network], { ...settings, availabilityZones: 2 });
        await rehearsal.set(["gatehouse:deletionProtection"], false);
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

        const edits: readonly [title: string, key: string, value: unknown, words: RegExp][] = [
            ["without a zone of the cluster", "availabilityZones", [a, c], /the cluster is in these zones/],
            ["the zones in another order", "availabilityZones", [b, a, c], /the cluster is in these zones/],
            ["a zone of another region", "availabilityZones", [a, b, "us-gov-west-1a"], /want a zone of/],
            ["another size of subnets", "availabilityZoneCidrMask", 20, /subnets cannot be replaced/],
            ["another block", "cidrBlock", "10.70.0.0/16", /subnets cannot be replaced/],
        ];
        for (const [title, key, value, words] of edits) {
            const restore = await rehearsal.set([network, key], value);
            await rehearsal.expectRejection("preview", title, words);
            await restore();
        }

        await rehearsal.set([network, "availabilityZones"], [a, b]);
        onlyChanges(rehearsal, await rehearsal.up("without the zone that the cluster is not in"), "delete");
    },
};

// Nothing is replaced, and whatever serves is only created, or only deleted.
function onlyChanges(rehearsal: Rehearsal, { title, operations, replaced }: Step, change: string): void {
    for (const { type, name } of replaced) rehearsal.problems.push(`"${title}" replaced ${type} "${name}"`);
    const others = operations.filter(({ op, type }) => type.startsWith("aws:") && op !== "update" && op !== change);
    for (const { op, type, name } of others) rehearsal.problems.push(`"${title}": ${op} ${type} "${name}"`);
}
