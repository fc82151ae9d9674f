import { type Declared, type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };
type More = Partial<Declared>;

const ec2 = (type: string, name: string, props: Props, more: More = {}): Declared => ({
    type: `aws:ec2/${type}`,
    name,
    props,
    ...more,
});

const gateway = ec2("egressOnlyInternetGateway:EgressOnlyInternetGateway", "way-out", { vpcId: unknown });
const internet = ec2("internetGateway:InternetGateway", "internet", { vpcId: unknown });
const subnet = ec2("subnet:Subnet", "six", { assignIpv6AddressOnCreation: true });
const out: Json = { ipv6CidrBlock: "::/0", egressOnlyGatewayId: unknown };
const table = (routes: Json, from: readonly string[] = ["way-out"], more: More = {}): Declared =>
    ec2("routeTable:RouteTable", "table", { routes }, { from: { routes: from }, ...more });
const route = (props: Props, from: NonNullable<Declared["from"]> = {}, more: More = {}): Declared =>
    ec2(
        "route:Route",
        "route",
        { routeTableId: unknown, ...props },
        { from: { routeTableId: ["table"], ...from }, ...more },
    );
const routeOut = route(
    { destinationIpv6CidrBlock: "::/0", egressOnlyGatewayId: unknown },
    { egressOnlyGatewayId: ["way-out"] },
);
const joined = (name = "joined", to = "table"): Declared =>
    ec2(
        "routeTableAssociation:RouteTableAssociation",
        name,
        { subnetId: unknown, routeTableId: unknown },
        { from: { subnetId: ["six"], routeTableId: [to] } },
    );
const nodes = ec2("instance:Instance", "nodes", { subnetId: unknown }, { from: { subnetId: ["six"] } });
const known = (resource: Declared): Declared => ({ ...resource, outputs: { id: `id-${resource.name}` } });

const past = (reason: string, ...resources: Declared[]): ViolationCase => ({
    reason: `IPv6: ${reason}`,
    policy: "r1-private-paths",
    resources: [subnet, ...resources, nodes],
});
const holds = (reason: string, ...resources: Declared[]): CleanCase => ({ reason: `IPv6: ${reason}`, resources });

/** Subnets whose IPv6 addresses are, or may be, reachable from the internet. */
export const violations: readonly ViolationCase[] = [
    past("no route table", gateway, table([out])),
    past("a table without a route to the internet", gateway, table([]), joined()),
    past(
        "a table with both gateways",
        gateway,
        internet,
        table([out, { cidrBlock: "0.0.0.0/0", gatewayId: unknown }]),
        joined(),
    ),
    past(
        "a table with a gateway by its id",
        gateway,
        table([out, { cidrBlock: "0.0.0.0/0", gatewayId: "igw-1" }]),
        joined(),
    ),
    past("a table whose routes are unknown", gateway, table(unknown), joined()),
    past("a table with one unknown route", gateway, table([out, unknown]), joined()),
    past(
        "a table whose routes may change",
        gateway,
        table([out], ["way-out"], { ignoreChanges: ["routes"] }),
        joined(),
    ),
    past("a gateway that is not in the stack", table([{ ...out, egressOnlyGatewayId: "eigw-1" }], []), joined()),
    past("a gateway that no route uses", gateway, table([out], []), joined()),
    past(
        "an additional separate route to the internet",
        gateway,
        internet,
        table([out]),
        route({ destinationIpv6CidrBlock: "2000::/3", gatewayId: unknown }, { gatewayId: ["internet"] }),
        joined(),
    ),
    past(
        "a route to the internet of an unknown table",
        gateway,
        internet,
        table([out]),
        route({ destinationIpv6CidrBlock: "2000::/3", gatewayId: unknown }, { routeTableId: [] }),
        joined(),
    ),
    past(
        "a route that may change",
        gateway,
        table([out]),
        route({ transitGatewayId: "t" }, {}, { ignoreChanges: ["*"] }),
        joined(),
    ),
    past(
        "two tables",
        gateway,
        table([out]),
        ec2("routeTable:RouteTable", "second", { routes: [] }),
        joined(),
        joined("other", "second"),
    ),
    past("a table of another subnet", gateway, table([out]), {
        ...joined(),
        props: { subnetId: "subnet-2", routeTableId: unknown },
        from: { routeTableId: ["table"] },
    }),
    past(
        "public IPv4 addresses behind an egress-only gateway",
        { ...subnet, name: "six-and-four", props: { mapPublicIpOnLaunch: true } },
        gateway,
        table([out]),
    ),
];

/** Subnets whose IPv6 addresses are for outbound traffic only, as EKS requires. */
export const clean: readonly CleanCase[] = [
    holds(
        "a table with a route to the internet, and a gateway for IPv4",
        subnet,
        gateway,
        table([
            out,
            { cidrBlock: "0.0.0.0/0", natGatewayId: unknown },
            { cidrBlock: "10.0.0.0/16", gatewayId: "local" },
        ]),
        joined(),
        nodes,
    ),
    holds("a table with a separate route", subnet, gateway, table(null, []), routeOut, joined(), nodes),
    holds(
        "a table in addition to that of public subnets",
        subnet,
        gateway,
        internet,
        table([out]),
        ec2("routeTable:RouteTable", "public", {}),
        route({ gatewayId: unknown }, { routeTableId: ["public"], gatewayId: ["internet"] }),
        route({ routeTableId: "rtb-elsewhere", gatewayId: "igw-1" }, { routeTableId: [] }, { name: "elsewhere" }),
        joined(),
        nodes,
    ),
    holds(
        "a table after an update",
        known(subnet),
        known(gateway),
        known(table([], [])),
        route({ routeTableId: "id-table", egressOnlyGatewayId: "id-way-out" }, { routeTableId: [] }),
        ec2("routeTableAssociation:RouteTableAssociation", "joined", { subnetId: "id-six", routeTableId: "id-table" }),
        ec2("instance:Instance", "nodes", { subnetId: "id-six" }),
    ),
];
