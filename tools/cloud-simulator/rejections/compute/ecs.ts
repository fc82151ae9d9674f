import { fargateSizes } from "../../../../stacks/settings/fargate/sizes";
import { isForwardedTo } from "../../resources/listeners";
import type { Rejection } from "../../resources/rejection";
import { definitionOf, taskProblem } from "../../resources/tasks";
import type { Cloud } from "../../state/cloud";
import { elementsOf, listOf, mapOf, type PropertyMap, text } from "../../state/property-values";

const clusterType = "aws:ecs/cluster:Cluster";
const definitionType = "aws:ecs/taskDefinition:TaskDefinition";
const serviceType = "aws:ecs/service:Service";
const provider = "hashicorp/terraform-provider-aws, internal/service/ecs";

/** Calls that Amazon ECS and its autoscaling reject. */
export const ecs: readonly Rejection[] = [
    {
        what: "a task definition for Fargate with a pair of CPU and memory that it does not have",
        type: definitionType,
        on: ["create"],
        source: "awsdocs/amazon-ecs-developer-guide, task-cpu-memory-error.md",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            if (!elementsOf(properties.requiresCompatibilities).map(text).includes("FARGATE")) return undefined;
            const [cpu, memoryMib] = [Number(text(properties.cpu)) / 1024, Number(text(properties.memory))];
            return fargateSizes.some((size) => size.cpu === cpu && size.memoryMib === memoryMib)
                ? undefined
                : "ClientException: No Fargate configuration exists for given values.";
        },
    },
    {
        what: "a service whose target group has no listener yet",
        type: serviceType,
        on: ["create", "update"],
        source: "hashicorp/terraform#32908, pulumi/pulumi-awsx#746",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const groups = listOf(properties.loadBalancers).map(({ targetGroupArn }) => text(targetGroupArn));
            const lonely = groups.find((group) => !isForwardedTo(group, cloud));
            return (
                lonely &&
                `InvalidParameterException: The target group with targetGroupArn ${lonely} does not have an associated load balancer.`
            );
        },
    },
    {
        what: "a service whose tasks do not become healthy: an image that does not run or is for another architecture, a log group that does not exist, a secret that does not exist or may not be read, a health check or a port that fails; without a former revision that ECS could restore",
        type: serviceType,
        on: ["create"],
        source: `${provider}, service.go and service_test.go; aws/containers-roadmap#1594, aws/amazon-ecs-agent#1128`,
        verbatim: true,
        delayed: true,
        reject: ({ properties, id }, cloud) =>
            unstable("create", properties, id, cloud, "No rollback candidate was found to run the rollback."),
    },
    {
        what: "another revision of a service whose tasks do not become healthy; ECS restores the former revision",
        type: serviceType,
        on: ["update"],
        source: `${provider}, service.go and service_test.go`,
        verbatim: true,
        delayed: true,
        reject: ({ properties, id }, cloud) =>
            unstable(
                "update",
                properties,
                id,
                cloud,
                "Service deployment rolled back because the circuit breaker threshold was exceeded.",
            ),
    },
    {
        what: "deleting a service whose roles have lost their policies: its tasks do not end",
        type: serviceType,
        on: ["delete"],
        source: "hashicorp/terraform-provider-aws#3414",
        verbatim: false,
        retried: true,
        reject: ({ properties }, cloud) => {
            const outputs = definitionOf(properties, cloud)?.outputs ?? {};
            const arns = [outputs.executionRoleArn, outputs.taskRoleArn].map(text).filter((arn) => arn !== "");
            const bare = arns.find((arn) => !hasPolicy(arn, cloud));
            return (
                bare &&
                `timeout while waiting for state to become 'INACTIVE' (last state: 'DRAINING'): ${bare} has no policy`
            );
        },
    },
    {
        what: "deleting a cluster with services",
        type: clusterType,
        on: ["delete"],
        source: "coldbrewcloud/coldbrew-cli#35; hashicorp/terraform-provider-aws, internal/service/ecs/cluster.go",
        verbatim: true,
        retried: true,
        reject: ({ id = "" }, cloud) =>
            cloud.store.ofType(serviceType).some(({ inputs }) => text(inputs.cluster) === id)
                ? "ClusterContainsServicesException: The Cluster cannot be deleted while Services are active."
                : undefined,
    },
    {
        what: "an autoscaling target of a service that does not exist",
        type: "aws:appautoscaling/target:Target",
        on: ["create"],
        source: "hashicorp/terraform-provider-aws, internal/service/appautoscaling/target.go",
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const [kind, , name] = text(properties.resourceId).split("/");
            if (
                kind !== "service" ||
                cloud.store.ofType(serviceType).some(({ outputs }) => text(outputs.name) === name)
            )
                return undefined;
            return `ValidationException: ECS service doesn't exist: ${text(properties.resourceId)}`;
        },
    },
];

// Without the circuit breaker the provider waits until it times out. The simulation adds the reason, which AWS shows as an event.
function unstable(
    verb: "create" | "update",
    properties: PropertyMap,
    id: string | undefined,
    cloud: Cloud,
    rolledBack: string,
): string | undefined {
    const reason = taskProblem(properties, cloud);
    if (reason === undefined) return undefined;
    const { enable, rollback } = mapOf(properties.deploymentCircuitBreaker);
    const outcome =
        enable === true && rollback === true
            ? rolledBack
            : "timeout while waiting for state to become 'tfSTABLE' (last state: 'tfPENDING', timeout: 20m0s)";
    return `waiting for ECS Service (${id}) ${verb}: ${outcome} (${reason})`;
}

function hasPolicy(roleArn: string, { store }: Cloud): boolean {
    const name = roleArn.split("/").at(-1);
    return store
        .ofType("aws:iam/rolePolicy:RolePolicy", "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
        .some(({ inputs }) => text(inputs.role) === name);
}
