import type { Resource, Stack } from "../../../reading/resource";
import { isObject, knownValue, readList, readObject } from "../../../reading/value";
import { allNameSubnet, allRejectAddress, namesSomething, rejectsAddress, sourcesOf } from "./launch-source";
import { type Placement, type PlacementRule, pathsOfTemplate, type Unreadable } from "./placement";

const configs = "launchTemplateConfigs";

const paths = [`${configs}.*.overrides.*.subnetId`, ...pathsOfTemplate(`${configs}.*.launchTemplateSpecification`)];

/** A fleet launches instances from templates, whose subnet an override may replace. */
export const fleetRule: PlacementRule = { placementsOf: ofConfigs, paths };

/** A spot fleet may have launch specifications as well as templates. */
export const spotFleetRule: PlacementRule = {
    placementsOf: (stack, fleet) => [...ofSpecifications(fleet), ...ofConfigs(stack, fleet)],
    paths,
};

function ofConfigs(stack: Stack, fleet: Resource): readonly (Placement | Unreadable)[] {
    const all = readList(fleet.props, configs);
    if (all.state === "absent") return [];
    if (all.state !== "known") return [all];
    const indexes = [...all.value.keys()];
    const places = indexes.map((index) => [configs, index, "launchTemplateSpecification"]);
    const sources = sourcesOf(stack, fleet, configs, places);
    if (allRejectAddress(sources)) return [];
    return indexes.flatMap((index): readonly (Placement | Unreadable)[] => {
        const overrides = readList(fleet.props, configs, index, "overrides");
        if (overrides.state === "unknown" || overrides.state === "invalid") return [overrides];
        const listed = knownValue(overrides) ?? [];
        const placement = (override: number): Placement => ({
            at: [configs, index, "overrides", override, "subnetId"],
            rejectsAddress: false,
            isPlaced: allNameSubnet(sources),
        });
        // Without overrides, all instances are as the template describes.
        if (listed.length === 0) return [placement(0)];
        return listed.map((entry, override) =>
            isObject(entry) ? placement(override) : readObject(fleet.props, configs, index, "overrides", override),
        );
    });
}

// Unreadable specifications, and those that request an address, are reported by r1-private-aws.
const ofSpecifications = (fleet: Resource): readonly Placement[] =>
    (knownValue(readList(fleet.props, "launchSpecifications")) ?? []).map((entry, index) => ({
        at: ["launchSpecifications", index, "subnetId"],
        rejectsAddress: rejectsAddress(entry),
        isPlaced: !isObject(entry) || namesSomething(entry.associatePublicIpAddress),
    }));
