import { named, type ResourceTypes } from "../resources/resource-type";

const autoscaling = "arn:aws:autoscaling:{region}:{account}:";

/** Amazon EC2 Auto Scaling. */
export const autoscalingTypes: ResourceTypes = {
    "aws:autoscaling/group:Group": {
        id: "{name}",
        autoName: named,
        tagged: false,
        defaults: {
            forceDelete: false,
            forceDeleteWarmPool: false,
            healthCheckGracePeriod: 300,
            ignoreFailedScalingActivities: false,
            metricsGranularity: "1Minute",
            protectFromScaleIn: false,
            waitForCapacityTimeout: "10m",
        },
        outputs: {
            arn: `${autoscaling}autoScalingGroup:{uuid}:autoScalingGroupName/{name}`,
            availabilityZoneDistribution: { capacityDistributionStrategy: "balanced-best-effort" },
            availabilityZones: [],
            capacityReservationSpecification: {},
            defaultCooldown: 300,
            desiredCapacity: "{minSize}",
            healthCheckType: "EC2",
            instanceLifecyclePolicy: {},
            launchTemplate: {},
            loadBalancers: [],
            mixedInstancesPolicy: {},
            namePrefix: "",
            predictedCapacity: 0,
            serviceLinkedRoleArn:
                "arn:aws:iam::{account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
            targetGroupArns: [],
            trafficSources: [],
            vpcZoneIdentifiers: [],
            warmPoolSize: 0,
        },
        required: ["maxSize", "minSize"],
        replaceOn: ["initialLifecycleHooks", "name", "namePrefix"],
        source: "autoscaling/group.go",
        serves: true,
        price: "estimated",
    },
    "aws:autoscaling/policy:Policy": {
        id: "{name}",
        autoName: named,
        tagged: false,
        defaults: { enabled: true, policyType: "SimpleScaling" },
        outputs: {
            arn: `${autoscaling}scalingPolicy:{uuid}:autoScalingGroupName/{autoscalingGroupName}:policyName/{name}`,
            metricAggregationType: "",
        },
        required: ["autoscalingGroupName"],
        replaceOn: ["autoscalingGroupName", "name"],
        source: "autoscaling/policy.go",
        serves: false,
        price: "estimated",
    },
};
