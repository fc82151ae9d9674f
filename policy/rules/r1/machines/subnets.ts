import { type Finding, finding, ofTier, undecidedFinding } from "../../../reading/finding";
import { namesSomething, type Placement, type Unreadable } from "../../../reading/launch-source";
import { allResolve, referencesOf, resolveReference } from "../../../reading/references";
import { type Plain, type Resource, type Stack, UNKNOWN } from "../../../reading/resource";
import { descendantsOf } from "../../../reading/stack-index";
import {
    isList,
    isObject,
    knownValue,
    type Path,
    pathText,
    read,
    readBoolean,
    readList,
    readString,
} from "../../../reading/value";
import type { Address } from "../aws/door";

const subnetTypes: ReadonlySet<string> = new Set(["aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet"]);

/**
 * The public address that instances get from their subnet, or may get. Without a subnet, AWS uses a default one, which
 * assigns addresses (docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html).
 */
export function subnetAddress(
    stack: Stack,
    placed: Resource,
    placements: readonly (Placement | Unreadable)[],
): Address | undefined {
    for (const place of placements) {
        if ("state" in place) return unread(place);
        if (place.rejectsAddress) continue;
        const reading = read(placed.props, ...place.at);
        // If the object around the subnets is unknown, it may name none.
        if (reading.state === "unknown" && reading.path.length < place.at.length) return unread(reading);
        const isNamed = reading.state === "unknown" || namesSomething(knownValue(reading));
        if (!isNamed && !place.isPlaced && placed.declared) return inDefaultSubnet(place.at);
        const address = isNamed ? addressAt(stack, placed, place.at) : undefined;
        if (address) return address;
    }
    return undefined;
}

const unread = (reading: Unreadable): Address => {
    const at = pathText(reading.path);
    return {
        because: `${at} ${reading.state === "unknown" ? "is not known at preview" : "cannot be read"}, so its instances may be in public subnets`,
        change: `name private subnets at ${at}`,
        ...(reading.state === "unknown" && { decidedBy: `the value of ${at}`, isUnexplained: true }),
    };
};

const inDefaultSubnet = (at: Path): Address => ({
    because: `${pathText(at)} is absent or empty, so its instances may be in a default subnet, which assigns public addresses`,
    change: `name a private subnet at ${pathText(at)}, or set associatePublicIpAddress to false there or in its launch template in this stack`,
});

/** Reports a subnet of the stack, referenced at a path, that assigns public addresses or may do so. */
export function inPublicSubnet(stack: Stack, placed: Resource, at: Path): Finding[] {
    const address = addressAt(stack, placed, at);
    if (address === undefined || address.isUnexplained || address.isMixed) return [];
    const { because: actual, change, decidedBy } = address;
    return ofTier("network", [
        decidedBy === undefined
            ? finding(placed, { actual, expected: "instances in private subnets", change })
            : undecidedFinding(placed, { actual, decidedBy, change }),
    ]);
}

function addressAt(stack: Stack, placed: Resource, at: Path): Address | undefined {
    const property = String(at[0]);
    const reading = read(placed.props, ...at);
    const ids: readonly Plain[] = reading.state === "unknown" ? [UNKNOWN] : idsIn(knownValue(reading));
    const { resources, isAmbiguous, isUnknown } = referencesOf(stack, placed, property, ids, subnetTypes);
    const given = resources.map((subnet) => givenBy(stack, subnet));
    const index = given.findIndex((each) => each?.decidedBy === undefined && each !== undefined);
    const isMixed = isAmbiguous && given.includes(undefined) && areOfOneParent(stack, resources);
    if (isMixed && index >= 0)
        return {
            because: `${property} is not known at preview, and comes from both public and private subnets`,
            decidedBy: `the value of ${property}`,
            change: `to decide it at preview, name the subnets themselves at ${property}`,
            isMixed: true,
        };
    const found = given[index] ?? given.find((each) => each !== undefined);
    const subnet = resources[given.indexOf(found)];
    if (found && subnet)
        return {
            ...found,
            because: `${property} contains the subnet "${subnet.name}", ${found.because}`,
            change: `remove "${subnet.name}" from ${property}`,
        };
    return isUnknown && isUnexplained(stack, placed, property) ? unread({ state: "unknown", path: at }) : undefined;
}

// A component shows no subnets while its arguments are unknown.
function isUnexplained(stack: Stack, placed: Resource, property: string): boolean {
    const urns = placed.propertyDependencies[property] ?? [];
    const sources = urns.flatMap((urn) => stack.byUrn.get(urn) ?? []);
    return sources.every((source) => source.isComponent && descendantsOf(stack, source).length === 0);
}

// Every output of `awsx.ec2.Vpc` depends on all of its subnets, the public and the private ones; they are the children of
// its network. The children of the stack itself have nothing in common.
function areOfOneParent(stack: Stack, subnets: readonly Resource[]): boolean {
    const parent = stack.byUrn.get(subnets[0]?.parent ?? "");
    return (
        parent !== undefined &&
        parent.type !== "pulumi:pulumi:Stack" &&
        subnets.every((subnet) => subnet.parent === parent.urn)
    );
}

// The address that a subnet assigns to its instances; undefined for a private subnet.
function givenBy(stack: Stack, subnet: Resource): Address | undefined {
    for (const key of ["mapPublicIpOnLaunch", "assignIpv6AddressOnCreation"]) {
        const given = readBoolean(subnet.props, key);
        if (given.state === "absent" ? !isPublicByDefault(subnet, key) : given.state === "known" && !given.value)
            continue;
        if (key === "assignIpv6AddressOnCreation" && isEgressOnly(stack, subnet)) continue;
        const because = `whose ${key} assigns public addresses to its instances`;
        return { because, change: "", ...(given.state === "unknown" && { decidedBy: `${key} of "${subnet.name}"` }) };
    }
    return undefined;
}

// @pulumi/aws, ec2/defaultSubnet.d.ts: there `mapPublicIpOnLaunch` defaults to true.
const isPublicByDefault = (subnet: Resource, key: string): boolean =>
    subnet.type === "aws:ec2/defaultSubnet:DefaultSubnet" && key === "mapPublicIpOnLaunch";

// Spot fleets list several ids in one string, separated by commas.
function idsIn(value: Plain | undefined): readonly Plain[] {
    if (isList(value)) return value.flatMap(idsIn);
    if (value === UNKNOWN) return [UNKNOWN];
    return typeof value === "string" ? value.split(/\s*,\s*/) : [];
}

const tableTypes: ReadonlySet<string> = new Set(["aws:ec2/routeTable:RouteTable"]);
const routeTypes: ReadonlySet<string> = new Set(["aws:ec2/route:Route"]);
const associationTypes: ReadonlySet<string> = new Set(["aws:ec2/routeTableAssociation:RouteTableAssociation"]);
const egressTypes: ReadonlySet<string> = new Set(["aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway"]);

/**
 * Whether the IPv6 addresses of a subnet cannot be reached from the internet: its route table in this stack routes
 * traffic out through an egress-only gateway of this stack, and never through a gateway that may admit traffic
 * (docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html). EKS clusters with IPv6 need such
 * subnets.
 */
function isEgressOnly(stack: Stack, subnet: Resource): boolean {
    const ofSubnet = new Set([subnet.type]);
    const associations = stack
        .ofType(associationTypes)
        .filter((each) => resolveReference(stack, each, "subnetId", ofSubnet).every(({ urn }) => urn === subnet.urn))
        .filter((each) => resolveReference(stack, each, "subnetId", ofSubnet).length > 0);
    const tables = associations.flatMap((each) => resolveReference(stack, each, "routeTableId", tableTypes));
    const [table] = tables;
    if (table === undefined || tables.length > 1 || isHidden(table, "routes")) return false;
    const routes = stack.ofType(routeTypes).filter((route) => {
        const referenced = resolveReference(stack, route, "routeTableId", tableTypes);
        // A route of an unknown table may belong to this one.
        const isKnown = readString(route.props, "routeTableId").state === "known";
        return referenced.length === 0 ? !isKnown : referenced.some(({ urn }) => urn === table.urn);
    });
    const inline = readList(table.props, "routes");
    const listed = inline.state === "known" ? inline.value : [];
    const all = [...listed, ...routes.map(({ props }) => props)];
    const isClosed = all.every((route) => isObject(route) && isInward(route)) && !routes.some((each) => isHidden(each));
    return (
        isClosed &&
        (routesToGateway(stack, table, "routes", listed) ||
            routes.some((route) => routesToGateway(stack, route, "egressOnlyGatewayId", [route.props])))
    );
}

// `gatewayId` may be an internet gateway or a virtual private gateway, which is only known after creation.
const isInward = (route: Plain): boolean => {
    const gateway = read(route, "gatewayId");
    return gateway.state === "absent" || (gateway.state === "known" && ["", "local"].includes(String(gateway.value)));
};

// With ignored changes, the actual route may differ from the program's; an unknown list may contain any route.
const isHidden = ({ props, ignoreChanges }: Resource, key?: string): boolean =>
    ignoreChanges.length > 0 || (key !== undefined && !["absent", "known"].includes(readList(props, key).state));

function routesToGateway(stack: Stack, from: Resource, property: string, routes: readonly Plain[]): boolean {
    const gateways = routes
        .flatMap((route): Plain[] => (isObject(route) ? [route.egressOnlyGatewayId ?? ""] : []))
        .filter((gateway) => gateway !== "");
    return gateways.length > 0 && allResolve(stack, from, property, gateways, egressTypes);
}
