import { type ComputeKindName, titlesOf } from "../settings/compute-kinds";
import type { AdoptedNetworkSettings } from "../settings/network/adopted-network";
import { settingProblem } from "../settings/problems";
import { acceptsClusters } from "../settings/zones";
import type { NetworkFacts, SubnetFacts, VpcFacts } from "./network-facts";

/** The use that a stack makes of an existing VPC. */
export interface NetworkUse {
    /** Kinds of compute of its APIs. */
    readonly kinds: readonly ComputeKindName[];
    /** Whether the stack creates a VPC endpoint with private DNS in the VPC. */
    readonly createsPrivateDns: boolean;
    /** Whether the stack creates an EKS cluster in the VPC. */
    readonly createsCluster: boolean;
}

/** Addresses that a load balancer needs in each of its subnets (docs.aws.amazon.com/elasticloadbalancing/latest/network/create-network-load-balancer.html). */
const minFreeAddresses = 8;

type SubnetList = "privateSubnetIds" | "isolatedSubnetIds";

/** The problems of an existing VPC and its subnets; empty if the stack can run in them. */
export function networkProblems(settings: AdoptedNetworkSettings, facts: NetworkFacts, use: NetworkUse): string[] {
    const { vpcId } = settings;
    const ofVpc = facts.vpc
        ? dnsProblems(vpcId, facts.vpc, use)
        : [
              settingProblem(
                  ["network", "vpcId"],
                  vpcId,
                  `the id of a VPC in ${facts.region} that the credentials can see`,
              ),
          ];
    return [
        ...ofVpc,
        ...subnetProblems("privateSubnetIds", settings, facts),
        ...subnetProblems("isolatedSubnetIds", settings, facts),
        ...(use.createsCluster ? clusterZoneProblems(settings, facts) : []),
    ];
}

/** Properties of existing subnets that a stack can do without, or that change with its own use of them. */
export function networkWarnings({ privateSubnetIds }: AdoptedNetworkSettings, { subnets }: NetworkFacts): string[] {
    return privateSubnetIds.flatMap((id, index) => {
        const subnet = subnets.get(id);
        if (subnet === undefined) return [];
        const { freeAddresses, hasDefaultRoute, routeTableId } = subnet;
        const at = `gatehouse:network.privateSubnetIds.${index}: ${id}`;
        return [
            ...(hasDefaultRoute
                ? []
                : [
                      `${at}: route table ${routeTableId} has no route to 0.0.0.0/0, such as one to a NAT gateway: images cannot be pulled and logs cannot be sent unless the VPC has endpoints for them`,
                  ]),
            ...(freeAddresses < minFreeAddresses
                ? [`${at}: ${freeAddresses} free addresses, and a new load balancer needs ${minFreeAddresses}`]
                : []),
        ];
    });
}

// docs.aws.amazon.com/eks/latest/userguide/network-reqs.html, "VPC requirements and considerations"; a private namespace of
// Cloud Map is a private hosted zone, which needs both (docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html), and so does private
// DNS of a VPC endpoint (docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-create.html).
function dnsProblems(vpcId: string, vpc: VpcFacts, { kinds, createsPrivateDns }: NetworkUse): string[] {
    const needing = kinds.filter((kind) => kind === "kubernetes" || kind === "fargate");
    const needsBoth = needing.length > 0 || createsPrivateDns;
    const needed = needsBoth ? (["enableDnsSupport", "enableDnsHostnames"] as const) : (["enableDnsSupport"] as const);
    const users = needing.length > 0 ? needing : createsPrivateDns ? [] : kinds;
    const user = users.length > 0 ? `APIs on ${titlesOf(users)}` : "private DNS of the REST API's VPC endpoint";
    return needed
        .filter((attribute) => !vpc[attribute])
        .map((attribute) => settingProblem(["network", "vpcId"], vpcId, `a VPC whose ${attribute} is on, for ${user}`));
}

function subnetProblems(
    list: SubnetList,
    { vpcId, [list]: ids = [] }: AdoptedNetworkSettings,
    facts: NetworkFacts,
): string[] {
    return ids.flatMap((id, index) => {
        const problem = (want: string) => settingProblem(["network", list, index], id, want);
        const subnet = facts.subnets.get(id);
        if (subnet === undefined)
            return [problem(`the id of a subnet in ${facts.region} that the credentials can see`)];
        const before = ids.slice(0, index).map((other) => facts.subnets.get(other));
        const neighbour = before.find((other) => other?.zone === subnet.zone);
        return [
            ...(subnet.vpcId === vpcId ? [] : [problem(`a subnet of ${vpcId}; it is one of ${subnet.vpcId}`)]),
            ...(neighbour
                ? [problem(`a subnet in another zone than that of ${neighbour.id}, ${subnet.zone}: one of each zone`)]
                : []),
            ...publicProblems(subnet).map(problem),
        ];
    });
}

function publicProblems({ internetGatewayIds: [gateway], routeTableId, mapPublicIpOnLaunch }: SubnetFacts): string[] {
    return [
        ...(gateway === undefined
            ? []
            : [`a private subnet: its route table, ${routeTableId}, has a route to the internet gateway ${gateway}`]),
        ...(mapPublicIpOnLaunch ? ["a subnet whose mapPublicIpOnLaunch is off: it assigns public addresses"] : []),
    ];
}

// docs.aws.amazon.com/eks/latest/userguide/network-reqs.html, "Subnet requirements for clusters"
function clusterZoneProblems({ privateSubnetIds }: AdoptedNetworkSettings, { subnets }: NetworkFacts): string[] {
    return privateSubnetIds.flatMap((id, index) => {
        const zoneId = subnets.get(id)?.zoneId;
        if (zoneId === undefined || acceptsClusters(zoneId)) return [];
        return [
            settingProblem(
                ["network", "privateSubnetIds", index],
                id,
                `a subnet in another zone than ${zoneId}, in which EKS has no clusters`,
            ),
        ];
    });
}
