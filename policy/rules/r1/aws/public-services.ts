import { type Finding, finding } from "../../../reading/finding";
import { type Plain, type Resource, UNKNOWN } from "../../../reading/resource";
import { isList, pathText, read } from "../../../reading/value";
import { dataServices } from "./data-store-table";
import { type Condition, type EndpointService, endpointServices } from "./endpoint-table";
import { runtimeServices } from "./runtime-table";

const services: ReadonlyMap<string, EndpointService> = new Map([
    ...endpointServices,
    ...dataServices,
    ...runtimeServices,
]);

/** Type tokens of all services that may be endpoints of their own. */
export const serviceTypes: readonly string[] = [...services.keys()];

/** Whether a type is a service that may be an endpoint of its own. */
export const isPublicService = (type: string): boolean => services.has(type);

/** Reports a service of AWS that is an endpoint of its own. */
export const checkPublicService = (resource: Resource): Finding[] => checkEndpoint(resource, entryOf(resource.type));

/** Reports a resource that is public as an entry says. */
export function checkEndpoint(resource: Resource, entry: EndpointService): Finding[] {
    const { privateIf, publicIf } = entry;
    const holds = (condition: Condition) => decide(resource, condition) === "holds";
    if (publicIf?.some(holds) ?? privateIf === undefined) return [reported(resource, entry.because, entry.change)];
    const open = [...(publicIf ?? []), ...(privateIf ?? [])].find(
        (condition) => decide(resource, condition) === "unknown",
    );
    if (open)
        return [
            reported(
                resource,
                `${pathText(open.path)} ${read(resource.props, ...open.path).state === "invalid" ? "cannot be read" : "is not known at preview"}, so it may be public`,
                entry.change,
            ),
        ];
    return privateIf?.every(holds) === false ? [reported(resource, entry.because, entry.change)] : [];
}

/** Dotted paths of the properties that decide for a type. */
export function publicServicePaths(type: string): string[] {
    const { privateIf = [], publicIf = [] } = entryOf(type);
    return [...privateIf, ...publicIf].map(({ path }) => path.join("."));
}

// A type without an entry is a mistake of the pack, which must not pass for a proof.
function entryOf(type: string): EndpointService {
    const entry = services.get(type);
    if (!entry) throw new Error(`"${type}" is not in the table of services.`);
    return entry;
}

const reported = (resource: Resource, actual: string, change: string): Finding =>
    finding(resource, { actual, expected: "the API gateway as the only way in", change });

function decide(resource: Resource, { path, values, except = [] }: Condition): "holds" | "unknown" | "not" {
    const reading = read(resource.props, ...path);
    if (reading.state === "absent") return "not";
    // Ids of what is created beside it are not known at a first preview; that they are given is.
    if (values === "given" && reading.state === "unknown" && reading.path.length === path.length) return "holds";
    if (reading.state !== "known") return "unknown";
    const members: readonly Plain[] = isList(reading.value) ? reading.value : [reading.value];
    if (values === "set" || values === "given")
        return members.some((member) => !["", ...except].some((value) => same(member, value))) ? "holds" : "not";
    if (members.some((member) => values.some((value) => same(member, value)))) return "holds";
    return members.includes(UNKNOWN) ? "unknown" : "not";
}

// Providers coerce the word "true", in any case.
const same = (actual: Plain, value: Plain): boolean =>
    String(actual) === String(value) || (value === true && /^true$/i.test(String(actual)));
