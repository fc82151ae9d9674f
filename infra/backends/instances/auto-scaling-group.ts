import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsCredentials } from "../../aws-credentials";
import { followRefresh } from "./instance-refresh";

/** Arguments of an Auto Scaling group. */
export interface AutoScalingGroupArgs {
    /** Name that the group and its machines have in lists. */
    displayName: string;
    /** Minimum number of machines. */
    replicas: number;
    /** Maximum number of machines that the group launches under load. */
    maxReplicas: number;
    /** Ids of private subnets. */
    subnetIds: pulumi.Input<string[]>;
    launchTemplate: aws.ec2.LaunchTemplate;
    /** ARN of the target group that the machines are registered in. */
    targetGroupArn: pulumi.Input<string>;
    /** Credentials of the AWS provider, with which the AWS CLI follows a refresh. Default: the environment's. */
    credentials?: AwsCredentials | undefined;
}

/** Options of the group: what must exist before the first machine, and until the last one has ended. */
export interface AutoScalingGroupOptions {
    readonly parent: pulumi.Resource;
    readonly dependsOn: readonly pulumi.Resource[];
}

/** An Auto Scaling group, and the moment from which all its machines are those of its launch template. */
export interface ServingGroup {
    readonly group: aws.autoscaling.Group;
    /** Fails if the machines could not be replaced; unknown at preview. */
    readonly served: pulumi.Output<void>;
}

/**
 * Seconds until a machine that is not healthy is replaced: it installs Docker, pulls the image and starts it in 1 to 2 minutes, and a
 * network load balancer finds a target healthy after 2 to 3.
 */
const gracePeriodSeconds = 240;

/** Seconds until a new machine counts: longer than the grace period, so that one that does not serve is noticed before. */
const warmupSeconds = 300;

/** New machines are launched before old ones are ended, at most as many as there are. */
const healthyPercentages = { minHealthyPercentage: 100, maxHealthyPercentage: 200 };

/** CPU usage, in percent, that the group keeps. */
const targetUtilization = 70;

/** Creation waits for machines that serve, and deletion until they have drained and ended. */
const timeouts = { create: "30m", update: "30m", delete: "30m" };

/** Creates the group that launches, replaces and ends the machines of an API, with its autoscaling. */
export function createAutoScalingGroup(
    name: string,
    args: AutoScalingGroupArgs,
    { parent, dependsOn }: AutoScalingGroupOptions,
): ServingGroup {
    const { launchTemplate, credentials } = args;
    const group = new aws.autoscaling.Group(
        name,
        {
            minSize: args.replicas,
            maxSize: args.maxReplicas,
            vpcZoneIdentifiers: args.subnetIds,
            // By number: with $Latest nothing would replace the machines (hashicorp/terraform-provider-aws#22464).
            launchTemplate: { id: launchTemplate.id, version: pulumi.interpolate`${launchTemplate.latestVersion}` },
            targetGroupArns: [args.targetGroupArn],
            healthCheckType: "ELB",
            healthCheckGracePeriod: gracePeriodSeconds,
            defaultInstanceWarmup: warmupSeconds,
            instanceMaintenancePolicy: healthyPercentages,
            instanceRefresh: {
                strategy: "Rolling",
                preferences: { ...healthyPercentages, instanceWarmup: String(warmupSeconds), autoRollback: true },
            },
            waitForCapacityTimeout: "15m",
            minElbCapacity: args.replicas,
            tags: [{ key: "Name", value: args.displayName, propagateAtLaunch: false }],
        },
        {
            parent,
            dependsOn: [...dependsOn],
            customTimeouts: timeouts,
        },
    );
    scaleByCpu(name, group, parent);
    return { group, served: servedBy(group, credentials) };
}

// In each `up`, not in a hook after an update: the engine would only warn of its failure, and the next `up` would find nothing to
// change. One that was interrupted is followed too.
function servedBy(group: aws.autoscaling.Group, credentials: AwsCredentials | undefined): pulumi.Output<void> {
    return pulumi.all([group.arn, group.name, group.launchTemplate]).apply(async ([arn, name, { id, version }]) => {
        if (pulumi.runtime.isDryRun() || id === undefined || version === undefined) return;
        await followRefresh({ arn, name, templateId: id, version }, credentials);
    });
}

function scaleByCpu(name: string, group: aws.autoscaling.Group, parent: pulumi.Resource) {
    new aws.autoscaling.Policy(
        name,
        {
            autoscalingGroupName: group.name,
            policyType: "TargetTrackingScaling",
            targetTrackingConfiguration: {
                predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
                targetValue: targetUtilization,
            },
        },
        { parent },
    );
}
