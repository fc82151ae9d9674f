import { fargateSizes } from "../../../../stacks/settings/fargate/sizes";
import { platformsOf } from "../../resources/built-images";
import { isForwardedTo } from "../../resources/listeners";
import type { Rejection } from "../../resources/rejection";
import { secretsProblem } from "../../resources/secrets";
import type { Cloud } from "../../state/cloud";
import { elementsOf, listOf, mapOf, type PropertyMap, text } from "../../state/property-values";
import type { LiveResource } from "../../state/resource-store";

const clusterType = "aws:ecs/cluster:Cluster";
const definitionType = "aws:ecs/taskDefinition:TaskDefinition";
const serviceType = "aws:ecs/service:Service";

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
        what: "a service whose image is for another architecture than its tasks; the service exists and never becomes stable",
        type: serviceType,
        on: ["create", "update"],
        source: "aws/containers-roadmap#1594; docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-arm64.html",
        verbatim: false,
        delayed: true,
        reject: ({ properties }, cloud) => {
            const definition = definitionOf(properties, cloud);
            const wanted = platformOf(definition);
            const wrong = containersOf(definition).find(({ image }) => {
                const built = platformsOf(text(image), cloud);
                return built.length > 0 && !built.includes(wanted);
            });
            return wrong && `tasks ended: exec format error: the image of ${text(wrong.name)} is not for ${wanted}`;
        },
    },
    {
        what: "a service whose log group does not exist; the service exists and never becomes stable",
        type: serviceType,
        on: ["create", "update"],
        source: "aws/amazon-ecs-agent#1128; docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html",
        verbatim: false,
        delayed: true,
        reject: ({ properties }, cloud) => {
            const groups = containersOf(definitionOf(properties, cloud)).map(({ logConfiguration }) =>
                text(mapOf(mapOf(logConfiguration).options)["awslogs-group"]),
            );
            const missing = groups.find(
                (group) => group !== "" && !cloud.store.find("aws:cloudwatch/logGroup:LogGroup", group),
            );
            return missing && `tasks ended: ResourceInitializationError: log group "${missing}" does not exist`;
        },
    },
    {
        what: "a service whose secret does not exist, or whose execution role may not read it; the service exists and never becomes stable",
        type: serviceType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/AmazonECS/latest/developerguide/resource-initialization-error.html",
        verbatim: false,
        delayed: true,
        reject: ({ properties }, cloud) => {
            const definition = definitionOf(properties, cloud);
            const references = containersOf(definition).flatMap(({ secrets }) =>
                listOf(secrets).map(({ valueFrom }) => text(valueFrom)),
            );
            const reason = secretsProblem(references, text(definition?.outputs.executionRoleArn), cloud);
            return (
                reason && `tasks ended: ResourceInitializationError: unable to pull secrets or registry auth: ${reason}`
            );
        },
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

function definitionOf({ taskDefinition }: PropertyMap, { store }: Cloud): LiveResource | undefined {
    return store.ofType(definitionType).find(({ outputs }) => text(outputs.arn) === text(taskDefinition));
}

function containersOf(definition: LiveResource | undefined): readonly PropertyMap[] {
    const json = text(definition?.inputs.containerDefinitions);
    return json === "" ? [] : listOf(JSON.parse(json));
}

function platformOf(definition: LiveResource | undefined): string {
    const { cpuArchitecture } = mapOf(definition?.inputs.runtimePlatform);
    return text(cpuArchitecture) === "ARM64" ? "linux/arm64" : "linux/amd64";
}

function hasPolicy(roleArn: string, { store }: Cloud): boolean {
    const name = roleArn.split("/").at(-1);
    return store
        .ofType("aws:iam/rolePolicy:RolePolicy", "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
        .some(({ inputs }) => text(inputs.role) === name);
}
