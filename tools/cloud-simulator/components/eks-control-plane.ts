import {
    combine,
    elementsOf,
    isMap,
    type PropertyMap,
    type PropertyValue,
    plain,
    read,
} from "../state/property-values";
import type { Construction } from "./component";
import { createServiceRole } from "./eks-service-role";
import type { Registered } from "./registrar";

/** The cluster and its roles. */
export interface ControlPlane {
    readonly cluster: Registered;
    readonly clusterRole: Registered;
    /** Auto Mode's role for nodes. */
    readonly nodeRole: Registered | undefined;
}

// docs.aws.amazon.com/eks/latest/userguide/automode-get-started-cli.html
const autoModePolicies = [
    "AmazonEKSComputePolicy",
    "AmazonEKSBlockStoragePolicy",
    "AmazonEKSLoadBalancingPolicy",
    "AmazonEKSNetworkingPolicy",
];

/** Registers the roles and the cluster itself. */
export async function createControlPlane(
    construction: Construction,
    isAuto: boolean,
    clusterGroup: Registered | undefined,
): Promise<ControlPlane> {
    const { name, args, self, registrar } = construction;
    const clusterRole = await createServiceRole(construction, `${name}-eksRole`, {
        service: "eks.amazonaws.com",
        description: "Allows EKS to manage clusters on your behalf.",
        policies: ["AmazonEKSClusterPolicy", ...(isAuto ? autoModePolicies : [])],
        actions: ["sts:AssumeRole", "sts:TagSession"],
        tags: args.tags,
    });
    const autoMode = plain(args.autoMode ?? null);
    const makesNodeRole = isAuto && isMap(autoMode) && autoMode.createNodeRole !== false;
    const nodeRole = makesNodeRole
        ? await createServiceRole(construction, `${name}-nodeRole`, {
              service: "ec2.amazonaws.com",
              policies: ["AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly"],
              tags: args.tags,
          })
        : undefined;
    const cluster = await registrar.resource(
        "aws:eks/cluster:Cluster",
        `${name}-eksCluster`,
        {
            name: args.name,
            roleArn: clusterRole.role.output("arn"),
            version: args.version,
            bootstrapSelfManagedAddons: isAuto ? false : (args.bootstrapSelfManagedAddons ?? true),
            vpcConfig: vpcConfigOf(args, clusterGroup),
            enabledClusterLogTypes: args.enabledClusterLogTypes,
            encryptionConfig: encryptionOf(args),
            accessConfig: args.authenticationMode && {
                authenticationMode: args.authenticationMode,
                bootstrapClusterCreatorAdminPermissions: true,
            },
            upgradePolicy: args.upgradePolicy,
            deletionProtection: args.deletionProtection,
            tags: combine([args.clusterTags, args.tags], (own, shared) => ({
                Name: `${name}-eksCluster`,
                ...(isMap(own) ? own : {}),
                ...(isMap(shared) ? shared : {}),
            })),
            ...(isAuto ? autoModeConfig(args, nodeRole?.role) : networkConfig(args)),
        },
        {
            parent: self,
            dependsOn: [clusterRole, nodeRole].flatMap((created) =>
                created ? [created.role, ...created.attachments] : [],
            ),
            ignoreChanges: ["accessConfig.bootstrapClusterCreatorAdminPermissions", "bootstrapSelfManagedAddons"],
        },
    );
    return { cluster, clusterRole: clusterRole.role, nodeRole: nodeRole?.role };
}

function vpcConfigOf(args: PropertyMap, clusterGroup: Registered | undefined): PropertyMap {
    const subnetIds =
        args.subnetIds ??
        combine([args.publicSubnetIds, args.privateSubnetIds], (open, closed) => [
            ...elementsOf(open),
            ...elementsOf(closed),
        ]);
    const properties: Record<string, PropertyValue | undefined> = {
        endpointPrivateAccess: args.endpointPrivateAccess,
        endpointPublicAccess: args.endpointPublicAccess,
        publicAccessCidrs: args.publicAccessCidrs,
        securityGroupIds: clusterGroup && [clusterGroup.id],
        subnetIds,
    };
    return Object.fromEntries(
        Object.entries(properties).filter((entry): entry is [string, PropertyValue] => entry[1] !== undefined),
    );
}

function encryptionOf({ encryptionConfigKeyArn }: PropertyMap): PropertyValue | undefined {
    if (encryptionConfigKeyArn === undefined) return undefined;
    return combine([encryptionConfigKeyArn], (keyArn) => ({ provider: { keyArn }, resources: ["secrets"] }));
}

// The component makes all three wait for the role of the nodes, so they are unknown in a preview.
function autoModeConfig(args: PropertyMap, nodeRole: Registered | undefined): PropertyMap {
    const own = read(args.autoMode, "computeConfig");
    const given = [nodeRole?.output("arn"), own, args.ipFamily, args.kubernetesServiceIpAddressRange];
    return {
        computeConfig: combine(given, (nodeRoleArn, config) => ({
            enabled: true,
            ...(nodeRoleArn ? { nodeRoleArn } : {}),
            nodePools: ["general-purpose", "system"],
            ...(isMap(config ?? null) ? (config as PropertyMap) : {}),
        })),
        storageConfig: combine(given, () => ({ blockStorage: { enabled: true } })),
        kubernetesNetworkConfig: combine(given, (_arn, _config, ipFamily, range) => ({
            ...addressing(ipFamily, range),
            elasticLoadBalancing: { enabled: true },
        })),
    };
}

function networkConfig({ ipFamily, kubernetesServiceIpAddressRange }: PropertyMap): PropertyMap {
    if (ipFamily === undefined && kubernetesServiceIpAddressRange === undefined) return {};
    return { kubernetesNetworkConfig: combine([ipFamily, kubernetesServiceIpAddressRange], addressing) };
}

function addressing(ipFamily: PropertyValue | undefined, range: PropertyValue | undefined): PropertyMap {
    const family = ipFamily ?? "ipv4";
    return { ipFamily: family, ...(range && family === "ipv4" ? { serviceIpv4Cidr: range } : {}) };
}
