import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { FargateCluster } from "./cluster";

/** How many tasks a service may have. */
export interface TaskCount {
    readonly replicas: number;
    readonly maxReplicas: number;
}

/** The service that is scaled. */
export interface ScaledService {
    readonly cluster: FargateCluster;
    readonly service: aws.ecs.Service;
}

/** CPU usage, in percent, that the autoscaler keeps. */
const targetUtilization = 70;

/** Creates the autoscaler of a service, which follows the CPU usage of its tasks. */
export function scaleTasks(
    name: string,
    { replicas, maxReplicas }: TaskCount,
    { cluster, service }: ScaledService,
    opts: { readonly parent: pulumi.Resource },
): void {
    const target = new aws.appautoscaling.Target(
        name,
        {
            serviceNamespace: "ecs",
            scalableDimension: "ecs:service:DesiredCount",
            resourceId: pulumi.interpolate`service/${cluster.clusterName}/${service.name}`,
            minCapacity: replicas,
            maxCapacity: maxReplicas,
        },
        opts,
    );
    new aws.appautoscaling.Policy(
        name,
        {
            policyType: "TargetTrackingScaling",
            serviceNamespace: target.serviceNamespace,
            scalableDimension: target.scalableDimension,
            resourceId: target.resourceId,
            targetTrackingScalingPolicyConfiguration: {
                predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
                targetValue: targetUtilization,
                // A new task needs 2 to 3 minutes until the load balancer finds it healthy.
                scaleInCooldown: 300,
                scaleOutCooldown: 60,
            },
        },
        opts,
    );
}
