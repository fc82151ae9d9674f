import type { PropertyValue } from "../state/property-values";
import type { Construction } from "./component";
import type { Registered } from "./registrar";
import type { Subnet } from "./subnet-layout";

/** A subnet with its route table. */
export interface Zone {
    readonly subnet: Subnet;
    readonly created: Registered;
    readonly routeTable: Registered;
}

/** Registers a subnet and its route table. */
export async function createSubnet(
    { registrar }: Construction,
    vpc: Registered,
    subnet: Subnet,
    shared: Record<string, string>,
): Promise<Zone> {
    const { resourceName, availabilityZone, cidrBlock, type } = subnet;
    const labels = { ...shared, Name: resourceName, SubnetType: type };
    const created = await registrar.resource(
        "aws:ec2/subnet:Subnet",
        resourceName,
        {
            vpcId: vpc.id,
            availabilityZone,
            cidrBlock,
            mapPublicIpOnLaunch: type.toLowerCase() === "public",
            assignIpv6AddressOnCreation: false,
            tags: { ...shared, ...subnet.tags, Name: resourceName, SubnetType: type },
        },
        { parent: vpc, dependsOn: [vpc] },
    );
    const routeTable = await registrar.resource(
        "aws:ec2/routeTable:RouteTable",
        resourceName,
        { vpcId: vpc.id, tags: labels },
        { parent: created, dependsOn: [created] },
    );
    return { subnet, created, routeTable };
}

/** Registers that a subnet uses its route table. */
export function associate({ registrar }: Construction, { subnet, created, routeTable }: Zone): Promise<Registered> {
    return registrar.resource(
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        subnet.resourceName,
        { routeTableId: routeTable.id, subnetId: created.id },
        { parent: routeTable, dependsOn: [routeTable] },
    );
}

/** Where a subnet sends what is for the internet; undefined for one that has no way there. */
export function routeTarget(
    { subnet }: Zone,
    zoneNames: readonly string[],
    internetGateway: Registered,
    natGateways: readonly Registered[],
): Record<string, PropertyValue> | undefined {
    if (subnet.type.toLowerCase() === "public") return { gatewayId: internetGateway.id };
    const natGateway = natGateways[zoneNames.indexOf(subnet.availabilityZone)] ?? natGateways[0];
    return subnet.type.toLowerCase() === "private" && natGateway ? { natGatewayId: natGateway.id } : undefined;
}

/** Registers the way to the internet. */
export function createRoute(
    { registrar }: Construction,
    { subnet, routeTable }: Zone,
    target: Record<string, PropertyValue>,
): Promise<Registered> {
    return registrar.resource(
        "aws:ec2/route:Route",
        subnet.resourceName,
        { routeTableId: routeTable.id, destinationCidrBlock: "0.0.0.0/0", ...target },
        { parent: routeTable, dependsOn: [routeTable] },
    );
}
