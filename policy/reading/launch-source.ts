import { dependenciesOf, idOf } from "./references";
import type { Plain, Resource, Stack } from "./resource";
import { isList, isObject, knownValue, type Path, type Reading, readBoolean, readList, readString } from "./value";

const sourceTypes: ReadonlySet<string> = new Set([
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/launchConfiguration:LaunchConfiguration",
]);

// A launch template is referenced by an object with one of these keys, a launch configuration by a string.
const keys = ["id", "launchTemplateId", "name", "launchTemplateName"];

/**
 * Launch templates and configurations of the stack that a property references at several paths. Empty if any of them
 * does not resolve; each unknown reference has to be explained by a dependency of the property.
 */
export function sourcesOf(
    stack: Stack,
    from: Resource,
    property: string,
    places: readonly Path[],
): readonly Resource[] {
    const depended = dependenciesOf(stack, from, property, sourceTypes);
    const named = places.map((place) => nameAt(from.props, place));
    const isExplained = named.filter(({ state }) => state === "unknown").length <= depended.length;
    const resolved = named.map((name) => {
        if (name.state === "known")
            return stack.ofType(sourceTypes).filter((each) => namesOf(each).includes(name.value));
        return name.state === "unknown" && isExplained ? depended : [];
    });
    return resolved.every(({ length }) => length > 0) ? resolved.flat() : [];
}

function nameAt(props: Plain, place: Path): Reading<string> {
    const word = readString(props, ...place);
    if (word.state !== "invalid") return word;
    return keys.map((key) => readString(props, ...place, key)).find(({ state }) => state !== "absent") ?? word;
}

const namesOf = (source: Resource): (string | undefined)[] => [
    idOf(source),
    knownValue(readString(source.props, "name")),
    knownValue(readString(source.outputs, "name")),
];

/** Launch templates and configurations of the stack that several properties reference. */
export const launchesOf = (stack: Stack, placed: Resource, { launches }: PlacementRule): readonly Resource[] =>
    (launches?.(placed) ?? []).flatMap(([property, places]) => sourcesOf(stack, placed, property, places));

/** Whether instances of all these templates have no public address, whatever their subnet assigns. */
export const allRejectAddress = (sources: readonly Resource[]): boolean =>
    sources.length > 0 &&
    sources.every((source) => rejectsAddress(source.props) || everyInterface(source, rejectsAddress));

/** Whether all these templates name the subnets of their instances, which are then checked at the template. */
export const allNameSubnet = (sources: readonly Resource[]): boolean =>
    sources.length > 0 && sources.every((source) => everyInterface(source, namesSubnet));

/** Whether an instance, or a network interface, rejects a public address. */
export function rejectsAddress(machine: Plain): boolean {
    const address = readBoolean(machine, "associatePublicIpAddress");
    return address.state === "known" && !address.value;
}

/** Whether a value is a reference, known or not; an empty string or list is not. */
export function namesSomething(value: Plain | undefined): boolean {
    if (isList(value)) return value.some(namesSomething);
    return value !== undefined && value !== null && value !== "";
}

const namesSubnet = (entry: Plain): boolean =>
    isObject(entry) && (namesSomething(entry.subnetId) || namesSomething(entry.networkInterfaceId));

function everyInterface(source: Resource, holds: (entry: Plain) => boolean): boolean {
    const entries = knownValue(readList(source.props, "networkInterfaces")) ?? [];
    return entries.length > 0 && entries.every(holds);
}

/** The subnets of some instances. */
export interface Placement {
    /** Path of the property that names the subnets. */
    readonly at: Path;
    /** Whether the instances reject public addresses, whatever their subnet assigns. */
    readonly rejectsAddress: boolean;
    /** Whether, without subnets at this path, the placement is checked elsewhere. */
    readonly isPlaced: boolean;
}

/** A property that cannot be read, so that its subnets are unknown. */
export type Unreadable = Reading<Plain>;

/** A property that references launch templates or configurations, with the paths of the references. */
export type LaunchReference = readonly [property: string, places: readonly Path[]];

/** How instances of a type are placed in subnets. */
export interface PlacementRule {
    /** Dotted paths of the properties that name security groups, with `*` for every element. */
    readonly groups: readonly string[];
    readonly launches?: (placed: Resource) => readonly LaunchReference[];
    readonly placementsOf: (stack: Stack, placed: Resource) => readonly (Placement | Unreadable)[];
    /** Dotted paths of the properties that determine subnets and launch templates. */
    readonly paths: readonly string[];
}

/** Dotted paths of a reference to a launch template; its version may change with the template. */
export const pathsOfTemplate = (reference: string): readonly string[] =>
    ["id", "name", "launchTemplateId", "launchTemplateName"].map((key) => `${reference}.${key}`);
