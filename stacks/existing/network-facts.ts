import * as aws from "@pulumi/aws";
import type { AdoptedNetworkSettings } from "../settings/network/adopted-network";

/** An existing VPC as AWS describes it. */
export interface VpcFacts {
    readonly cidrBlocks: readonly string[];
    readonly enableDnsHostnames: boolean;
    readonly enableDnsSupport: boolean;
}

/** An existing subnet as AWS describes it. */
export interface SubnetFacts {
    readonly id: string;
    readonly vpcId: string;
    /** Name of its zone. */
    readonly zone: string;
    /** Id of its zone, such as `euc1-az2`. */
    readonly zoneId: string;
    readonly freeAddresses: number;
    readonly mapPublicIpOnLaunch: boolean;
    /** Id of its route table, which is the main one of the VPC where it has no other. */
    readonly routeTableId: string;
    /** Internet gateways that its routes lead to; with one of them a subnet is public. */
    readonly internetGatewayIds: readonly string[];
    /** Whether a route leads to every address. */
    readonly hasDefaultRoute: boolean;
}

/** An existing VPC and its subnets as AWS describes them. */
export interface NetworkFacts {
    readonly region: string;
    /** Undefined if it does not exist in the region. */
    readonly vpc: VpcFacts | undefined;
    /** The subnets that exist in the region, by id. */
    readonly subnets: ReadonlyMap<string, SubnetFacts>;
}

/** Asks AWS for an existing VPC and its subnets. */
export async function networkFacts(settings: AdoptedNetworkSettings): Promise<NetworkFacts> {
    const { vpcId, privateSubnetIds, isolatedSubnetIds = [] } = settings;
    // By filters, which leave out an id that does not exist; a look-up by id would fail at the first such id.
    const [{ region }, { ids: vpcs }, { ids }] = await Promise.all([
        aws.getRegion(),
        aws.ec2.getVpcs({ filters: [{ name: "vpc-id", values: [vpcId] }] }),
        aws.ec2.getSubnets({ filters: [{ name: "subnet-id", values: [...privateSubnetIds, ...isolatedSubnetIds] }] }),
    ]);
    const [vpc, subnets] = await Promise.all([
        vpcs.includes(vpcId) ? vpcFacts(vpcId) : undefined,
        Promise.all(ids.map(subnetFacts)),
    ]);
    return { region, vpc, subnets: new Map(subnets.map((subnet) => [subnet.id, subnet])) };
}

async function vpcFacts(id: string): Promise<VpcFacts> {
    const { cidrBlockAssociations, enableDnsHostnames, enableDnsSupport } = await aws.ec2.getVpc({ id });
    const cidrBlocks = cidrBlockAssociations
        .filter(({ state }) => state === "associated")
        .map(({ cidrBlock }) => cidrBlock);
    return { cidrBlocks, enableDnsHostnames, enableDnsSupport };
}

async function subnetFacts(id: string): Promise<SubnetFacts> {
    const subnet = await aws.ec2.getSubnet({ id });
    const routeTableId = await routeTableOf(id, subnet.vpcId);
    const { routes } = await aws.ec2.getRouteTable({ routeTableId });
    return {
        id,
        vpcId: subnet.vpcId,
        zone: subnet.availabilityZone,
        zoneId: subnet.availabilityZoneId,
        freeAddresses: subnet.availableIpAddressCount,
        mapPublicIpOnLaunch: subnet.mapPublicIpOnLaunch,
        routeTableId,
        // docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html, "Subnet types"
        internetGatewayIds: routes.map(({ gatewayId }) => gatewayId).filter((gateway) => gateway.startsWith("igw-")),
        hasDefaultRoute: routes.some(({ cidrBlock }) => cidrBlock === "0.0.0.0/0"),
    };
}

// A subnet without an explicit table uses the main one of its VPC, and AWS shows no association then
// (hashicorp/terraform-provider-aws#12099).
async function routeTableOf(subnetId: string, vpcId: string): Promise<string> {
    const filters = [{ name: "association.subnet-id", values: [subnetId] }];
    const { ids } = await aws.ec2.getRouteTables({ filters });
    return ids[0] ?? (await aws.ec2.getVpc({ id: vpcId })).mainRouteTableId;
}
