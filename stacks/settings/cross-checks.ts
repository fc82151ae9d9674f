import { maxVpcPrefix, parseCidr } from "./cidr";
import { settingProblem } from "./problems";
import type { Settings } from "./schema";

/** Checks settings against each other; the caller leaves out sections that are not valid by themselves. */
export function crossChecks(settings: Partial<Settings>): string[] {
    return [...checkNetwork(settings), ...checkNodeGroup(settings), ...checkApis(settings), ...checkClients(settings)];
}

function checkNetwork({ network }: Partial<Settings>): string[] {
    if (!network) return [];
    const prefix = parseCidr(network.cidrBlock)?.prefix ?? 0;
    const maxPrefix = maxVpcPrefix(network.availabilityZones);
    if (prefix >= 16 && prefix <= maxPrefix) return [];
    const want = `a block from /16 to /${maxPrefix} for ${network.availabilityZones} zones`;
    return [settingProblem(["network", "cidrBlock"], network.cidrBlock, want)];
}

function checkNodeGroup({ cluster }: Partial<Settings>): string[] {
    if (!cluster || cluster.nodeGroup.minNodes <= cluster.nodeGroup.maxNodes) return [];
    const { nodeGroup } = cluster;
    return [
        settingProblem(
            ["cluster", "nodeGroup", "maxNodes"],
            nodeGroup.maxNodes,
            `at least minNodes, ${nodeGroup.minNodes}`,
        ),
    ];
}

function checkApis({ apis = {} }: Partial<Settings>): string[] {
    return Object.entries(apis).flatMap(([name, api]) => {
        const problems: string[] = [];
        if ((api.image === undefined) === (api.build === undefined)) {
            const got = api.image === undefined ? "neither" : "both";
            problems.push(`gatehouse:apis.${name}: got ${got} of image and build, want exactly one of them`);
        }
        if (api.maxReplicas !== undefined && api.maxReplicas < api.replicas) {
            problems.push(
                settingProblem(["apis", name, "maxReplicas"], api.maxReplicas, `at least replicas, ${api.replicas}`),
            );
        }
        if (api.table !== undefined && api.table.sortKey === api.table.partitionKey) {
            const want = "an attribute other than the partition key";
            problems.push(settingProblem(["apis", name, "table", "sortKey"], api.table.sortKey, want));
        }
        return problems;
    });
}

function checkClients({ clients = {}, plans }: Partial<Settings>): string[] {
    if (!plans) return [];
    return Object.entries(clients)
        .filter(([, plan]) => !Object.hasOwn(plans, plan))
        .map(([client, plan]) =>
            settingProblem(["clients", client], plan, `the name of a plan: ${Object.keys(plans).join(", ")}`),
        );
}
