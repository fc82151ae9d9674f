import type { Plain, Resource, Stack } from "../../../reading/resource";
import { type Path, read, readList } from "../../../reading/value";
import { allRejectAddress, namesSomething, sourcesOf } from "./launch-source";
import { type Placement, type PlacementRule, pathsOfTemplate } from "./placement";

const mixed = ["mixedInstancesPolicy", "launchTemplate"];

/**
 * An Auto Scaling group ignores the subnet of its launch template; without subnets it uses the default VPC
 * (docs.aws.amazon.com/autoscaling/ec2/userguide/asg-in-vpc.html).
 */
export const groupRule: PlacementRule = {
    placementsOf: ofGroup,
    paths: [
        "vpcZoneIdentifiers",
        "launchConfiguration",
        ...pathsOfTemplate("launchTemplate"),
        ...pathsOfTemplate([...mixed, "launchTemplateSpecification"].join(".")),
        ...pathsOfTemplate([...mixed, "overrides.*.launchTemplateSpecification"].join(".")),
    ],
};

function ofGroup(stack: Stack, group: Resource): readonly Placement[] {
    const references: readonly (readonly [string, readonly Path[]])[] = [
        ["launchConfiguration", [["launchConfiguration"]]],
        ["launchTemplate", [["launchTemplate"]]],
        ["mixedInstancesPolicy", mixedPlaces(group.props)],
    ];
    const given = references.filter(([property]) => namesSomething(group.props[property]));
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
