import type { Settings } from "../../../contract/settings";
import { containedIn, parseCidr, widestPrefix } from "../../../reading/cidr";
import { referencesOf, resolveReference } from "../../../reading/references";
import { type Plain, type Resource, type Stack, UNKNOWN } from "../../../reading/resource";
import { isList, knownValue, type Path, read, readList, readString } from "../../../reading/value";

/** Security groups with inline rules. */
export const groupTypes: ReadonlySet<string> = new Set([
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
]);

const ruleTypes: ReadonlySet<string> = new Set([
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
]);

const oldRule = /:SecurityGroupRule$/;

/** Security groups, and rules as separate resources. */
export const securityGroupTypes: ReadonlySet<string> = new Set([...groupTypes, ...ruleTypes]);

/** Properties that admit prefix lists. */
export const prefixListKeys = ["prefixListIds", "prefixListId"];

const sources = ["cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6"];

/** Properties that determine which incoming traffic is admitted. */
export const securityGroupPaths = ["ingress", "type", ...sources, ...prefixListKeys];

const listTypes: ReadonlySet<string> = new Set(["aws:ec2/managedPrefixList:ManagedPrefixList"]);
const entryTypes: ReadonlySet<string> = new Set(["aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"]);

/** Whom an opening admits, the worst first; `unknown` may be anyone, and `unseen` is a prefix list outside the stack. */
export const reaches = ["internet", "unknown", "block", "unseen"] as const;

/** A range of addresses that a security group admits and that is not private. */
export interface Opening {
    /** Resource that names the addresses: the group, a separate rule, or a prefix list. */
    readonly resource: Resource;
    readonly path: Path;
    readonly reach: (typeof reaches)[number];
    /** First and last port; absent for all ports, and while one of them is not known. */
    readonly ports?: readonly [number, number];
    /** The value that decides whether it admits traffic that matters, its group, and its ports; absent if known. */
    readonly decidedBy?: string;
    readonly groupDecidedBy?: string;
    readonly portsDecidedBy?: string;
}

/** A property that names security groups. */
export interface GroupPlace {
    readonly from: Resource;
    /** Its path, with `*` for every element of a list. */
    readonly path: readonly string[];
    /** Whether its groups are added to others, be these the VPC's default one. */
    readonly isAdded?: true;
}

/** Openings of the security groups of a stack. */
export interface Openings {
    of(group: Resource): readonly Opening[];
    /** Openings of rules whose group is not shown, one list for each of these groups. */
    readonly elsewhere: readonly (readonly Opening[])[];
}

/** A stack, and what each of its prefix lists admits. */
interface Known {
    readonly stack: Stack;
    readonly settings: Settings;
    readonly lists: ReadonlyMap<Resource, readonly Opening[]>;
}

/** Reads what every security group of a stack admits. */
export function openingsOf(stack: Stack, settings: Settings): Openings {
    const known: Known = { stack, settings, lists: ofEachList(stack, settings) };
    const separate = new Map<Resource, Opening[]>();
    const elsewhere = new Map<Plain | Resource, Opening[]>();
    for (const rule of stack.ofType(ruleTypes)) {
        // The newer kind has no direction.
        if (oldRule.test(rule.type) && knownValue(readString(rule.props, "type")) === "egress") continue;
        const groups = resolveReference(stack, rule, "securityGroupId", groupTypes);
        const openings = ofRule(known, rule, []).map((opening) => ({
            ...opening,
            ...(oldRule.test(rule.type) && doubtAt("decidedBy", rule.props, "type")),
            ...(groups.length > 1 && { groupDecidedBy: "the value of securityGroupId" }),
        }));
        for (const group of groups) separate.set(group, [...(separate.get(group) ?? []), ...openings]);
        if (groups.length > 0) continue;
        const key = knownValue(readString(rule.props, "securityGroupId")) ?? rule;
        elsewhere.set(key, [...(elsewhere.get(key) ?? []), ...openings]);
    }
    const all = new Map(
        stack.ofType(groupTypes).map((group) => [group, [...inline(known, group), ...(separate.get(group) ?? [])]]),
    );
    return { of: (group) => all.get(group) ?? [], elsewhere: [...elsewhere.values()] };
}

function inline(known: Known, group: Resource): Opening[] {
    const ingress = readList(group.props, "ingress");
    if (ingress.state === "absent") return [];
    if (ingress.state !== "known") return [{ resource: group, path: ingress.path, reach: "unknown" }];
    return [...ingress.value.keys()].flatMap((index) => ofRule(known, group, ["ingress", index]));
}

// IANA's numbers of ICMP and its IPv6 form, and EC2's names of them: neither serves an API.
const isMessage = (protocol: string): boolean => /^(icmp|icmpv6|1|58)$/i.test(protocol);

function ofRule(known: Known, resource: Resource, at: Path): Opening[] {
    const rule = read(resource.props, ...at);
    if (rule.state !== "known") return [{ resource, path: at, reach: "unknown" }];
    const keyed = ["protocol", "ipProtocol"].map((key) => knownValue(read(rule.value, key)));
    const protocol = String(keyed.find((value) => value !== undefined) ?? "");
    if (isMessage(protocol)) return [];
    const isAll = protocol === "-1" || protocol === "all";
    const ports = isAll ? undefined : portsOf(rule.value);
    const doubt = {
        ...(protocol === "" && doubtAt("decidedBy", rule.value, "protocol", "ipProtocol")),
        ...(!isAll && doubtAt("portsDecidedBy", rule.value, "fromPort", "toPort")),
    };
    const blocks = sources.flatMap((key) =>
        placesIn(rule.value, key).map((path) => ({ resource, path: [...at, ...path] })),
    );
    const opened = [
        ...blocks.flatMap((place) => ofBlock(place.resource, place.path, known.settings)),
        ...prefixListKeys.flatMap((key) => ofLists(known, resource, [...at, key])),
    ];
    return opened.map((opening) => ({ ...opening, ...(ports && { ports }), ...doubt }));
}

// The first of several properties that is not known.
function doubtAt(field: "decidedBy" | "portsDecidedBy", root: Plain, ...keys: string[]): Partial<Opening> {
    const key = keys.find((each) => read(root, each).state === "unknown");
    return key === undefined ? {} : { [field]: `the value of ${key}` };
}

function portsOf(rule: Plain): readonly [number, number] | undefined {
    const [from, to] = ["fromPort", "toPort"].map((key) => knownValue(read(rule, key)));
    const range = [Number(from ?? Number.NaN), Number(to ?? Number.NaN)] as const;
    return range.some((port) => Number.isNaN(port) || port < 0) ? undefined : range;
}

// A property is one value or a list of them.
function placesIn(root: Plain, key: string): Path[] {
    const reading = read(root, key);
    if (reading.state === "absent") return [];
    return reading.state === "known" && isList(reading.value)
        ? [...reading.value.keys()].map((index) => [key, index])
        : [[key]];
}

function ofBlock(resource: Resource, path: Path, { trustedCidrs }: Settings): Opening[] {
    const text = readString(resource.props, ...path);
    if (text.state !== "known") return [{ resource, path, reach: "unknown" }];
    const block = parseCidr(text.value);
    if (block === undefined) return [{ resource, path, reach: "internet" }];
    if (containedIn(block, trustedCidrs)) return [];
    return [{ resource, path, reach: block.prefix < widestPrefix[block.family] ? "internet" : "block" }];
}

function ofLists(known: Known, resource: Resource, at: Path): Opening[] {
    const reading = read(resource.props, ...at);
    if (reading.state === "absent") return [];
    if (reading.state !== "known") return listsAt(known, resource, at, [UNKNOWN]);
    return listsAt(known, resource, at, isList(reading.value) ? reading.value : [reading.value]);
}

function listsAt(known: Known, resource: Resource, at: Path, ids: readonly Plain[]): Opening[] {
    const lists = referencesOf(known.stack, resource, String(at[0]), ids, listTypes);
    return [
        ...lists.resources.flatMap((list) => known.lists.get(list) ?? []),
        ...(lists.isOutside || lists.isUnknown ? [{ resource, path: at, reach: "unseen" as const }] : []),
    ];
}

function ofEachList(stack: Stack, settings: Settings): ReadonlyMap<Resource, readonly Opening[]> {
    const separate = new Map<Resource, Resource[]>();
    for (const entry of stack.ofType(entryTypes))
        for (const list of resolveReference(stack, entry, "prefixListId", listTypes)) {
            const before = separate.get(list);
            if (before) before.push(entry);
            else separate.set(list, [entry]);
        }
    return new Map(stack.ofType(listTypes).map((list) => [list, ofList(list, separate.get(list) ?? [], settings)]));
}

function ofList(list: Resource, separate: readonly Resource[], settings: Settings): Opening[] {
    const entries = readList(list.props, "entries");
    if (entries.state === "unknown" || entries.state === "invalid")
        return [{ resource: list, path: entries.path, reach: "unknown" }];
    const own = entries.state === "known" ? [...entries.value.keys()] : [];
    return [
        ...own.flatMap((index) => ofBlock(list, ["entries", index, "cidr"], settings)),
        ...separate.flatMap((entry) => ofBlock(entry, ["cidr"], settings)),
    ];
}
