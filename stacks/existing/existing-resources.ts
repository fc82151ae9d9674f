import * as aws from "@pulumi/aws";
import type { EcsCluster } from "../../infra/backends/fargate/cluster";
import type { AdoptedClusterArgs } from "../../infra/cluster/adopted-cluster";
import type { AdoptedNetworkArgs } from "../../infra/network/adopted-network";
import type { AdoptedClusterSettings } from "../settings/cluster/adopted-cluster";
import {
    computeKindNames,
    createsCluster,
    createsVpcEndpoint,
    needsNetwork,
    needsSection,
    usesKind,
} from "../settings/compute-kinds";
import type { AdoptedNetworkSettings } from "../settings/network/adopted-network";
import { SettingsError, settingProblem } from "../settings/problems";
import type { Settings } from "../settings/schema";
import { clusterProblems, clusterWarnings } from "./cluster-checks";
import { clusterFacts } from "./cluster-facts";
import { networkProblems, networkWarnings } from "./network-checks";
import { networkFacts } from "./network-facts";

/** The resources that a stack uses and that exist already; those that it creates are undefined. */
export interface ExistingResources {
    readonly network?: AdoptedNetworkArgs | undefined;
    readonly cluster?: Omit<AdoptedClusterArgs, "credentials"> | undefined;
    readonly ecsCluster?: EcsCluster | undefined;
    /** Properties of them that may hinder the stack; one line for each. */
    readonly warnings: readonly string[];
}

/** A resource that was looked up. */
interface Found<Resource> {
    readonly resource?: Resource | undefined;
    readonly problems: readonly string[];
    readonly warnings?: readonly string[];
}

/**
 * Asks AWS for the existing resources that the settings name, and checks them. It only reads.
 * @throws {SettingsError} with every problem of all of them.
 */
export async function existingResources(settings: Settings): Promise<ExistingResources> {
    const { apis, network, cluster, fargate } = settings;
    const nothing: Found<never> = { problems: [] };
    const [ownNetwork, ownCluster, ecsCluster] = await Promise.all([
        network && "vpcId" in network && needsNetwork(settings) ? findNetwork(network, settings) : nothing,
        cluster && "name" in cluster && needsSection("cluster", apis) ? findCluster(cluster, settings) : nothing,
        fargate?.clusterName !== undefined && usesKind("fargate", apis) ? findEcsCluster(fargate.clusterName) : nothing,
    ]);
    const all: readonly Found<unknown>[] = [ownNetwork, ownCluster, ecsCluster];
    const problems = all.flatMap((found) => found.problems);
    if (problems.length > 0) throw new SettingsError(problems);
    return {
        network: ownNetwork.resource,
        cluster: ownCluster.resource,
        ecsCluster: ecsCluster.resource,
        warnings: all.flatMap(({ warnings = [] }) => warnings),
    };
}

async function findNetwork(network: AdoptedNetworkSettings, settings: Settings): Promise<Found<AdoptedNetworkArgs>> {
    const facts = await networkFacts(network);
    const kinds = computeKindNames.filter((kind) => usesKind(kind, settings.apis));
    const { vpcId, privateSubnetIds, isolatedSubnetIds } = network;
    return {
        problems: networkProblems(network, facts, {
            kinds,
            createsPrivateDns: createsVpcEndpoint(settings.gateway) && (settings.gateway.endpoint.privateDns ?? true),
            createsCluster: createsCluster(settings),
        }),
        warnings: networkWarnings(network, facts),
        resource: {
            vpcId,
            vpcCidrBlocks: facts.vpc?.cidrBlocks ?? [],
            privateSubnets: privateSubnetIds.map((id) => {
                const { zone = "", zoneId = "" } = facts.subnets.get(id) ?? {};
                return { id, zone, zoneId };
            }),
            isolatedSubnetIds,
        },
    };
}

async function findCluster(
    settings: AdoptedClusterSettings,
    { apis, network }: Settings,
): Promise<Found<Omit<AdoptedClusterArgs, "credentials">>> {
    const { name } = settings;
    const search = await clusterFacts(name);
    const { region, cluster } = search;
    const vpcId = network && "vpcId" in network ? network.vpcId : undefined;
    const problems = clusterProblems(settings, vpcId, search);
    if (cluster === undefined) return { problems };
    const { endpoint, certificateAuthority, securityGroupId } = cluster;
    const hasIdentities = Object.values(apis).some(
        ({ runsOn, table, database, access }) =>
            runsOn === "kubernetes" && (table !== undefined || database !== undefined || access.length > 0),
    );
    return {
        problems,
        warnings: clusterWarnings(settings, cluster, hasIdentities),
        resource: { name, region, endpoint, certificateAuthority, securityGroupId },
    };
}

async function findEcsCluster(clusterName: string): Promise<Found<EcsCluster>> {
    const problem = (want: string) => settingProblem(["fargate", "clusterName"], clusterName, want);
    const [{ region }, { clusterArns }] = await Promise.all([aws.getRegion(), aws.ecs.getClusters()]);
    const names = clusterArns.map((arn) => arn.slice(arn.lastIndexOf("/") + 1));
    if (!names.includes(clusterName)) {
        const others = names.length > 0 ? `: ${[...names].sort().join(", ")}` : ", which has none";
        return { problems: [problem(`the name of an ECS cluster in ${region}${others}`)] };
    }
    const { arn, status } = await aws.ecs.getCluster({ clusterName });
    return {
        problems: status === "ACTIVE" ? [] : [problem(`a cluster that is ACTIVE; its status is ${status}`)],
        resource: { name: clusterName, arn },
    };
}
