import { checkSecrets } from "./api-secrets";
import { architectureOf, exampleTypes } from "./architecture";
import { parseCidr } from "./cidr";
import { containerProblems } from "./container-checks";
import { checkDatabases } from "./database/checks";
import { checkTasks } from "./fargate/task-checks";
import { checkMachines } from "./instances/machine-checks";
import { checkFunctions } from "./lambda/function-checks";
import { checkListenerPorts } from "./load-balancer/listener-port";
import { settingProblem } from "./problems";
import type { Settings } from "./schema";
import { checkShared } from "./shared-gateway/checks";
import { maxVpcPrefix, minZoneMask } from "./subnets";
import { acceptsClusters, isZoneId, zonesOf } from "./zones";

/**
 * Checks settings against each other; the caller leaves out sections that are not valid by themselves.
 * @param region the stack's region, such as `eu-central-1`; undefined if it is not in its configuration.
 */
export function crossChecks(settings: Partial<Settings>, region?: string): string[] {
    return [
        ...checkBlock(settings),
        ...checkZones(settings, region),
        ...checkNodeGroup(settings),
        ...checkArchitecture(settings),
        ...checkAccessEntries(settings, region),
        ...checkApis(settings),
        ...checkShared(settings),
        ...checkSecrets(settings),
        ...checkTasks(settings),
        ...checkMachines(settings),
        ...checkListenerPorts(settings),
        ...checkFunctions(settings, region),
        ...checkDatabases(settings),
        ...checkPlans(settings),
        ...checkClients(settings),
    ];
}

function checkBlock({ network }: Partial<Settings>): string[] {
    if (!network) return [];
    const { availabilityZones } = network;
    const zones = typeof availabilityZones === "number" ? availabilityZones : availabilityZones.length;
    const prefix = parseCidr(network.cidrBlock)?.prefix ?? 0;
    const maxPrefix = maxVpcPrefix(zones);
    if (prefix < 16 || prefix > maxPrefix) {
        const want = `a block from /16 to /${maxPrefix} for ${zones} zones`;
        return [settingProblem(["network", "cidrBlock"], network.cidrBlock, want)];
    }
    const { availabilityZoneCidrMask: mask } = network;
    const minMask = minZoneMask(network);
    if (mask === undefined || mask >= minMask) return [];
    const want = `at least ${minMask}, so that ${zones} zones fit into ${network.cidrBlock}`;
    return [settingProblem(["network", "availabilityZoneCidrMask"], mask, want)];
}

function checkZones({ network }: Partial<Settings>, region: string | undefined): string[] {
    if (!network || region === undefined) return [];
    const { availabilityZones } = network;
    const zones = zonesOf(region);
    const problem = (path: readonly (string | number)[], value: unknown, want: string) =>
        settingProblem(["network", "availabilityZones", ...path], value, want);
    const wanted = typeof availabilityZones === "number" ? availabilityZones : availabilityZones.length;
    const count = zones?.filter((zone) => zone.cluster).length ?? wanted;
    const tooMany =
        wanted <= count
            ? []
            : [problem([], availabilityZones, `at most ${count}, as EKS accepts no more zones of ${region}`)];
    if (typeof availabilityZones === "number") return tooMany;
    // The name of a zone that EKS does not accept differs between accounts, its id does not.
    const names = zones?.map(({ name }) => name);
    const ids = zones?.map(({ id }) => id).filter(acceptsClusters);
    const unknown = availabilityZones.flatMap((zone, index) => {
        if (!acceptsClusters(zone)) return [problem([index], zone, "a zone that EKS accepts")];
        const known = isZoneId(zone) ? ids : names;
        // In a region that is not in the table, ids have a prefix that is unknown too.
        if (known ? known.includes(zone) : isZoneId(zone) || zone.slice(0, -1) === region) return [];
        return [problem([index], zone, `a zone of ${region}${known ? `: ${known.join(", ")}` : ""}`)];
    });
    return [...tooMany, ...unknown];
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

function checkArchitecture({ cluster }: Partial<Settings>): string[] {
    if (cluster?.nodes !== "managed") return [];
    const { architecture, nodeGroup } = cluster;
    if (architectureOf(nodeGroup.instanceType) === architecture) return [];
    const want = `an instance type for ${architecture} such as ${exampleTypes[architecture]}, as cluster.architecture says`;
    return [settingProblem(["cluster", "nodeGroup", "instanceType"], nodeGroup.instanceType, want)];
}

// EKS rejects a second entry of a principal (docs.aws.amazon.com/eks/latest/APIReference/API_CreateAccessEntry.html), and IAM
// principals exist in one partition only (docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html).
function checkAccessEntries({ cluster }: Partial<Settings>, region: string | undefined): string[] {
    const owners = new Map<string, string>();
    const partition = partitionOf(region);
    return Object.entries(cluster?.accessEntries ?? {}).flatMap(([name, { principalArn }]) => {
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

function checkApis({ apis = {} }: Partial<Settings>): string[] {
    return Object.entries(apis).flatMap(([name, api]) => {
        const problems = containerProblems(["apis", name], api);
        if (api.healthPath !== undefined && api.readinessPath !== undefined) {
            const want = "no such key beside healthPath, whose former name it is";
            problems.push(settingProblem(["apis", name, "readinessPath"], api.readinessPath, want));
        }
        for (const key of Object.keys(api.secrets)) {
            if (!Object.hasOwn(api.environment, key)) continue;
            const want = "another name, as it is in `secrets` too";
            problems.push(`gatehouse:apis.${name}.environment.${key}: got the name "${key}", want ${want}`);
        }
        if (api.table !== undefined && api.table.sortKey === api.table.partitionKey) {
            const want = "an attribute other than the partition key";
            problems.push(settingProblem(["apis", name, "table", "sortKey"], api.table.sortKey, want));
        }
        return problems;
    });
}

function checkPlans({ plans = {}, stages }: Partial<Settings>): string[] {
    if (!stages) return [];
    const want = `the name of a stage: ${Object.keys(stages).join(", ")}`;
    return Object.entries(plans).flatMap(([plan, { stages: covered = [] }]) =>
        covered.flatMap((stage, index) =>
            Object.hasOwn(stages, stage) ? [] : [settingProblem(["plans", plan, "stages", index], stage, want)],
        ),
    );
}

function checkClients({ clients = {}, plans }: Partial<Settings>): string[] {
    if (!plans) return [];
    return Object.entries(clients)
        .filter(([, plan]) => !Object.hasOwn(plans, plan))
        .map(([client, plan]) =>
            settingProblem(["clients", client], plan, `the name of a plan: ${Object.keys(plans).join(", ")}`),
        );
}
