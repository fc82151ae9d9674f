import {
    allNameSubnet,
    allRejectAddress,
    type LaunchReference,
    namesSomething,
    type Placement,
    type PlacementRule,
    pathsOfTemplate,
    rejectsAddress,
    sourcesOf,
    type Unreadable,
} from "../../../reading/launch-source";
import type { Plain, Resource, Stack } from "../../../reading/resource";
import { isObject, knownValue, type Path, read, readList, readObject } from "../../../reading/value";

const configs = "launchTemplateConfigs";

const paths = [`${configs}.*.overrides.*.subnetId`, ...pathsOfTemplate(`${configs}.*.launchTemplateSpecification`)];

/** A fleet launches instances from templates, whose subnet an override may replace. */
export const fleetRule: PlacementRule = { placementsOf: ofConfigs, paths, groups: [], launches: launchesOfFleet };

/** A spot fleet may have launch specifications as well as templates. */
export const spotFleetRule: PlacementRule = {
    placementsOf: (stack, fleet) => [...ofSpecifications(fleet), ...ofConfigs(stack, fleet)],
    paths,
    groups: ["launchSpecifications.*.vpcSecurityGroupIds.*"],
    launches: launchesOfFleet,
};

const templatePlaces = (fleet: Resource): readonly Path[] =>
    [...(knownValue(readList(fleet.props, configs)) ?? []).keys()].map((index) => [
        configs,
        index,
        "launchTemplateSpecification",
    ]);

function launchesOfFleet(fleet: Resource): readonly LaunchReference[] {
    return [[configs, templatePlaces(fleet)]];
}

function ofConfigs(stack: Stack, fleet: Resource): readonly (Placement | Unreadable)[] {
    const all = readList(fleet.props, configs);
    if (all.state === "absent") return [];
    if (all.state !== "known") return [all];
    const indexes = [...all.value.keys()];
    const sources = sourcesOf(stack, fleet, configs, templatePlaces(fleet));
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

const mixed = ["mixedInstancesPolicy", "launchTemplate"];

/**
 * An Auto Scaling group ignores the subnet of its launch template; without subnets it uses the default VPC
 * (docs.aws.amazon.com/autoscaling/ec2/userguide/asg-in-vpc.html).
 */
export const groupRule: PlacementRule = {
    placementsOf: ofGroup,
    groups: [],
    launches: launchesOfGroup,
    paths: [
        "vpcZoneIdentifiers",
        "launchConfiguration",
        ...pathsOfTemplate("launchTemplate"),
        ...pathsOfTemplate([...mixed, "launchTemplateSpecification"].join(".")),
        ...pathsOfTemplate([...mixed, "overrides.*.launchTemplateSpecification"].join(".")),
    ],
};

function launchesOfGroup({ props }: Resource): readonly LaunchReference[] {
    const references: readonly LaunchReference[] = [
        ["launchConfiguration", [["launchConfiguration"]]],
        ["launchTemplate", [["launchTemplate"]]],
        ["mixedInstancesPolicy", mixedPlaces(props)],
    ];
    return references.filter(([property]) => namesSomething(props[property]));
}

function ofGroup(stack: Stack, group: Resource): readonly Placement[] {
    const given = launchesOfGroup(group);
    const isRejected = given.every(([property, places]) => allRejectAddress(sourcesOf(stack, group, property, places)));
    return [{ at: ["vpcZoneIdentifiers"], rejectsAddress: given.length > 0 && isRejected, isPlaced: false }];
}

// Individual instance types may have their own templates.
function mixedPlaces(props: Plain): readonly Path[] {
    const base = [...mixed, "launchTemplateSpecification"];
    const overrides = readList(props, ...mixed, "overrides");
    if (overrides.state === "absent") return [base];
    // An unreadable override names no template, so nothing is known about its instances.
    if (overrides.state !== "known") return [];
    const own = [...overrides.value.keys()].map((index) => [
        ...mixed,
        "overrides",
        index,
        "launchTemplateSpecification",
    ]);
    return [base, ...own.filter((place) => read(props, ...place).state !== "absent")];
}
