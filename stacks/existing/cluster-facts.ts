import * as aws from "@pulumi/aws";

/** An existing EKS cluster as AWS describes it. */
export interface ClusterFacts {
    readonly status: string;
    readonly version: string;
    readonly vpcId: string;
    readonly endpoint: string;
    /** Id of the security group that EKS created for it. */
    readonly securityGroupId: string;
    /** Certificate of its authority in Base64. */
    readonly certificateAuthority: string;
    readonly isAutoMode: boolean;
    /** `ipv4` or `ipv6`. */
    readonly ipFamily: string;
    readonly hasPublicEndpoint: boolean;
    /** Configuration of each EKS add-on of those that pods of APIs use; one that is not installed as an add-on is missing. */
    readonly addOns: ReadonlyMap<string, string>;
}

/** The EKS clusters of a region, and one of them. */
export interface ClusterSearch {
    readonly region: string;
    readonly names: readonly string[];
    /** Undefined if it does not exist in the region. */
    readonly cluster: ClusterFacts | undefined;
}

/** Add-ons that pods of APIs use. */
export const usedAddOns = ["metrics-server", "eks-pod-identity-agent", "vpc-cni"] as const;

/** Asks AWS for an existing EKS cluster. */
export async function clusterFacts(name: string): Promise<ClusterSearch> {
    const [{ region }, { names }] = await Promise.all([aws.getRegion(), aws.eks.getClusters()]);
    if (!names.includes(name)) return { region, names, cluster: undefined };
    const [cluster, addOns] = await Promise.all([
        aws.eks.getCluster({ name }),
        Promise.all(usedAddOns.map(async (addOn) => [addOn, await configurationOf(addOn, name)] as const)),
    ]);
    const { status, version, endpoint, vpcConfig } = cluster;
    const [authority] = cluster.certificateAuthorities;
    const [compute] = cluster.computeConfigs;
    const [network] = cluster.kubernetesNetworkConfigs;
    return {
        region,
        names,
        cluster: {
            ...{ status, version, endpoint },
            vpcId: vpcConfig.vpcId,
            securityGroupId: vpcConfig.clusterSecurityGroupId,
            certificateAuthority: authority?.data ?? "",
            isAutoMode: compute?.enabled ?? false,
            ipFamily: network?.ipFamily ?? "ipv4",
            hasPublicEndpoint: vpcConfig.endpointPublicAccess,
            addOns: new Map(addOns.flatMap(([addOn, own]) => (own === undefined ? [] : [[addOn, own]]))),
        },
    };
}

// The provider has no function that lists the add-ons of a cluster, and that for one fails where it is not installed
// (hashicorp/terraform-provider-aws, internal/service/eks/addon_data_source.go).
async function configurationOf(addonName: string, clusterName: string): Promise<string | undefined> {
    try {
        return (await aws.eks.getAddon({ addonName, clusterName })).configurationValues;
    } catch (error) {
        if (error instanceof Error && /couldn't find resource|ResourceNotFoundException/.test(error.message))
            return undefined;
        throw error;
    }
}
