import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { connectToDatabase, type DatabaseEndpoint } from "../../database-access";
import { mapValues } from "../../map-values";
import type { Backend, BackendOutputs } from "../backend";
import type { ListenerPort } from "../network-load-balancer";
import { secretReference } from "../secrets/secret-reference";
import type { SecretSource } from "../secrets/secret-source";
import type { ListenerTarget, SharedLoadBalancer } from "../shared-load-balancer";
import { scaleTasks } from "./autoscaling";
import type { FargateCluster } from "./cluster";
import { admitMembers, registerName } from "./discovery";
import { createTaskDefinition, type TaskDefinitionArgs, taskEnvironment } from "./task-definition";
import { createTaskRoles } from "./task-roles";

/** Arguments of a service. */
export interface FargateServiceArgs
    extends Pick<
        TaskDefinitionArgs,
        "family" | "image" | "architecture" | "port" | "environment" | "cpu" | "memoryMib"
    > {
    /** Environment variables whose values are secret. */
    secrets: Readonly<Record<string, SecretSource>>;
    /** IAM policy document with the AWS permissions of the API. Default: no AWS credentials. */
    policy?: pulumi.Input<string> | undefined;
    /** Database that the tasks connect to. Default: none. */
    database?: DatabaseEndpoint | undefined;
    /** Minimum number of tasks. */
    replicas: number;
    /** Maximum number of tasks that the autoscaler starts. */
    maxReplicas: number;
    /** Path that returns 200 while a task can serve. */
    healthPath: string;
    /** Whether ECS Exec runs commands in its tasks, for which their files are not read-only. Default: false. */
    enableExecuteCommand?: boolean | undefined;
}

/** Where services run, and what is in front of them. */
export interface FargatePlace<Share> {
    readonly cluster: FargateCluster;
    readonly loadBalancer: SharedLoadBalancer<Share>;
    /** Resources whose routes tasks need from their start to their end, to pull their image. */
    readonly routes: readonly pulumi.Resource[];
}

/** The provider waits until the tasks serve and the old ones have drained, by default for 20 minutes. */
const timeouts = { create: "30m", update: "30m", delete: "30m" };

/** Seconds for which ECS ignores health checks of a new task; a load balancer finds a target healthy after 2 to 3 minutes. */
const gracePeriodSeconds = 180;

/**
 * An API as tasks of an ECS service on Fargate, in private subnets behind an internal load balancer.
 * @typeParam Share what tells it from the other APIs behind the load balancer, as in `SharedLoadBalancer`.
 */
export class FargateService<Share extends object = ListenerPort> extends pulumi.ComponentResource {
    /** The service as the gateway reaches it. */
    readonly backend: Backend;

    /** Creates the task definition with its roles and secrets, the listener, the service and its autoscaler. */
    constructor(
        private readonly name: string,
        private readonly args: FargateServiceArgs & Share,
        private readonly place: FargatePlace<Share>,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const { secrets, database, ...inputs } = args;
        super("gatehouse:fargate:Service", name, { ...inputs, secretNames: Object.keys(secrets) }, opts);

        const group = admitMembers(name, args.port, place.cluster, { parent: this });
        const target = place.loadBalancer.listen(
            name,
            { ...args, targetPort: args.port, targetType: "ip", targetGroupId: group.id },
            { parent: this },
        );
        const { definition, policies } = this.defineTask();
        const rules = database === undefined ? [] : connectToDatabase(name, database, group.id, { parent: this });
        const service = this.createService(group, target, definition, [...policies, ...rules]);
        scaleTasks(name, args, { cluster: place.cluster, service }, { parent: this });
        // Known to the stages only once the tasks serve.
        const served = requireRevision(service, definition);
        const host = pulumi.all([target.address, service.id, served]).apply(([address]) => address);
        this.backend = { loadBalancer: place.loadBalancer.target, host };

        this.registerOutputs(this.outputs(service, host));
    }

    private defineTask() {
        const { name, args, place } = this;
        const { image, policy, enableExecuteCommand } = args;
        const { logs } = place.cluster;
        const opts = { parent: this };
        const references = mapValues(args.secrets, (source, key) => secretReference(`${name}-${key}`, source, opts));
        const secretArns = Object.values(references).map(({ secretArn }) => secretArn);
        const { policies, ...roles } = createTaskRoles(
            name,
            { image, policy, logGroupArn: logs.arn, secretArns, enableExecuteCommand },
            opts,
        );
        const secrets = mapValues(references, ({ valueFrom }) => valueFrom);
        const definition = createTaskDefinition(name, { ...args, ...roles, secrets, logGroupName: logs.name }, opts);
        return { definition, policies };
    }

    private createService(
        group: aws.ec2.SecurityGroup,
        { targetGroupArn, dependencies }: ListenerTarget,
        definition: aws.ecs.TaskDefinition,
        access: readonly pulumi.Resource[],
    ) {
        const { name, args, place } = this;
        const { cluster } = place;
        return new aws.ecs.Service(
            name,
            {
                cluster: cluster.clusterArn,
                taskDefinition: definition.arn,
                launchType: "FARGATE",
                // The first number only: from then on the autoscaler owns it.
                desiredCount: args.replicas,
                networkConfiguration: {
                    subnets: cluster.subnetIds,
                    securityGroups: [group.id, cluster.memberGroupId],
                    assignPublicIp: false,
                },
                loadBalancers: [{ targetGroupArn, containerName: name, containerPort: args.port }],
                serviceRegistries: { registryArn: registerName(name, cluster, { parent: this }).arn },
                deploymentMinimumHealthyPercent: 100,
                deploymentMaximumPercent: 200,
                deploymentCircuitBreaker: { enable: true, rollback: true },
                healthCheckGracePeriodSeconds: gracePeriodSeconds,
                availabilityZoneRebalancing: "ENABLED",
                ...(args.enableExecuteCommand && { enableExecuteCommand: true }),
                propagateTags: "SERVICE",
                // Otherwise `up` succeeds while tasks crash.
                waitForSteadyState: true,
            },
            {
                parent: this,
                // AWS rejects a service before its listener (hashicorp/terraform#32908), and one whose role policy is deleted
                // first cannot end its tasks (hashicorp/terraform-provider-aws#3414).
                dependsOn: [...dependencies, ...access, ...place.routes],
                ignoreChanges: ["desiredCount"],
                customTimeouts: timeouts,
            },
        );
    }

    private outputs(service: aws.ecs.Service, host: pulumi.Output<string>): BackendOutputs {
        const { args, name, place } = this;
        const { arn, hostname, balancerUrn: urn, target, form } = place.loadBalancer;
        const scale = { unit: "tasks", min: args.replicas, max: args.maxReplicas } as const;
        return {
            backend: {
                kind: "fargate",
                api: name,
                host,
                healthPath: args.healthPath,
                compute: { urn: service.urn, ...scale, location: "network" },
            },
            environment: taskEnvironment(args),
            loadBalancer: { urn, name: target.name, arn, hostname, scheme: "internal", form },
        };
    }
}

// After ECS has restored the former revision, the next `up` would only read the service, and succeed (the update of
// hashicorp/terraform-provider-aws, internal/service/ecs/service.go; terraform-aws-modules/terraform-aws-ecs#325).
function requireRevision(service: aws.ecs.Service, definition: aws.ecs.TaskDefinition): pulumi.Output<void> {
    return pulumi.all([service.name, service.taskDefinition, definition.arn]).apply(([name, actual, wanted]) => {
        if (pulumi.runtime.isDryRun() || actual === wanted) return;
        throw new pulumi.RunError(
            `ECS service "${name}": got tasks of ${actual}, want ${wanted}, whose tasks did not become healthy. Correct the API, or run "pulumi up" again to try once more`,
        );
    });
}
