import { named, type ResourceTypes } from "../resources/resource-type";

const ecs = "arn:aws:ecs:{region}:{account}:";
const discovery = "arn:aws:servicediscovery:{region}:{account}:";
const scaling = "arn:aws:application-autoscaling:{region}:{account}:scalable-target/";

/** Amazon ECS, and the services that scale and name its tasks. */
export const ecsTypes: ResourceTypes = {
    "aws:ecs/cluster:Cluster": {
        id: `${ecs}cluster/{name}`,
        autoName: named,
        outputs: { arn: "{id}", settings: [] },
        replaceOn: ["name"],
        source: "ecs/cluster.go",
        serves: true,
        price: "free",
    },
    "aws:ecs/taskDefinition:TaskDefinition": {
        // Of the provider it is the family alone, which all revisions share.
        id: "{family}:{digits:6}",
        defaults: { skipDestroy: false, trackLatest: false },
        outputs: {
            arn: `${ecs}task-definition/{id}`,
            arnWithoutRevision: `${ecs}task-definition/{family}`,
            enableFaultInjection: false,
            networkMode: "bridge",
            revision: 1,
        },
        required: ["containerDefinitions", "family"],
        replaceOn: [
            "containerDefinitions",
            "cpu",
            "enableFaultInjection",
            "ephemeralStorage",
            "executionRoleArn",
            "family",
            "ipcMode",
            "memory",
            "networkMode",
            "pidMode",
            "placementConstraints",
            "proxyConfiguration",
            "requiresCompatibilities",
            "runtimePlatform",
            "taskRoleArn",
            "volumes",
        ],
        source: "ecs/task_definition.go",
        // A running task does not need the definition that it was started from.
        serves: false,
        price: "free",
    },
    "aws:ecs/service:Service": {
        id: `${ecs}service/{name}/{hex:8}`,
        autoName: named,
        defaults: {
            deploymentMaximumPercent: 200,
            deploymentMinimumHealthyPercent: 100,
            enableEcsManagedTags: false,
            enableExecuteCommand: false,
            schedulingStrategy: "REPLICA",
            waitForSteadyState: false,
        },
        outputs: {
            arn: "{id}",
            availabilityZoneRebalancing: "DISABLED",
            cluster: "default",
            deploymentConfiguration: {},
            iamRole: "/aws-service-role",
            launchType: "EC2",
            platformVersion: "LATEST",
            triggers: {},
        },
        replaceOn: ["cluster", "deploymentController", "iamRole", "launchType", "name", "schedulingStrategy"],
        // docs.aws.amazon.com/AmazonECS/latest/developerguide/service-revision.html
        revision: ["taskDefinition", "loadBalancers", "networkConfiguration", "serviceRegistries"],
        source: "ecs/service.go",
        serves: true,
        price: "estimated",
    },
    "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": {
        id: "ns-{alnum:16}",
        autoName: named,
        outputs: { arn: `${discovery}namespace/{id}`, hostedZone: "Z{upper:20}" },
        required: ["vpc"],
        replaceOn: ["name", "vpc"],
        source: "servicediscovery/private_dns_namespace.go",
        serves: false,
        price: "estimated",
    },
    "aws:servicediscovery/service:Service": {
        id: "srv-{alnum:16}",
        autoName: named,
        defaults: { forceDestroy: false },
        outputs: { arn: `${discovery}service/{id}`, namespaceId: "", type: "DNS_HTTP" },
        replaceOn: [
            "dnsConfig.namespaceId",
            "dnsConfig.routingPolicy",
            "healthCheckCustomConfig",
            "name",
            "namespaceId",
            "type",
        ],
        source: "servicediscovery/service.go",
        serves: false,
        price: "free",
    },
    "aws:appautoscaling/target:Target": {
        id: "{resourceId}",
        outputs: {
            arn: `${scaling}{hex:32}`,
            roleArn:
                "arn:aws:iam::{account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService",
            suspendedState: {},
        },
        required: ["maxCapacity", "minCapacity", "resourceId", "scalableDimension", "serviceNamespace"],
        replaceOn: ["resourceId", "scalableDimension", "serviceNamespace"],
        source: "appautoscaling/target.go",
        serves: false,
        price: "free",
    },
    "aws:appautoscaling/policy:Policy": {
        id: "{name}",
        autoName: named,
        tagged: false,
        defaults: { policyType: "StepScaling" },
        outputs: { alarmArns: [], arn: "arn:aws:autoscaling:{region}:{account}:scalingPolicy:{uuid}" },
        required: ["resourceId", "scalableDimension", "serviceNamespace"],
        replaceOn: ["name", "resourceId", "scalableDimension", "serviceNamespace"],
        source: "appautoscaling/policy.go",
        serves: false,
        price: "estimated",
    },
};
