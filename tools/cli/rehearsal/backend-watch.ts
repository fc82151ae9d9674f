import { servingTemplate } from "../../cloud-simulator/resources/instance-refreshes";
import { listeners } from "../../cloud-simulator/resources/listeners";
import { machineProblem } from "../../cloud-simulator/resources/machines";
import { taskProblem, taskTargets } from "../../cloud-simulator/resources/tasks";
import type { Cloud } from "../../cloud-simulator/state/cloud";
import { loadBalancerTypes } from "../../cloud-simulator/state/load-balancer-states";
import { elementsOf, listOf, mapOf, text } from "../../cloud-simulator/state/property-values";

/**
 * Describes the backends that stages name and that do not serve now: the load balancer of the program has no listener at the port, no
 * target behind it, or none that is healthy. The load balancers of Services are not among them: their pods have a separate clock.
 */
export function brokenBackends(cloud: Cloud): string[] {
    const { store } = cloud;
    const balancers = new Set(store.ofType(...loadBalancerTypes).map(({ id }) => id));
    // After each call of a large stack, most of which has nothing to look at.
    if (balancers.size === 0) return [];
    const problems = store.ofType("aws:apigateway/stage:Stage").flatMap(({ inputs }) => {
        const variables = mapOf(inputs.variables);
        return Object.entries(variables)
            .filter(([name]) => name.endsWith("Backend"))
            .flatMap(([name, host]) => {
                const link = store.find(
                    "aws:apigateway/vpcLink:VpcLink",
                    text(variables[name.replace(/Backend$/, "Link")]),
                );
                const balancer = text(link?.inputs.targetArn);
                const problem = balancers.has(balancer) ? backendProblem(balancer, text(host), cloud) : undefined;
                return problem === undefined ? [] : [`stage "${text(inputs.stageName)}": "${name}" ${problem}`];
            });
    });
    return [...new Set(problems)];
}

function backendProblem(balancer: string, host: string, cloud: Cloud): string | undefined {
    const port = /:(\d+)/.exec(host)?.[1] ?? "80";
    const listener = listeners(cloud).find(
        ({ inputs }) => text(inputs.loadBalancerArn) === balancer && text(inputs.port) === port,
    );
    if (listener === undefined) return `named port ${port}, where the load balancer had no listener`;
    const groups = listOf(listener.inputs.defaultActions).map(({ targetGroupArn }) => text(targetGroupArn));
    const states = groups.flatMap((group) => targetProblems(group, cloud));
    if (states.length === 0) return `named port ${port}, where the load balancer had no target`;
    return states.every((problem) => problem !== undefined) ? `had no healthy target: ${states[0]}` : undefined;
}

/** For each service and group of machines in a target group: why its targets are not healthy, or undefined if they are. */
export function targetProblems(targetGroup: string, cloud: Cloud): (string | undefined)[] {
    const { store } = cloud;
    const services = store
        .ofType("aws:ecs/service:Service")
        .filter(({ outputs }) => taskTargets(outputs).some((own) => own.targetGroup === targetGroup));
    const groups = store
        .ofType("aws:autoscaling/group:Group")
        .filter(({ outputs }) => elementsOf(outputs.targetGroupArns).map(text).includes(targetGroup));
    return [
        ...services.map(({ outputs }) => taskProblem(outputs, cloud)),
        ...groups.map((group) => machineProblem({ ...group.outputs, launchTemplate: servingTemplate(group) }, cloud)),
    ];
}
