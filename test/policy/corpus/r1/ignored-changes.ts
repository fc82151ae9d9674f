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

/** Private as declared, but the engine ignores changes of a checked property and may keep a public value. */
export const violations: readonly ViolationCase[] = [
    aws("ignored changes of a template", stack, harmless, "templateBody"),
    aws("ignored changes of a template's location", stack, harmless, "templateUrl"),
    aws("ignored changes of a type, through Cloud Control", control, { typeName: "AWS::IAM::Role" }, "typeName"),
    aws(
        "ignored changes of a state, through Cloud Control",
        control,
        { typeName: balancer, desiredState: '{"Scheme": "internal"}' },
        "desiredState",
    ),
    aws("ignored changes of a type, through aws-native", extension, { type: "AWS::IAM::Role" }, "type"),
    aws(
        "ignored changes of properties, through aws-native",
        extension,
        { type: balancer, properties: { Scheme: "internal" } },
        "properties.Scheme",
    ),
    aws("ignored changes of the scheme of an aws-native resource", native, internal, "scheme"),
    aws(
        "ignored changes of absent properties of an aws-native resource",
        native,
        internal,
        "subnetMappings[0].allocationId",
    ),
    aws("ignored changes of all properties of an aws-native resource", native, internal, "*"),
    aws("ignored changes of a scheme, in brackets", native, internal, '["scheme"]'),
    aws("ignored changes of IPv6 prefixes", "aws:ec2/instance:Instance", { subnetId: "subnet-1" }, "ipv6Prefixes"),
    aws(
        "ignored changes of the tasks' addresses",
        "aws:ecs/service:Service",
        { networkConfiguration: { assignPublicIp: false } },
        "networkConfiguration.assignPublicIp",
    ),
    kubernetes(
        "ignored changes of the host network",
        "apps/v1:Deployment",
        pods({ containers: [] }),
        "spec.template.spec.hostNetwork",
    ),
    kubernetes(
        "ignored changes of a container's ports",
        "apps/v1:Deployment",
        pods({ containers: [{ ports: [] }] }),
        "spec.template.spec.containers[0].ports",
    ),
    kubernetes(
        "ignored changes of a sidecar",
        "apps/v1:Deployment",
        pods({ initContainers: [{ restartPolicy: "Always" }] }),
        "spec.template.spec.initContainers",
    ),
    kubernetes(
        "ignored changes of a Service's type, in a list",
        "core/v1:ServiceList",
        { items: [{ spec: {} }, { spec: {} }] },
        "items[1].spec.type",
    ),
    {
        reason: "a body over the internet, with ignored changes too",
        also: [{ policy: "r4-key-on-every-operation", at: "api" }],
        policy: "r1-private-backend",
        at: "api",
        resources: withDefinition(publicBody).map((each) =>
            each.name === "api" ? { ...each, ignoreChanges: ["body"] } : each,
        ),
    },
    backend("ignored changes of a link", integration(rest, link, "connectionId")),
    backend("ignored changes of a connection's type", integration(rest, link, "connectionType")),
    backend("ignored changes of an integration's type", integration(rest, { type: "MOCK" }, "type")),
    {
        ...backend(
            "ignored changes of the type of an HTTP API's integration",
            integration("apigatewayv2/integration:Integration", { integrationType: "AWS_PROXY" }, "integrationType"),
        ),
        also: [{ policy: "r4-usage-plans", at: "extra" }],
    },
];

/** Changes that no rule reads may be ignored. */
export const clean: readonly CleanCase[] = [
    holds("an internal aws-native load balancer whose tags another tool sets", resource(native, internal, "tags")),
    holds(
        "any type through aws-native, whose order of creation is ignored",
        resource(extension, { type: "AWS::IAM::Role" }, "createOnly"),
    ),
    holds("a template whose tags another tool sets", resource(stack, harmless, "tags")),
    holds(
        "a role through Cloud Control in a region that is ignored",
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
