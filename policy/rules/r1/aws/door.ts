import { type Finding, finding, ofTier, subject, undecidedFinding } from "../../../reading/finding";
import { referencesOf } from "../../../reading/references";
import { type Plain, type Resource, type Stack, UNKNOWN } from "../../../reading/resource";
import { isList, isObject, knownValue, readString } from "../../../reading/value";
import { type Decision, decisionOn, openingText, serves } from "./decision";
import { type GroupPlace, groupTypes, type Opening, type Openings, reaches } from "./security-group";

/** A stack with what R1 knows about its security groups. */
export interface Network {
    readonly stack: Stack;
    readonly openings: Openings;
}

/** A property that gives a resource a public address, or may do so. */
export interface Address {
    /** E.g. `internal is absent, so it faces the internet`. */
    readonly because: string;
    readonly change: string;
    /** The value that decides whether there is an address; absent if there is one. */
    readonly decidedBy?: string;
    /** Whether it may come from anywhere, so that closed groups would not be shown either. */
    readonly isUnexplained?: boolean;
    /** Whether it comes from public and private subnets of one network, which by itself says nothing. */
    readonly isMixed?: boolean;
}

/** Something that listens; without a port, on any. */
export interface Listener {
    readonly resource: Resource;
    readonly text: string;
    readonly port: number | undefined;
    /** The value that decides the port; absent if it is known. */
    readonly decidedBy?: string;
}

/** A resource with a public address. */
export interface Door {
    readonly resource: Resource;
    readonly address: Address;
    /** Security groups in front of it; absent if it admits everyone. */
    readonly guard?: Guard;
    /** Why it admits everyone. Default: no security group limits who may connect. */
    readonly unguarded?: string;
    /** The listeners behind the address; absent for a machine, on which anything may listen. */
    readonly listeners?: readonly Listener[];
}

/** The security groups in front of a resource. */
export interface Guard {
    readonly groups: readonly Resource[];
    readonly openings: readonly { readonly group: Resource; readonly opening: Opening }[];
    /** Whether no group is named, so that the VPC's default one applies. */
    readonly isDefault: boolean;
    /** Why the groups are not all shown; absent if they are. */
    readonly hidden?: "outside" | "unknown";
}

// The default group of a VPC admits only itself, as does the group that EKS creates for a cluster
// (docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html,
// docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html).
const defaultTypes: ReadonlySet<string> = new Set([
    "aws:ec2/vpc:Vpc",
    "aws:ec2/defaultVpc:DefaultVpc",
    "aws:eks/cluster:Cluster",
]);
const defaultGroupTypes: ReadonlySet<string> = new Set(["aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"]);
const guardTypes: ReadonlySet<string> = new Set([...groupTypes, ...defaultTypes]);

const groupName = ({ props }: Resource) => knownValue(readString(props, "name"));

/** Finds the security groups that several properties name; without any, the VPC's default group applies. */
export function guardOf({ stack, openings }: Network, places: readonly GroupPlace[]): Guard {
    const found = places.flatMap(({ from, path, isAdded = false }) => {
        const values = valuesAt(from.props, path);
        if (values.length === 0) return [];
        return [{ isAdded, ...referencesOf(stack, from, String(path[0]), values, guardTypes, groupName) }];
    });
    const named = new Set(found.flatMap(({ resources }) => resources));
    const isUnnamed = found.every(({ isAdded }) => isAdded);
    const isDefault = isUnnamed || [...named].some(({ type }) => defaultTypes.has(type));
    const isOpen = (group: Resource) => openings.of(group).length > 0;
    // If a value may be one of several groups, and only some of them are open, nothing is shown.
    const isMixed = ({ isAmbiguous, resources }: (typeof found)[number]) =>
        isAmbiguous && resources.some(isOpen) && !resources.every(isOpen);
    const shown = new Set([
        ...found.filter((each) => !isMixed(each)).flatMap(({ resources }) => resources),
        ...(isDefault ? stack.ofType(defaultGroupTypes) : []),
    ]);
    const isUnknown = found.some((each) => each.isUnknown || isMixed(each));
    return {
        groups: [...shown],
        openings: [...shown].flatMap((group) => openings.of(group).map((opening) => ({ group, opening }))),
        isDefault: isUnnamed,
        ...(isUnknown ? { hidden: "unknown" } : found.some(({ isOutside }) => isOutside) && { hidden: "outside" }),
    };
}

/** Values of a path with indexes and `*` for every element of a list; a list that is not known as a whole is one value. */
export function valuesAt(value: Plain | undefined, [key, ...rest]: readonly string[]): readonly Plain[] {
    if (value === undefined || value === null || value === "") return [];
    if (key === undefined || value === UNKNOWN) return [value];
    if (key === "*") return isList(value) ? value.flatMap((element) => valuesAt(element, rest)) : [value];
    if (isList(value)) return valuesAt(value[Number(key)], rest);
    return isObject(value) ? valuesAt(value[key], rest) : [value];
}

/** Checks a door: it leads to a backend if its groups let the internet in and something listens. */
export function checkDoor(door: Door): Finding[] {
    const { guard, unguarded, listeners } = door;
    if (listeners?.length === 0) return widened(door, "nothing in this stack listens there");
    const served = (listeners ?? []).map(({ text }) => `, and ${text} serves it`)[0] ?? "";
    if (guard === undefined) return opened(door, `${unguarded ?? "no security group limits who may connect"}${served}`);
    const openings = guard.openings
        .filter(({ opening }) => serves(opening, listeners))
        .map((each) => ({ ...each, decision: decisionOn(each.opening, listeners) }));
    const worst = openings.find(({ opening, decision }) => opening.reach === "internet" && decision === undefined);
    if (worst) return opened(door, `security group "${worst.group.name}" ${openingText(worst.opening)}${served}`);
    const doubtful = openings.find(({ opening }) => opening.reach === "internet" || opening.reach === "unknown");
    if (doubtful)
        return doubted(
            door,
            `${subject(doubtful.opening.resource)} ${openingText(doubtful.opening)}`,
            doubtful.decision,
        );
    if (guard.hidden === "unknown" || (guard.isDefault && door.address.isUnexplained))
        return doubted(door, "no security group is shown that admits only private addresses");
    if (guard.hidden === "outside") return widened(door, "not all of its security groups are in this stack");
    const [other] = guard.openings;
    return widened(
        door,
        other
            ? `security group "${other.group.name}" ${openingText(other.opening)}`
            : guard.isDefault
              ? "it has only the VPC's default security group, which admits nobody from outside"
              : "its security groups admit only private or trusted addresses",
    );
}

const expected = "the API gateway as the only public entry point";

function opened({ resource, address }: Door, reason: string): Finding[] {
    const { because, change, decidedBy } = address;
    return [
        decidedBy === undefined
            ? finding(resource, { actual: `${because}; ${reason}`, expected, change })
            : undecidedFinding(resource, { actual: `${because}, and ${reason}`, decidedBy, change }),
    ];
}

// One finding for each resource whose value decides: `pulumi up` asks again before it creates any of them.
function doubted({ resource, address }: Door, reason: string, decision?: Decision): Finding[] {
    const own = address.decidedBy === undefined ? [] : [{ resource, decidedBy: address.decidedBy }];
    const other = decision ?? { resource, decidedBy: "the rules of its security groups" };
    const causes = own.length > 0 && other.resource === resource ? own : [...own, other];
    return causes.map((cause) =>
        undecidedFinding(
            resource,
            {
                actual: `${address.because}, and ${reason}`,
                decidedBy: cause.decidedBy,
                change: address.change,
            },
            cause.resource,
        ),
    );
}

const widened = (door: Door, reason: string): Finding[] =>
    door.address.isMixed ? [] : ofTier("network", opened(door, reason));

/** Findings for groups that no door names, one for each group: they widen the network. */
export function checkGroup(group: Resource | undefined, openings: readonly Opening[]): Finding[] {
    const worst = [...openings].sort((left, right) => reaches.indexOf(left.reach) - reaches.indexOf(right.reach))[0];
    if (worst === undefined) return [];
    const { resource, reach, decidedBy, groupDecidedBy } = worst;
    const isNamed = group !== undefined && group !== resource && groupDecidedBy === undefined;
    const place = isNamed ? `, for security group "${group.name}"` : "";
    const change = "admit the network's own block, a source security group, or a block in the policy's trustedCidrs";
    if (reach === "unknown" || reach === "unseen" || decidedBy !== undefined)
        return ofTier(reach === "unseen" ? "strict" : "network", [
            undecidedFinding(resource, {
                actual: `it ${openingText(worst)}${place}`,
                decidedBy:
                    decidedBy ??
                    (reach === "unseen" ? "the entries of the prefix list" : "the addresses that it admits"),
                change,
            }),
        ]);
    return ofTier("network", [
        finding(resource, {
            actual: `it ${openingText(worst)}${place}, which is not a private address block`,
            expected: "addresses that are private, or in the policy's trustedCidrs",
            change,
        }),
    ]);
}
