import { architectureOf, exampleTypes } from "../architecture";
import { settingProblem } from "../problems";
import type { ClusterSettings, Settings } from "../schema";
import { zonesOf } from "../zones";

/** Checks the settings of the cluster against each other and against the stack's region. */
export function checkCluster({ cluster }: Partial<Settings>, region: string | undefined): string[] {
    if (!cluster || "name" in cluster) return [];
    return [...checkNodeGroup(cluster), ...checkArchitecture(cluster), ...checkAccessEntries(cluster, region)];
}

function checkNodeGroup(cluster: ClusterSettings): string[] {
    if (cluster.nodeGroup.minNodes <= cluster.nodeGroup.maxNodes) return [];
    const { nodeGroup } = cluster;
    return [
        settingProblem(
            ["cluster", "nodeGroup", "maxNodes"],
            nodeGroup.maxNodes,
            `at least minNodes, ${nodeGroup.minNodes}`,
        ),
    ];
}

function checkArchitecture(cluster: ClusterSettings): string[] {
    if (cluster.nodes !== "managed") return [];
    const { architecture, nodeGroup } = cluster;
    if (architectureOf(nodeGroup.instanceType) === architecture) return [];
    const want = `an instance type for ${architecture} such as ${exampleTypes[architecture]}, as cluster.architecture says`;
    return [settingProblem(["cluster", "nodeGroup", "instanceType"], nodeGroup.instanceType, want)];
}

// EKS rejects a second entry of a principal (docs.aws.amazon.com/eks/latest/APIReference/API_CreateAccessEntry.html), and IAM
// principals exist in one partition only (docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html).
function checkAccessEntries(cluster: ClusterSettings, region: string | undefined): string[] {
    const owners = new Map<string, string>();
    const partition = partitionOf(region);
    return Object.entries(cluster.accessEntries).flatMap(([name, { principalArn }]) => {
        const problem = (want: string) => [
            settingProblem(["cluster", "accessEntries", name, "principalArn"], principalArn, want),
        ];
        const owner = owners.get(principalArn);
        owners.set(principalArn, owner ?? name);
        if (owner !== undefined)
            return problem(`another principal than that of "${owner}", as EKS accepts one access entry of each`);
        const isThere = partition === undefined || principalArn.startsWith(`arn:${partition}:`);
        return isThere ? [] : problem(`a principal of partition ${partition}, to which ${region} belongs`);
    });
}

function partitionOf(region: string | undefined): string | undefined {
    if (region === undefined) return undefined;
    if (region.startsWith("cn-")) return "aws-cn";
    if (region.startsWith("us-gov-")) return "aws-us-gov";
    return zonesOf(region) && "aws";
}
