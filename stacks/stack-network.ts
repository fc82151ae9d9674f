import type * as pulumi from "@pulumi/pulumi";
import type { AwsCredentials } from "../infra/aws-credentials";
import { AdoptedCluster } from "../infra/cluster/adopted-cluster";
import type { StackCluster } from "../infra/cluster/stack-cluster";
import { AdoptedNetwork } from "../infra/network/adopted-network";
import { Network } from "../infra/network/network";
import type { StackNetwork } from "../infra/network/stack-network";
import { createCluster } from "./compute/created-cluster";
import type { ExistingResources } from "./existing/existing-resources";
import { tableName } from "./runnable-apis";
import { needsNetwork, needsSection } from "./settings/compute-kinds";
import type { Settings } from "./settings/schema";
import type { StackZones } from "./stack-zones";

/** Arguments of the network and the cluster of a stack. */
export interface StackNetworkArgs {
    /** Name of the stack at AWS. */
    name: string;
    settings: Settings;
    /** Zones of the network and of the cluster; ignored if no API needs a network. */
    zones: StackZones;
    /** The resources that the settings name and that exist already. Default: none. */
    existing?: Pick<ExistingResources, "network" | "cluster" | "ecsCluster"> | undefined;
    /** Credentials that the stack configures for the AWS provider. Default: the environment's. */
    credentials?: AwsCredentials | undefined;
    /** Seconds that a new pod identity is given to become effective. Default: as long as EKS usually needs. */
    podIdentitySeconds?: number | undefined;
}

/** Creates the network of a stack, or adopts the existing one; undefined for a stack whose APIs need none. */
export function createStackNetwork(
    { name, settings, zones, existing }: StackNetworkArgs,
    parent: pulumi.Resource,
): StackNetwork | undefined {
    const { network, deletionProtection, logRetentionDays } = settings;
    if (network === undefined || !needsNetwork(settings)) return undefined;
    if ("vpcId" in network) return new AdoptedNetwork(found(existing?.network, "VPC"));
    const shared = { deletionProtection, logRetentionDays, tableNamePrefix: tableName(name, "") };
    const { isolatedCidrBlock: _, networkAcls: __, ...own } = network;
    const args = { ...own, availabilityZones: zones.network, ...shared };
    return new Network(name, args, { parent });
}

/** Creates the cluster of a stack, or adopts the existing one; undefined for a stack without APIs on Kubernetes. */
export function createStackCluster(
    { name, settings, zones, existing, credentials, podIdentitySeconds }: StackNetworkArgs,
    network: StackNetwork,
    parent: pulumi.Resource,
): StackCluster | undefined {
    const { apis, cluster } = settings;
    if (cluster === undefined || !needsSection("cluster", apis)) return undefined;
    if ("name" in cluster)
        return new AdoptedCluster(name, { ...found(existing?.cluster, "cluster"), credentials }, { parent });
    const networkZones = existing?.network?.privateSubnets.map(({ zone }) => zone) ?? [];
    const clusterZones = zones.cluster.length > 0 ? zones.cluster : networkZones;
    const shared = { name, settings, credentials, podIdentitySeconds, parent };
    return createCluster({ ...shared, cluster, network, zones: clusterZones });
}

function found<Resource>(resource: Resource | undefined, what: string): Resource {
    if (resource === undefined) throw new Error(`the existing ${what} was not looked up`);
    return resource;
}
