import { checkAlarms } from "./alarms/checks";
import { checkAuthorizers } from "./authorizers/checks";
import { checkCluster } from "./cluster/checks";
import { hasServer } from "./compute-kinds";
import { containerProblems } from "./container-checks";
import { checkDatabases } from "./database/checks";
import { checkDomain } from "./domain/checks";
import { checkEdge } from "./edge/checks";
import { fargateSize, nearestSizes } from "./fargate/sizes";
import { checkFirewall } from "./firewall/checks";
import { checkGateway } from "./gateway/checks";
import { checkReleases } from "./gateway/release";
import { checkResourcePolicy } from "./gateway/resource-policy";
import { checkHttpApi } from "./http-api/checks";
import { checkMachines } from "./instances/machine-checks";
import { checkFunctions } from "./lambda/function-checks";
import { checkListenerPorts } from "./load-balancer/listener-port";
import { checkListenerPriorities } from "./load-balancer/listener-priority";
import { checkNetwork } from "./network/checks";
import { settingProblem } from "./problems";
import type { Settings } from "./schema";
import { checkShared } from "./shared-gateway/checks";
import { checkSite } from "./site/checks";
import { checkWebSockets } from "./web-socket/checks";

/**
 * Checks settings against each other; the caller leaves out sections that are not valid by themselves.
 * @param region the stack's region, such as `eu-central-1`; undefined if it is not in its configuration.
 */
export function crossChecks(settings: Partial<Settings>, region?: string): string[] {
    return [
        ...checkNetwork(settings, region),
        ...checkCluster(settings, region),
        ...checkApis(settings),
        ...checkShared(settings),
        ...checkTasks(settings),
        ...checkMachines(settings),
        ...checkListenerPorts(settings),
        ...checkListenerPriorities(settings),
        ...checkFunctions(settings, region),
        ...checkDatabases(settings),
        ...checkDomain(settings, region),
        ...checkEdge(settings, region),
        ...checkSite(settings),
        ...checkFirewall(settings),
        ...checkAlarms(settings),
        ...checkGateway(settings),
        ...checkHttpApi(settings, region),
        ...checkAuthorizers(settings, region),
        ...checkResourcePolicy(settings),
        ...checkReleases(settings),
        ...checkWebSockets(settings),
        ...checkPlans(settings),
        ...checkClients(settings),
    ];
}

function checkApis({ apis = {} }: Partial<Settings>): string[] {
    return Object.entries(apis).flatMap(([name, api]) => {
        const problems = hasServer(api.runsOn) ? containerProblems(["apis", name], api) : [];
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

function checkTasks({ apis = {} }: Partial<Settings>): string[] {
    return Object.entries(apis)
        .filter(([, { runsOn }]) => runsOn === "fargate")
        .flatMap(([name, api]) => checkSize(name, api));
}

function checkSize(name: string, { cpu, memory }: Settings["apis"][string]): string[] {
    if (fargateSize({ cpu, memory }) !== undefined) return [];
    const ofMemory = memory === undefined ? "" : ` with memory "${memory}"`;
    const pairs = nearestSizes({ cpu, memory }).join(", or ");
    return [`gatehouse:apis.${name}.cpu: got "${cpu}"${ofMemory}, want a pair that Fargate has, such as ${pairs}`];
}

function checkPlans({ plans = {}, stages }: Partial<Settings>): string[] {
    if (!stages) return [];
    const names = Object.keys(stages);
    const want =
        names.length > 0 ? `the name of a stage: ${names.join(", ")}` : "no such name, as the stack has no stages";
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
