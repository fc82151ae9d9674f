import { dependenciesOf, idOf } from "../../../reading/references";
import type { Plain, Resource, Stack } from "../../../reading/resource";
import {
    isList,
    isObject,
    knownValue,
    type Path,
    type Reading,
    readBoolean,
    readList,
    readString,
} from "../../../reading/value";

const sourceTypes: ReadonlySet<string> = new Set([
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/launchConfiguration:LaunchConfiguration",
]);

// A launch template is named in an object, by one of these; a launch configuration by a word.
const keys = ["id", "launchTemplateId", "name", "launchTemplateName"];

/**
 * The launch templates and configurations of the stack that a property names at several places. None, if a place leads
 * elsewhere: of those that are not known, each has to come from one that the property depends on.
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
    const leads = named.map((name) => {
        if (name.state === "known")
            return stack.ofType(sourceTypes).filter((each) => namesOf(each).includes(name.value));
        return name.state === "unknown" && isExplained ? depended : [];
    });
    return leads.every(({ length }) => length > 0) ? leads.flat() : [];
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

/** Whether machines of all these launch templates take no public address, whatever their subnet says. */
export const allRejectAddress = (sources: readonly Resource[]): boolean =>
    sources.length > 0 &&
    sources.every((source) => rejectsAddress(source.props) || everyInterface(source, rejectsAddress));

/** Whether machines of all these launch templates stand where their templates say, which are judged by that. */
export const allNameSubnet = (sources: readonly Resource[]): boolean =>
    sources.length > 0 && sources.every((source) => everyInterface(source, namesSubnet));

/** Whether a machine, or one of its network interfaces, takes no public address. */
export function rejectsAddress(machine: Plain): boolean {
    const address = readBoolean(machine, "associatePublicIpAddress");
    return address.state === "known" && !address.value;
}

/** Whether a value names something, one that is not known yet too; an empty text or list names nothing. */
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
