import type { Settings } from "../../../contract/settings";
import { containedIn, parseCidr } from "../../../reading/cidr";
import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import { dependenciesOf, idOf, resolveReference } from "../../../reading/references";
import { type Plain, type Resource, type Stack, UNKNOWN } from "../../../reading/resource";
import { isList, isObject, pathText, readList, readString } from "../../../reading/value";
import { isIngress, prefixListKeys } from "./security-group";

const listTypes: ReadonlySet<string> = new Set(["aws:ec2/managedPrefixList:ManagedPrefixList"]);
const entryTypes: ReadonlySet<string> = new Set(["aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"]);

/**
 * Checks that the prefix lists that a security group admits are in this stack and contain only private or trusted
 * addresses.
 */
export function checkPrefixLists(stack: Stack, group: Resource, settings: Settings): Finding[] {
    for (const { property, ids } of admitted(group)) {
        const unknown = ids.filter((id) => id === UNKNOWN).length;
        for (const id of ids) {
            const lists = listsOf(stack, group, property, id);
            // If there are more unknown ids than lists, one of them comes from elsewhere.
            if (lists.length === 0 || (id === UNKNOWN && unknown > lists.length)) return [notInStack(group, property)];
            const findings = lists.flatMap((list) => checkList(stack, list, settings));
            if (findings.length > 0) return findings.slice(0, 1);
        }
    }
    return [];
}

// Prefix lists that a rule admits.
interface Admitted {
    /** The top-level property, for which dependencies are known. */
    readonly property: string;
    readonly ids: readonly Plain[];
}

function admitted(group: Resource): Admitted[] {
    if (!isIngress(group)) return [];
    const { ingress } = group.props;
    const rules = isList(ingress) ? ingress.filter(isObject) : [];
    const own = prefixListKeys.map((property) => ({ property, ids: members(group.props[property]) }));
    return [...rules.map((rule) => ({ property: "ingress", ids: idsOf(rule) })), ...own];
}

const idsOf = (rule: { readonly [key: string]: Plain }): Plain[] => prefixListKeys.flatMap((key) => members(rule[key]));

const members = (value: Plain | undefined): readonly Plain[] =>
    value === undefined || value === null ? [] : isList(value) ? value : [value];

function listsOf(stack: Stack, group: Resource, property: string, id: Plain): readonly Resource[] {
    if (id === UNKNOWN) return dependenciesOf(stack, group, property, listTypes);
    return stack.ofType(listTypes).filter((list) => idOf(list) === id);
}

function checkList(stack: Stack, list: Resource, settings: Settings): Finding[] {
    const entries = readList(list.props, "entries");
    if (entries.state === "unknown" || entries.state === "invalid") return [unknownValueFinding(list, entries)];
    const listed = entries.state === "known" ? [...entries.value.keys()] : [];
    const own = listed.map((index) => ({ resource: list, path: ["entries", index, "cidr"] }));
    const separate = stack
        .ofType(entryTypes)
        .filter((entry) => resolveReference(stack, entry, "prefixListId", listTypes).includes(list))
        .map((resource) => ({ resource, path: ["cidr"] }));
    return [...own, ...separate].flatMap(({ resource, path }) => {
        const cidr = readString(resource.props, ...path);
        if (cidr.state !== "known") return [unknownValueFinding(resource, cidr)];
        const block = parseCidr(cidr.value);
        if (block && containedIn(block, settings.trustedCidrs)) return [];
        return [
            finding(resource, {
                actual: `${pathText(path)} is ${JSON.stringify(cidr.value)}, and a security group admits the list`,
                expected: "addresses that are private, or in the policy's trustedCidrs",
                change: `replace ${JSON.stringify(cidr.value)} by the network's own block, or admit a source security group`,
            }),
        ];
    });
}

const notInStack = (group: Resource, property: string): Finding =>
    finding(group, {
        actual: `${property} admits a prefix list that is not in this stack, so its addresses cannot be checked`,
        expected: "addresses that are private or trusted",
        change: "name the address blocks themselves, a source security group, or a ManagedPrefixList of this program",
    });
