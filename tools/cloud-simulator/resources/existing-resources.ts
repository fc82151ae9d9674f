import { newestKubernetesVersion } from "../../../stacks/settings/kubernetes-versions";
import { zonesOf } from "../../../stacks/settings/zones";
import type { PropertyMap } from "../state/property-values";
import type { LiveResource } from "../state/resource-store";
import type { SimulatedCloud } from "../state/simulated-cloud";
import { generated } from "./template";

/** Resources that exist in an account before a stack is created, and that it uses. */
export interface ExistingCloud {
    readonly vpc?: {
        readonly id: string;
        /** Subnets with a route to a NAT gateway, each in another zone. */
        readonly privateSubnetIds: readonly string[];
        /** Subnets without a route out of the VPC, each in another zone. */
        readonly isolatedSubnetIds: readonly string[];
    };
    readonly eksCluster?: { readonly name: string; readonly isAutoMode: boolean };
    readonly ecsClusterName?: string;
    /** Whether another program has set the role by which API Gateway writes logs, of all REST APIs of the account and region. */
    readonly hasLogRole?: boolean;
}

const origin = "urn:pulumi:existing::existing::";

/** Blocks of the VPC, of which EKS often adds the second one for pods. */
const blocks = ["10.64.0.0/16", "100.64.0.0/16"];

/**
 * Makes resources exist in a cloud in the best state that a stack can find them in: private subnets with NAT gateways, a cluster
 * in the VPC with its add-ons, and no tags.
 * @returns the resources.
 */
export function seedExisting(
    { vpc, eksCluster, ecsClusterName, hasLogRole = false }: ExistingCloud,
    cloud: SimulatedCloud,
): LiveResource[] {
    const resources = [
        ...(vpc ? network(vpc, cloud) : []),
        ...(eksCluster ? cluster(eksCluster, vpc, cloud) : []),
        ...(ecsClusterName === undefined ? [] : [ecsCluster(ecsClusterName, cloud)]),
        ...(hasLogRole ? [logAccount(cloud)] : []),
    ];
    for (const resource of resources) cloud.seed(resource);
    return resources;
}

function network(vpc: NonNullable<ExistingCloud["vpc"]>, cloud: SimulatedCloud): LiveResource[] {
    const mainRouteTableId = idOf("rtb", vpc.id);
    const outputs = {
        arn: `arn:aws:ec2:${cloud.region}:${cloud.accountId}:vpc/${vpc.id}`,
        ...{ cidrBlock: blocks[0] ?? "", enableDnsHostnames: true, enableDnsSupport: true, mainRouteTableId },
        cidrBlockAssociations: blocks.map((cidrBlock) => ({
            associationId: idOf("vpc-cidr-assoc", cidrBlock),
            cidrBlock,
            state: "associated",
        })),
    };
    const route = { cidrBlock: "0.0.0.0/0", natGatewayId: idOf("nat", vpc.id) };
    return [
        existing("aws:ec2/vpc:Vpc", vpc.id, outputs),
        existing("aws:ec2/routeTable:RouteTable", mainRouteTableId, { vpcId: vpc.id, routes: [] }),
        ...vpc.privateSubnetIds.flatMap((id, index) => subnet(id, index, vpc.id, [route], cloud)),
        ...vpc.isolatedSubnetIds.flatMap((id, index) =>
            // After the private ones in the block.
            subnet(id, index, vpc.id, [], cloud, vpc.privateSubnetIds.length),
        ),
    ];
}

function subnet(
    id: string,
    index: number,
    vpcId: string,
    routes: PropertyMap[],
    cloud: SimulatedCloud,
    offset = 0,
): LiveResource[] {
    const zones = (zonesOf(cloud.region) ?? generic(cloud.region)).filter(
        ({ cluster, isListed }) => cluster && isListed,
    );
    const zone = zones[index % zones.length];
    const routeTableId = idOf("rtb", id);
    const outputs = {
        ...{ vpcId, cidrBlock: `10.64.${(offset + index) * 16}.0/20`, availableIpAddressCount: 4000 },
        ...{ availabilityZone: zone?.name ?? "", availabilityZoneId: zone?.id ?? "" },
        ...{ mapPublicIpOnLaunch: false, assignIpv6AddressOnCreation: false, tags: {} },
    };
    return [
        existing("aws:ec2/subnet:Subnet", id, outputs),
        existing("aws:ec2/routeTable:RouteTable", routeTableId, { vpcId, routes }),
        existing("aws:ec2/routeTableAssociation:RouteTableAssociation", idOf("rtbassoc", id), {
            subnetId: id,
            routeTableId,
        }),
    ];
}

function cluster(
    { name, isAutoMode }: NonNullable<ExistingCloud["eksCluster"]>,
    vpc: ExistingCloud["vpc"],
    { region, accountId }: SimulatedCloud,
): LiveResource[] {
    const outputs = {
        name,
        arn: `arn:aws:eks:${region}:${accountId}:cluster/${name}`,
        accessConfig: { authenticationMode: "API_AND_CONFIG_MAP" },
        certificateAuthority: { data: "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg==" },
        computeConfig: { enabled: isAutoMode },
        endpoint: `https://${generated(name, "hex", 32).toUpperCase()}.gr7.${region}.eks.amazonaws.com`,
        kubernetesNetworkConfig: { ipFamily: "ipv4", serviceIpv4Cidr: "172.20.0.0/16" },
        status: "ACTIVE",
        version: newestKubernetesVersion,
        vpcConfig: {
            clusterSecurityGroupId: idOf("sg", name),
            ...{ endpointPrivateAccess: true, endpointPublicAccess: true, publicAccessCidrs: ["0.0.0.0/0"] },
            ...{ securityGroupIds: [], subnetIds: [...(vpc?.privateSubnetIds ?? [])], vpcId: vpc?.id ?? "" },
        },
    };
    const addOns: Readonly<Record<string, object>> = {
        "metrics-server": {},
        ...(!isAutoMode && { "eks-pod-identity-agent": {}, "vpc-cni": { enableNetworkPolicy: "true" } }),
    };
    return [
        existing("aws:eks/cluster:Cluster", name, outputs),
        ...Object.entries(addOns).map(([addonName, configuration]) =>
            existing("aws:eks/addon:Addon", `${name}:${addonName}`, {
                ...{ clusterName: name, addonName, addonVersion: "v1.0.0-eksbuild.1" },
                configurationValues: JSON.stringify(configuration),
            }),
        ),
    ];
}

function ecsCluster(name: string, { region, accountId }: SimulatedCloud): LiveResource {
    const arn = `arn:aws:ecs:${region}:${accountId}:cluster/${name}`;
    return existing("aws:ecs/cluster:Cluster", arn, { name, arn, status: "ACTIVE", settings: [] });
}

function logAccount({ accountId }: SimulatedCloud): LiveResource {
    const cloudwatchRoleArn = `arn:aws:iam::${accountId}:role/api-gateway-logs`;
    return existing("aws:apigateway/account:Account", "api-gateway-account", { cloudwatchRoleArn });
}

/** Whether a resource existed before any stack. */
export function isExisting({ urn }: Pick<LiveResource, "urn">): boolean {
    return urn.startsWith(origin);
}

// Of another program, so its URN belongs to no stack.
function existing(type: string, id: string, properties: PropertyMap): LiveResource {
    return { urn: `${origin}${type}::${id}`, type, id, inputs: properties, outputs: properties };
}

function idOf(prefix: string, seed: string): string {
    return `${prefix}-${generated(`existing ${prefix} ${seed}`, "hex", 17)}`;
}

function generic(region: string) {
    return ["a", "b", "c"].map((letter, index) => ({
        ...{ name: `${region}${letter}`, id: `${region}-az${index + 1}`, cluster: true, isListed: true },
    }));
}
