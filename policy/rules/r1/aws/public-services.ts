import { parseDocumentText } from "../../../reading/document-text";
import { type Finding, finding, ofTier, undecidedFinding, unknownValueFinding } from "../../../reading/finding";
import { resolveReference } from "../../../reading/references";
import { type Plain, type Resource, UNKNOWN } from "../../../reading/resource";
import { isList, pathText, read, readBoolean, readString } from "../../../reading/value";
import { dataServices } from "./data-store-table";
import { type Address, type Door, guardOf, type Network } from "./door";
import { type Condition, type EndpointService, endpointServices, runtimeServices } from "./endpoint-table";

const services: ReadonlyMap<string, EndpointService> = new Map([
    ...endpointServices,
    ...dataServices,
    ...runtimeServices,
]);

/** Type tokens of all services that may be public endpoints. */
export const serviceTypes: readonly string[] = [...services.keys()];

/** Whether a type is a service that may be a public endpoint. */
export const isPublicService = (type: string): boolean => services.has(type);

/** Services that are behind security groups, so that being public alone opens no door. */
export const guardedTypes: ReadonlySet<string> = new Set(serviceTypes.filter((type) => services.get(type)?.groups));

/** Reports an AWS service that is a public endpoint. */
export const checkPublicService = (resource: Resource): Finding[] => checkEndpoint(resource, entryOf(resource.type));

/** Reports a resource that is public according to an entry of the table. */
export function checkEndpoint(resource: Resource, entry: EndpointService): Finding[] {
    const address = publicAddress(resource, entry);
    if (address === undefined) return [];
    const { because: actual, change, decidedBy } = address;
    const expected = "the API gateway as the only public entry point";
    return ofTier(entry.tier ?? "gateway", [
        decidedBy === undefined
            ? finding(resource, { actual, expected, change })
            : undecidedFinding(resource, { actual, decidedBy, change }),
    ]);
}

/** A service behind security groups as a door; undefined if it is private. */
export function serviceDoor(network: Network, resource: Resource): Door | undefined {
    const entry = entryOf(resource.type);
    const address = publicAddress(resource, entry);
    if (address === undefined) return undefined;
    const own = (entry.groups ?? []).map((path) => ({ from: resource, path: path.split(".") }));
    const [property = "", type = "", groups = ""] = entry.cluster ?? [];
    const clusters = resolveReference(network.stack, resource, property, new Set([type]));
    const ofCluster = clusters.map((from) => ({ from, path: groups.split(".") }));
    const guard = guardOf(network, [...own, ...ofCluster]);
    const isHidden = entry.cluster !== undefined && clusters.length === 0;
    return { resource, address, guard: isHidden ? { ...guard, hidden: "outside" } : guard };
}

function publicAddress(
    resource: Resource,
    { privateIf, publicIf, because, change, decidedBy }: EndpointService,
): Address | undefined {
    const holds = (condition: Condition) => decide(resource, condition) === "holds";
    if (publicIf?.some(holds) ?? privateIf === undefined)
        return { because, change, ...(decidedBy !== undefined && { decidedBy }) };
    const open = [...(publicIf ?? []), ...(privateIf ?? [])].find(
        (condition) => decide(resource, condition) === "unknown",
    );
    if (open) {
        const at = pathText(open.path);
        return read(resource.props, ...open.path).state === "invalid"
            ? { because: `${at} cannot be read, so it may be public`, change }
            : {
                  because: `${at} is not known at preview, so it may be public`,
                  change,
                  decidedBy: `the value of ${at}`,
              };
    }
    return privateIf?.every(holds) === false ? { because, change } : undefined;
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

/** Policies of OpenSearch Serverless; those of type `network` determine who can reach its collections. */
export const networkPolicyTypes: ReadonlySet<string> = new Set([
    "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy",
]);

/**
 * Checks that a network policy admits only VPC endpoints and AWS services; `AllowFromPublic` admits the internet
 * (Amazon OpenSearch Service Developer Guide, "Network access for Amazon OpenSearch Serverless").
 */
export function checkNetworkPolicy(resource: Resource): Finding[] {
    const type = readString(resource.props, "type");
    if (type.state !== "known") return [unknownValueFinding(resource, type)];
    if (type.value === "encryption") return [];
    const policy = readString(resource.props, "policy");
    if (policy.state === "unknown")
        return [
            unknownValueFinding(
                resource,
                policy,
                "write the policy with constants; the id of a new VPC endpoint needs a second update",
            ),
        ];
    const rules = policy.state === "known" ? parseDocumentText(policy.value) : undefined;
    const isPrivate = isList(rules) && rules.every((rule) => !mayAdmitAll(readBoolean(rule, "AllowFromPublic")));
    if (isPrivate) return [];
    return [
        finding(resource, {
            actual: "policy admits the internet to its collections, or cannot be read",
            expected: "collections that only VPC endpoints and named services can reach",
            change: "set AllowFromPublic to false in each of its rules, and name SourceVPCEs",
        }),
    ];
}

const mayAdmitAll = (admitted: ReturnType<typeof readBoolean>): boolean =>
    admitted.state === "known" ? admitted.value : admitted.state !== "absent";
