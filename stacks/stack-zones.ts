import * as aws from "@pulumi/aws";
import { type ClusterSubnet, chooseZones, keepClusterSubnets } from "./settings/network/choose-zones";
import type { SubnetSettings } from "./settings/network/subnets";

/** Names of the zones of a stack. */
export interface StackZones {
    /** Zones of the network. */
    readonly network: readonly string[];
    /**
     * Those of the cluster: the ones in which it was created, or all of the network if there is no cluster yet; none of them in an
     * existing VPC.
     */
    readonly cluster: readonly string[];
    /** Ids of the account's zones, by name. Default: the stack creates no network. */
    readonly ids?: Readonly<Record<string, string>> | undefined;
}

/**
 * Asks AWS for the account's zones and for those of the cluster, if it exists already.
 * @param clusterName name of the cluster at AWS; undefined for a stack without one.
 * @throws {SettingsError} if the account does not have the zones, or the cluster would lose one.
 */
export async function stackZones(clusterName: string | undefined, settings: SubnetSettings): Promise<StackZones> {
    const [listed, existing] = await Promise.all([
        accountZones(),
        clusterName === undefined ? [] : clusterSubnets(clusterName),
    ]);
    const subnets = privateSubnets(existing);
    const network = chooseZones(settings.availabilityZones, listed);
    keepClusterSubnets(settings, network, subnets);
    const own = subnets.map(({ zone }) => zone);
    return {
        network,
        cluster: own.length > 0 ? network.filter((name) => own.includes(name)) : network,
        ids: Object.fromEntries(listed.map(({ name, id }) => [name, id])),
    };
}

/** Asks AWS for the zones of a cluster in which it was created; none if it does not exist yet. */
export async function clusterZones(clusterName: string): Promise<string[]> {
    const subnets = await clusterSubnets(clusterName);
    return [...new Set(subnets.map(({ availabilityZone }) => availabilityZone))];
}

// Local and Wavelength Zones are opted in to. The state of a zone is no criterion: a stack stays in one that is impaired.
async function accountZones() {
    const { names, zoneIds } = await aws.getAvailabilityZones({
        filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
    });
    return names.map((name, index) => ({ name, id: zoneIds[index] ?? "" }));
}

async function clusterSubnets(clusterName: string): Promise<aws.ec2.GetSubnetResult[]> {
    const { names } = await aws.eks.getClusters();
    if (!names.includes(clusterName)) return [];
    const { vpcConfig } = await aws.eks.getCluster({ name: clusterName });
    return Promise.all(vpcConfig.subnetIds.map((id) => aws.ec2.getSubnet({ id })));
}

function privateSubnets(subnets: readonly aws.ec2.GetSubnetResult[]): ClusterSubnet[] {
    return subnets.flatMap(({ availabilityZone: zone, cidrBlock, tags }) => {
        // awsx numbers the subnets of a kind.
        const number = /-private-(\d+)$/.exec(tags.Name ?? "")?.[1];
        return number === undefined ? [] : [{ position: Number(number) - 1, zone, cidrBlock }];
    });
}
