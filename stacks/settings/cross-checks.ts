import { maxVpcPrefix, parseCidr } from "./cidr";
import { problem } from "./problems";
import type { Settings } from "./schema";

/** Faults that lie between two settings, each sound alone. A section that is itself faulty is left out by the caller. */
export function crossChecks(settings: Partial<Settings>): string[] {
    return [...checkNetwork(settings), ...checkNodeGroup(settings), ...checkApis(settings), ...checkClients(settings)];
}

function checkNetwork({ network }: Partial<Settings>): string[] {
    if (!network) return [];
    const prefix = parseCidr(network.cidrBlock)?.prefix ?? 0;
    const longest = maxVpcPrefix(network.availabilityZones);
    if (prefix >= 16 && prefix <= longest) return [];
    const want = `a block from /16 to /${longest} for ${network.availabilityZones} zones`;
    return [problem(["network", "cidrBlock"], network.cidrBlock, want)];
}

function checkNodeGroup({ cluster }: Partial<Settings>): string[] {
    if (!cluster || cluster.nodeGroup.minNodes <= cluster.nodeGroup.maxNodes) return [];
    const { nodeGroup } = cluster;
    return [
        problem(["cluster", "nodeGroup", "maxNodes"], nodeGroup.maxNodes, `at least minNodes, ${nodeGroup.minNodes}`),
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
                problem(["apis", name, "maxReplicas"], api.maxReplicas, `at least replicas, ${api.replicas}`),
            );
        }
        if (api.table !== undefined && api.table.sortKey === api.table.partitionKey) {
            const want = "another attribute than the partition key";
            problems.push(problem(["apis", name, "table", "sortKey"], api.table.sortKey, want));
        }
        return problems;
    });
}

function checkClients({ clients = {}, plans }: Partial<Settings>): string[] {
    if (!plans) return [];
    return Object.entries(clients)
        .filter(([, plan]) => !Object.hasOwn(plans, plan))
        .map(([client, plan]) =>
            problem(["clients", client], plan, `the name of a plan: ${Object.keys(plans).join(", ")}`),
        );
}
