import type { Plain, Resource, Stack } from "../../../reading/resource";
import { type Path, read, readList } from "../../../reading/value";
import { allRejectAddress, namesSomething, sourcesOf } from "./launch-source";
import { type Placement, type PlacementRule, pathsOfTemplate } from "./placement";

const mixed = ["mixedInstancesPolicy", "launchTemplate"];

/**
 * An Auto Scaling group takes no subnet from its launch template, and stands in the default network if it names none
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

// Types of machines may have templates of their own.
function mixedPlaces(props: Plain): readonly Path[] {
    const base = [...mixed, "launchTemplateSpecification"];
    const overrides = readList(props, ...mixed, "overrides");
    if (overrides.state === "absent") return [base];
    // A place that cannot be read names no template, and of no template nothing is said to hold.
    if (overrides.state !== "known") return [];
    const own = [...overrides.value.keys()].map((index) => [
        ...mixed,
        "overrides",
        index,
        "launchTemplateSpecification",
    ]);
    return [base, ...own.filter((place) => read(props, ...place).state !== "absent")];
}
