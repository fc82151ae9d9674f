import { longestVpcPrefix, parseCidr } from "./cidr";
import { fault } from "./faults";
import type { Settings } from "./schema";

/** Faults that lie between two settings, each sound alone. A section that is itself faulty is left out by the caller. */
export function crossChecks(settings: Partial<Settings>): string[] {
    return [...checkNetwork(settings), ...checkNodeGroup(settings), ...checkApis(settings), ...checkClients(settings)];
}

function checkNetwork({ network }: Partial<Settings>): string[] {
    if (!network) return [];
    const prefix = parseCidr(network.cidrBlock)?.prefix ?? 0;
    const longest = longestVpcPrefix(network.availabilityZones);
    if (prefix >= 16 && prefix <= longest) return [];
    const want = `a block from /16 to /${longest} for ${network.availabilityZones} zones`;
    return [fault(["network", "cidrBlock"], network.cidrBlock, want)];
}

function checkNodeGroup({ cluster }: Partial<Settings>): string[] {
    if (!cluster || cluster.nodeGroup.minNodes <= cluster.nodeGroup.maxNodes) return [];
    const { nodeGroup } = cluster;
    return [
        fault(["cluster", "nodeGroup", "maxNodes"], nodeGroup.maxNodes, `at least minNodes, ${nodeGroup.minNodes}`),
    ];
}

function checkApis({ apis = {} }: Partial<Settings>): string[] {
    return Object.entries(apis).flatMap(([name, api]) => {
        const faults: string[] = [];
        if ((api.image === undefined) === (api.build === undefined)) {
            const got = api.image === undefined ? "neither" : "both";
            faults.push(`gatehouse:apis.${name}: got ${got} of image and build, want exactly one of them`);
        }
        if (api.maxReplicas !== undefined && api.maxReplicas < api.replicas) {
            faults.push(fault(["apis", name, "maxReplicas"], api.maxReplicas, `at least replicas, ${api.replicas}`));
        }
        if (api.table !== undefined && api.table.sortKey === api.table.partitionKey) {
            const want = "another attribute than the partition key";
            faults.push(fault(["apis", name, "table", "sortKey"], api.table.sortKey, want));
        }
        return faults;
    });
}

function checkClients({ clients = {}, plans }: Partial<Settings>): string[] {
    if (!plans) return [];
    return Object.entries(clients)
        .filter(([, plan]) => !Object.hasOwn(plans, plan))
        .map(([client, plan]) =>
            fault(["clients", client], plan, `the name of a plan: ${Object.keys(plans).join(", ")}`),
        );
}
