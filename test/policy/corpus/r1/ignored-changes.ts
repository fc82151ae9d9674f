import type { Declared, Json } from "../../engine";
import type { CleanCase, ViolationCase } from "../case";
import { definition, gatewayStack, operation, withDefinition } from "../gateway/stack";

type Props = { readonly [key: string]: Json };

const resource = (type: string, props: Props, ...ignoreChanges: string[]): Declared => ({
    type,
    name: "shop",
    props,
    ignoreChanges,
});

const aws = (reason: string, type: string, props: Props, ...ignored: string[]): ViolationCase => ({
    reason,
    policy: "r1-private-aws",
    resources: [resource(type, props, ...ignored)],
});

const kubernetes = (reason: string, type: string, props: Props, ...ignored: string[]): ViolationCase => ({
    reason,
    policy: "r1-private-kubernetes",
    resources: [resource(`kubernetes:${type}`, props, ...ignored)],
});

const integration = (type: string, props: Props, ...ignored: string[]): Declared => ({
    type: `aws:${type}`,
    name: "extra",
    props,
    ignoreChanges: ignored,
});
const backend = (reason: string, extra: Declared): ViolationCase => ({
    reason,
    policy: "r1-private-backend",
    at: "extra",
    resources: gatewayStack({}, [extra]),
});

const holds = (reason: string, ...resources: Declared[]): CleanCase => ({ reason, resources });

const stack = "aws:cloudformation/stack:Stack";
const control = "aws:cloudcontrol/resource:Resource";
const extension = "aws-native:index:ExtensionResource";
const balancer = "AWS::ElasticLoadBalancingV2::LoadBalancer";
const harmless = { templateBody: '{"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}' };
const internal = { scheme: "internal", name: "shop" };
const native = "aws-native:elasticloadbalancingv2:LoadBalancer";
const pods = (spec: Json): Props => ({ spec: { template: { spec } } });
const link = { type: "HTTP_PROXY", connectionType: "VPC_LINK", connectionId: "vl-1" };
const publicBody = { ...definition, paths: { "/items": { post: operation({ connectionType: "INTERNET" }) } } };
const rest = "apigateway/integration:Integration";

/** Private as written, while the engine may keep what is not: changes of what is judged are ignored. */
export const violations: readonly ViolationCase[] = [
    aws("changes of a template are ignored", stack, harmless, "templateBody"),
    aws("ignored changes of a template's location", stack, harmless, "templateUrl"),
    aws("changes of a type are ignored, by Cloud Control", control, { typeName: "AWS::IAM::Role" }, "typeName"),
    aws(
        "changes of a state are ignored, by Cloud Control",
        control,
        { typeName: balancer, desiredState: '{"Scheme": "internal"}' },
        "desiredState",
    ),
    aws("changes of a type are ignored, by aws-native", extension, { type: "AWS::IAM::Role" }, "type"),
    aws(
        "changes of properties are ignored, by aws-native",
        extension,
        { type: balancer, properties: { Scheme: "internal" } },
        "properties.Scheme",
    ),
    aws("changes of a scheme are ignored, of aws-native", native, internal, "scheme"),
    aws("ignored changes of absent properties, of aws-native", native, internal, "subnetMappings[0].allocationId"),
    aws("all changes are ignored, of aws-native", native, internal, "*"),
    aws("changes of a scheme are ignored, in brackets", native, internal, '["scheme"]'),
    aws("changes of IPv6 prefixes are ignored", "aws:ec2/instance:Instance", { subnetId: "subnet-1" }, "ipv6Prefixes"),
    aws(
        "changes of the tasks' addresses are ignored",
        "aws:ecs/service:Service",
        { networkConfiguration: { assignPublicIp: false } },
        "networkConfiguration.assignPublicIp",
    ),
    kubernetes(
        "changes of the node's network are ignored",
        "apps/v1:Deployment",
        pods({ containers: [] }),
        "spec.template.spec.hostNetwork",
    ),
    kubernetes(
        "changes of a container's ports are ignored",
        "apps/v1:Deployment",
        pods({ containers: [{ ports: [] }] }),
        "spec.template.spec.containers[0].ports",
    ),
    kubernetes(
        "changes of a sidecar are ignored",
        "apps/v1:Deployment",
        pods({ initContainers: [{ restartPolicy: "Always" }] }),
        "spec.template.spec.initContainers",
    ),
    kubernetes(
        "changes of a Service's type are ignored, in a list",
        "core/v1:ServiceList",
        { items: [{ spec: {} }, { spec: {} }] },
        "items[1].spec.type",
    ),
    {
        reason: "a body over the internet, whose changes are ignored too",
        also: [{ policy: "r4-key-on-every-operation", at: "api" }],
        policy: "r1-private-backend",
        at: "api",
        resources: withDefinition(publicBody).map((each) =>
            each.name === "api" ? { ...each, ignoreChanges: ["body"] } : each,
        ),
    },
    backend("changes of a link are ignored", integration(rest, link, "connectionId")),
    backend("changes of a connection's type are ignored", integration(rest, link, "connectionType")),
    backend("changes of an integration's type are ignored", integration(rest, { type: "MOCK" }, "type")),
    {
        ...backend(
            "changes of an integration's type are ignored, of an HTTP API",
            integration("apigatewayv2/integration:Integration", { integrationType: "AWS_PROXY" }, "integrationType"),
        ),
        also: [{ policy: "r4-usage-plans", at: "extra" }],
    },
];

/** Changes that no rule reads may be ignored. */
export const clean: readonly CleanCase[] = [
    holds("an internal load balancer of aws-native whose tags another tool sets", resource(native, internal, "tags")),
    holds(
        "any type by aws-native, whose order of creation is ignored",
        resource(extension, { type: "AWS::IAM::Role" }, "createOnly"),
    ),
    holds("a template whose tags another tool sets", resource(stack, harmless, "tags")),
    holds(
        "a role by Cloud Control in a region that is ignored",
        resource(control, { typeName: "AWS::IAM::Role" }, "region"),
    ),
    holds(
        "a number of replicas that an autoscaler sets",
        resource("kubernetes:apps/v1:Deployment", pods({ containers: [{ ports: [] }] }), "spec.replicas"),
    ),
    holds(
        "a list of Services, one with labels that another tool sets",
        resource("kubernetes:core/v1:ServiceList", { items: [{ spec: {} }] }, "items[0].metadata.labels"),
    ),
    holds(
        "an API whose description and an integration whose timeout are ignored",
        ...gatewayStack({ api: { ignoreChanges: ["description"] } }, [integration(rest, link, "timeoutMilliseconds")]),
    ),
];
