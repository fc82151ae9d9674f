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

/** Type tokens of all services that may be public endpoints. */
export const serviceTypes: readonly string[] = [...services.keys()];

/** Whether a type is a service that may be a public endpoint. */
export const isPublicService = (type: string): boolean => services.has(type);

/** Reports an AWS service that is a public endpoint. */
export const checkPublicService = (resource: Resource): Finding[] => checkEndpoint(resource, entryOf(resource.type));

/** Reports a resource that is public according to an entry of the table. */
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

/** Dotted paths of the properties that matter for a type. */
export function publicServicePaths(type: string): string[] {
    const { privateIf = [], publicIf = [] } = entryOf(type);
    return [...privateIf, ...publicIf].map(({ path }) => path.join("."));
}

// A missing entry is a defect of the pack, and must not pass for a proof.
function entryOf(type: string): EndpointService {
    const entry = services.get(type);
    if (!entry) throw new Error(`"${type}" is not in the table of services.`);
    return entry;
}

const reported = (resource: Resource, actual: string, change: string): Finding =>
    finding(resource, { actual, expected: "the API gateway as the only public entry point", change });

function decide(resource: Resource, { path, values, except = [] }: Condition): "holds" | "unknown" | "not" {
    const reading = read(resource.props, ...path);
    if (reading.state === "absent") return "not";
    // The id of a new resource is unknown at the first preview, but known to be given.
    if (values === "given" && reading.state === "unknown" && reading.path.length === path.length) return "holds";
    if (reading.state !== "known") return "unknown";
    const members: readonly Plain[] = isList(reading.value) ? reading.value : [reading.value];
    if (values === "set" || values === "given")
        return members.some((member) => !["", ...except].some((value) => same(member, value))) ? "holds" : "not";
    if (members.some((member) => values.some((value) => same(member, value)))) return "holds";
    return members.includes(UNKNOWN) ? "unknown" : "not";
}

// Providers coerce the string "true", in any case.
const same = (actual: Plain, value: Plain): boolean =>
    String(actual) === String(value) || (value === true && /^true$/i.test(String(actual)));
