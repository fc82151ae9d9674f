import { allResolve, resolveReference } from "../../../reading/references";
import type { Plain, Resource, Stack } from "../../../reading/resource";
import { isObject, read, readList, readString } from "../../../reading/value";

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
export function isEgressOnly(stack: Stack, subnet: Resource): boolean {
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
