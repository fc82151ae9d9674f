import type { Cloud } from "../state/cloud";
import { listOf, mapOf, type PropertyMap, text } from "../state/property-values";
import type { LiveResource } from "../state/resource-store";
import { platformsOf } from "./built-images";
import { secretsProblem } from "./secrets";
import { healthCheckProblem, portProblem, type Targets } from "./target-reach";

/** The task definition of an ECS service with the given properties. */
export function definitionOf({ taskDefinition }: PropertyMap, { store }: Cloud): LiveResource | undefined {
    return store
        .ofType("aws:ecs/taskDefinition:TaskDefinition")
        .find(({ outputs }) => text(outputs.arn) === text(taskDefinition));
}

/** The containers of a task definition. */
export function containersOf(definition: LiveResource | undefined): readonly PropertyMap[] {
    const json = text(definition?.inputs.containerDefinitions);
    return json === "" ? [] : listOf(JSON.parse(json));
}

/** Where the tasks of an ECS service are registered as targets, and at which port. */
export function taskTargets({ loadBalancers, networkConfiguration }: PropertyMap): Targets[] {
    const { securityGroups = null, subnets = null } = mapOf(networkConfiguration);
    return listOf(loadBalancers).map(({ targetGroupArn, containerPort }) => ({
        targetGroup: text(targetGroupArn),
        port: Number(text(containerPort)),
        securityGroups,
        subnets,
    }));
}

/** Why no task of an ECS service becomes healthy; undefined if they do. */
export function taskProblem(service: PropertyMap, cloud: Cloud): string | undefined {
    const definition = definitionOf(service, cloud);
    const problems = containersOf(definition).map((container) => containerProblem(container, definition, cloud));
    const found = problems.find((problem) => problem !== undefined);
    if (found !== undefined) return `tasks ended: ${found}`;
    for (const target of taskTargets(service)) {
        const problem = healthCheckProblem(target.targetGroup, cloud) ?? portProblem(target, cloud);
        if (problem !== undefined) return problem;
    }
    return undefined;
}

function containerProblem(
    { name, image, logConfiguration, secrets }: PropertyMap,
    definition: LiveResource | undefined,
    cloud: Cloud,
): string | undefined {
    const [built, wanted] = [platformsOf(text(image), cloud), platformOf(definition)];
    if (built.length > 0 && !built.includes(wanted))
        return `exec format error: the image of ${text(name)} is not for ${wanted}`;
    const group = text(mapOf(mapOf(logConfiguration).options)["awslogs-group"]);
    if (group !== "" && !cloud.store.find("aws:cloudwatch/logGroup:LogGroup", group))
        return `ResourceInitializationError: log group "${group}" does not exist`;
    const references = listOf(secrets).map(({ valueFrom }) => text(valueFrom));
    const unread = secretsProblem(references, text(definition?.outputs.executionRoleArn), cloud);
    if (unread !== undefined) return `ResourceInitializationError: unable to pull secrets or registry auth: ${unread}`;
    return cloud.brokenImages.has(text(image)) ? `containers of ${text(image)} end` : undefined;
}

function platformOf(definition: LiveResource | undefined): string {
    const { cpuArchitecture } = mapOf(definition?.inputs.runtimePlatform);
    return text(cpuArchitecture) === "ARM64" ? "linux/arm64" : "linux/amd64";
}
