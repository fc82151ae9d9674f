import { type Declared, type Json, unknown } from "../engine";
import type { CleanCase } from "./case";
import {
    definition,
    gatewayStack,
    goodSettings,
    onlyByCertificate,
    operation,
    withCertificate,
    withDefinition,
} from "./gateway/stack";

type Props = { readonly [key: string]: Json };

const lb = "service.beta.kubernetes.io/aws-load-balancer";
const harmless = (reason: string, resources: readonly Declared[]): CleanCase => ({ reason, resources });
const one = (reason: string, type: string, props: Props = {}, more: Partial<Declared> = {}): CleanCase =>
    harmless(reason, [{ type, name: "shop", props, ...more }]);
const service = (reason: string, spec: Props, annotations: Props = {}): CleanCase =>
    one(reason, "kubernetes:core/v1:Service", { metadata: { annotations }, spec });
const paths = (reason: string, items: { readonly [path: string]: Json }): CleanCase =>
    harmless(reason, withDefinition({ ...definition, paths: items }));

const settings = (name: string, methodPath: string, changes: Props): Declared => ({
    type: "aws:apigateway/methodSettings:MethodSettings",
    name,
    props: { restApi: unknown, stageName: "Test", methodPath, settings: { ...goodSettings, ...changes } },
    from: { restApi: ["api"], stageName: ["stage"] },
});

const yamlDefinition = `
swagger: "2.0"
info: { title: shop, version: "1" }
x-parts:
  key: &key [{ api_key: [] }]
  backend: &backend { type: http_proxy, connectionType: VPC_LINK, connectionId: "\${stageVariables.shopLink}" }
securityDefinitions: { api_key: { type: apiKey, in: header, name: X-API-Key } }
paths:
  /items:
    get: { security: *key, x-amazon-apigateway-integration: *backend }
`;

const methods: readonly Declared[] = [
    ...gatewayStack({ api: { props: { body: null } } }),
    {
        type: "aws:apigateway/resource:Resource",
        name: "items",
        props: { restApi: unknown, parentId: unknown, pathPart: "items" },
        from: { restApi: ["api"], parentId: ["api"] },
    },
    {
        type: "aws:apigateway/method:Method",
        name: "get-items",
        props: {
            restApi: unknown,
            resourceId: unknown,
            httpMethod: "GET",
            authorization: "NONE",
            apiKeyRequired: true,
        },
        from: { restApi: ["api"], resourceId: ["items"] },
    },
    {
        type: "aws:apigateway/integration:Integration",
        name: "call-items",
        props: {
            restApi: unknown,
            resourceId: unknown,
            httpMethod: "GET",
            type: "HTTP_PROXY",
            connectionType: "VPC_LINK",
            connectionId: unknown,
        },
        from: { restApi: ["api"], resourceId: ["items"] },
    },
    {
        type: "aws:apigateway/method:Method",
        name: "options-items",
        props: { restApi: unknown, resourceId: unknown, httpMethod: "OPTIONS", authorization: "NONE" },
        from: { restApi: ["api"], resourceId: ["items"] },
    },
    {
        type: "aws:apigateway/integration:Integration",
        name: "mock-items",
        props: { restApi: unknown, resourceId: unknown, httpMethod: "OPTIONS", type: "MOCK" },
        from: { restApi: ["api"], resourceId: ["items"] },
    },
];

/** Private resources, and the gateway itself. */
export const clean: readonly CleanCase[] = [
    harmless("no resources", []),
    service("a Service inside the cluster", { ports: [{ port: 80 }] }),
    service("a Service inside the cluster with an explicit type", { type: "ClusterIP", clusterIP: "None" }),
    service("a name for an external service", { type: "ExternalName", externalName: "example.com" }),
    service(
        "an internal load balancer in Auto Mode",
        { type: "LoadBalancer", loadBalancerClass: "eks.amazonaws.com/nlb" },
        { [`${lb}-scheme`]: "internal" },
    ),
    service(
        "an internal load balancer of the controller",
        { type: "LoadBalancer", loadBalancerClass: "service.k8s.aws/nlb" },
        { [`${lb}-scheme`]: "internal", [`${lb}-nlb-target-type`]: "ip" },
    ),
    service(
        "an internal load balancer, delegated by its type",
        { type: "LoadBalancer" },
        { [`${lb}-type`]: "external", [`${lb}-scheme`]: "internal" },
    ),
    service(
        "an internal load balancer of the legacy controller",
        { type: "LoadBalancer" },
        { [`${lb}-type`]: "nlb", [`${lb}-internal`]: "true" },
    ),
    service(
        "both annotations, in agreement",
        { type: "LoadBalancer" },
        { [`${lb}-type`]: "nlb", [`${lb}-internal`]: "true", [`${lb}-scheme`]: "internal" },
    ),
    service("an empty list of external addresses", { externalIPs: [] }),
    one("an Ingress that disables a second load balancer", "kubernetes:networking.k8s.io/v1:Ingress", {
        metadata: {
            annotations: {
                "alb.ingress.kubernetes.io/scheme": "internal",
                "alb.ingress.kubernetes.io/enable-frontend-nlb": "false",
            },
        },
        spec: { ingressClassName: "alb" },
    }),
    service("unknown names and ports are irrelevant", {
        type: "ClusterIP",
        selector: unknown,
        clusterIP: unknown,
    }),
    one("a patch of labels", "kubernetes:core/v1:ServicePatch", { metadata: { labels: { a: "b" } } }),
    one("a list of private Services", "kubernetes:core/v1:ServiceList", { items: [{ spec: {} }] }),
    one("ports of the containers only", "kubernetes:apps/v1:Deployment", {
        spec: {
            template: {
                spec: { hostNetwork: false, containers: [{ image: unknown, ports: [{ containerPort: 80 }] }] },
            },
        },
    }),
    one(
        "an image that another tool updates",
        "kubernetes:apps/v1:Deployment",
        { spec: { template: { spec: { containers: [{ ports: [] }] } } } },
        { ignoreChanges: ["spec.replicas", "spec.template.spec.containers[0].image"] },
    ),
    one("an internal Ingress", "kubernetes:networking.k8s.io/v1:Ingress", {
        metadata: { annotations: { "alb.ingress.kubernetes.io/scheme": "internal" } },
        spec: { ingressClassName: "alb" },
    }),
    one("class parameters that leave the scheme to the Ingress", "kubernetes:eks.amazonaws.com/v1:IngressClassParams", {
        spec: { group: { name: "shop" } },
    }),
    one("an Ingress class", "kubernetes:networking.k8s.io/v1:IngressClass", {
        spec: { controller: "eks.amazonaws.com/alb" },
    }),
    one("objects that publish nothing", "kubernetes:networking.k8s.io/v1:NetworkPolicy", {
        spec: { ingress: [{ from: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] },
    }),
    one("a custom object that exposes nothing", "kubernetes:cert-manager.io/v1:Certificate", {
        spec: { dnsNames: ["example.com"] },
    }),
    harmless("a Gateway with internal settings", [
        {
            type: "kubernetes:gateway.k8s.aws/v1beta1:LoadBalancerConfiguration",
            name: "internal",
            props: { metadata: { name: "internal" }, spec: { scheme: "internal" } },
        },
        {
            type: "kubernetes:gateway.networking.k8s.io/v1:GatewayClass",
            name: "class",
            props: { metadata: { name: "aws-alb" }, spec: { controllerName: "gateway.k8s.aws/alb" } },
        },
        {
            type: "kubernetes:gateway.networking.k8s.io/v1:Gateway",
            name: "edge",
            props: {
                spec: {
                    gatewayClassName: "aws-alb",
                    infrastructure: {
                        parametersRef: {
                            group: "gateway.k8s.aws",
                            kind: "LoadBalancerConfiguration",
                            name: "internal",
                        },
                    },
                },
            },
        },
    ]),
    harmless("a binding to a target group in the stack", [
        { type: "aws:lb/targetGroup:TargetGroup", name: "target", props: { port: 80 } },
        {
            type: "kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding",
            name: "binding",
            props: { spec: { targetGroupARN: unknown } },
            from: { spec: ["target"] },
        },
    ]),
    one("a chart, whose objects are separate resources", "kubernetes:helm.sh/v4:Chart", {
        chart: "ingress-nginx",
    }),
    harmless("objects of a ConfigGroup, which are separate resources", [
        {
            type: "kubernetes:yaml/v2:ConfigGroup",
            name: "group",
            props: { objs: [{ apiVersion: "gateway.networking.k8s.io/v1", kind: "Gateway", spec: {} }] },
        },
        {
            type: "kubernetes:core/v1:Service",
            name: "service",
            parent: "group",
            props: { spec: { type: "ClusterIP" } },
        },
    ]),
    one("a Kustomize folder", "kubernetes:kustomize/v2:Directory", { directory: "ingress" }),
    one("a Teleport role", "kubernetes:resources.teleport.dev/v1:TeleportRoleV7", { spec: { allow: {} } }),
    one("an internal load balancer", "aws:lb/loadBalancer:LoadBalancer", {
        internal: true,
        loadBalancerType: "network",
    }),
    one("an internal load balancer with a string for a boolean", "aws:alb/loadBalancer:LoadBalancer", {
        internal: "true",
    }),
    one("a load balancer for appliances has no scheme", "aws:lb/loadBalancer:LoadBalancer", {
        loadBalancerType: "gateway",
    }),
    one("a group for private addresses", "aws:ec2/securityGroup:SecurityGroup", {
        ingress: [
            {
                cidrBlocks: ["10.0.0.0/8", "172.16.0.0/12", "192.168.1.7/32", "100.64.0.0/10"],
                ipv6CidrBlocks: ["fd00::/8"],
            },
        ],
        egress: [{ cidrBlocks: ["0.0.0.0/0"] }],
    }),
    one("a group for other groups", "aws:ec2/securityGroup:SecurityGroup", {
        ingress: [{ securityGroups: [unknown], self: true }],
    }),
    one("a group without rules", "aws:ec2/securityGroup:SecurityGroup", { description: "x" }),
    one("an egress rule", "aws:ec2/securityGroupRule:SecurityGroupRule", {
        type: "egress",
        cidrBlocks: ["0.0.0.0/0"],
    }),
    one("an egress rule of the newer type", "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", {
        cidrIpv4: "0.0.0.0/0",
    }),
    one("a rule for a group", "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {
        referencedSecurityGroupId: unknown,
    }),
    one("a private endpoint", "aws:eks/cluster:Cluster", {
        vpcConfig: { endpointPrivateAccess: true, endpointPublicAccess: false, subnetIds: unknown },
    }),
    one("an endpoint for narrow blocks", "aws:eks/cluster:Cluster", {
        vpcConfig: { endpointPublicAccess: true, publicAccessCidrs: ["203.0.113.0/24", "198.51.100.7/32"] },
    }),
    one("a function that the gateway invokes", "aws:lambda/permission:Permission", {
        principal: "apigateway.amazonaws.com",
        sourceArn: unknown,
    }),
    one("App Runner inside the network", "aws:apprunner/service:Service", {
        networkConfiguration: { ingressConfiguration: { isPubliclyAccessible: false } },
    }),
    one("tasks without public addresses", "aws:ecs/service:Service", {
        networkConfiguration: { assignPublicIp: false, subnets: unknown },
    }),
    one("a private GraphQL API", "aws:appsync/graphQLApi:GraphQLApi", { visibility: "PRIVATE" }),
    one("a machine without a public address", "aws:ec2/instance:Instance", {
        associatePublicIpAddress: false,
        subnetId: unknown,
    }),
    one("the address of a NAT gateway", "aws:ec2/eip:Eip", { domain: "vpc" }),
    one(
        "the address of a NAT gateway, read back from its state",
        "aws:ec2/eip:Eip",
        { domain: "vpc", networkInterface: "eni-1" },
        { onlyInState: true },
    ),
    one("a template without a network", "aws:cloudformation/stack:Stack", {
        templateBody: "Resources: { A: { Type: AWS::S3::Bucket } }",
    }),
    one("a Cloud Control resource that exposes nothing", "aws:cloudcontrol/resource:Resource", {
        typeName: "AWS::Logs::LogGroup",
        desiredState: "{}",
    }),
    one("a network of another provider", "aws-native:ec2:Vpc", { cidrBlock: "10.0.0.0/16" }),
    one("explicitly listed accounts", "aws:ec2/vpcEndpointService:VpcEndpointService", {
        allowedPrincipals: ["arn:aws:iam::111122223333:root"],
    }),
    harmless("a launch template whose security group is checked", [
        { type: "aws:ec2/securityGroup:SecurityGroup", name: "nodes", props: { description: "nodes" } },
        {
            type: "aws:ec2/launchTemplate:LaunchTemplate",
            name: "nodes-template",
            props: { networkInterfaces: [{ associatePublicIpAddress: "true", securityGroups: [unknown] }] },
            from: { networkInterfaces: ["nodes"] },
        },
    ]),
    one("a launch template without addresses", "aws:ec2/launchTemplate:LaunchTemplate", { instanceType: "t3.medium" }),
    harmless(
        "a distribution in front of the gateway",
        onlyByCertificate([
            {
                type: "aws:cloudfront/distribution:Distribution",
                name: "cdn",
                props: { origins: [{ originId: "api", domainName: unknown, ...withCertificate }] },
                from: { origins: ["stage"] },
            },
        ]),
    ),
    one("a distribution in front of a gateway outside the stack", "aws:cloudfront/distribution:Distribution", {
        origins: [{ originId: "api", domainName: "a1b2.execute-api.eu-central-1.amazonaws.com" }],
    }),
    harmless("a whole gateway at a first preview", gatewayStack()),
    harmless(
        "settings of a nested path in the provider's notation",
        gatewayStack({}, [settings("item", "items/{id}/GET", { cacheTtlInSeconds: 60 })]),
    ),
    harmless(
        "settings of a writing operation need no cache",
        gatewayStack({}, [settings("delete", "~1items~1{id}/DELETE", { cachingEnabled: false })]),
    ),
    harmless(
        "a deployment that a digest of the API's own body triggers",
        gatewayStack({
            deployment: { props: { triggers: { body: unknown } }, from: { restApi: ["api"], triggers: ["api"] } },
        }),
    ),
    harmless(
        "a deployment that the body itself triggers",
        gatewayStack({
            deployment: { props: { triggers: { body: JSON.stringify(definition) } }, from: { restApi: ["api"] } },
        }),
    ),
    harmless(
        "settings that match no operation",
        gatewayStack({}, [settings("old", "~1gone/GET", { cachingEnabled: false })]),
    ),
    harmless("a stage of volatile content needs no cache", [
        ...gatewayStack({
            api: {
                props: {
                    body: JSON.stringify({
                        ...definition,
                        paths: { "/stock": { get: { ...operation({}), "x-content-freshness": "volatile" } } },
                    }),
                },
            },
            stage: { props: { cacheClusterEnabled: false, cacheClusterSize: null } },
        }),
    ]),
    paths("a GET with a mock integration", {
        "/ping": { get: { security: [{ api_key: [] }], "x-amazon-apigateway-integration": { type: "mock" } } },
    }),
    paths("a preflight with a mock integration", {
        "/items": { options: { "x-amazon-apigateway-integration": { type: "MOCK" } } },
    }),
    paths("a function behind the gateway", {
        "/items": {
            post: {
                security: [{ api_key: [] }],
                "x-amazon-apigateway-integration": { type: "aws_proxy", uri: "arn:aws:apigateway:…" },
            },
        },
    }),
    harmless("Swagger 2.0 in YAML, with anchors, and the header in another case", withDefinition(yamlDefinition)),
    harmless(
        "an authorizer alongside the key",
        withDefinition({
            ...definition,
            components: {
                securitySchemes: {
                    ...definition.components.securitySchemes,
                    user: {
                        type: "apiKey",
                        in: "header",
                        name: "Authorization",
                        "x-amazon-apigateway-authtype": "custom",
                    },
                },
            },
            paths: {
                "/me": {
                    get: {
                        ...operation({ cacheKeyParameters: ["method.request.header.Authorization"] }),
                        security: [{ api_key: [], user: [] }],
                    },
                },
            },
        }),
    ),
    harmless(
        "exactly at the limit",
        gatewayStack({
            "every-method": {
                props: { settings: { ...goodSettings, throttlingRateLimit: 100_000, throttlingBurstLimit: 100_000 } },
            },
            plan: { props: { throttleSettings: { rateLimit: 100_000, burstLimit: 100_000 } } },
        }),
    ),
    harmless(
        "two clients in one plan, together above the limit",
        gatewayStack({ plan: { props: { throttleSettings: { rateLimit: 60_000, burstLimit: 1 } } } }, [
            { type: "aws:apigateway/apiKey:ApiKey", name: "mobile-key", props: { tags: { client: "mobile" } } },
            {
                type: "aws:apigateway/usagePlanKey:UsagePlanKey",
                name: "mobile-in-plan",
                props: { keyId: unknown, keyType: "API_KEY", usagePlanId: unknown },
                from: { keyId: ["mobile-key"], usagePlanId: ["plan"] },
            },
        ]),
    ),
    harmless(
        "a key that is disabled alongside one that is not",
        gatewayStack({}, [
            {
                type: "aws:apigateway/apiKey:ApiKey",
                name: "old-key",
                props: { enabled: false, tags: { client: "old" } },
            },
            {
                type: "aws:apigateway/usagePlanKey:UsagePlanKey",
                name: "old-in-plan",
                props: { keyId: unknown, keyType: "API_KEY", usagePlanId: unknown },
                from: { keyId: ["old-key"], usagePlanId: ["plan"] },
            },
        ]),
    ),
    harmless(
        "one plan for two stages",
        gatewayStack(
            {
                plan: {
                    props: {
                        apiStages: [
                            { apiId: unknown, stage: unknown },
                            { apiId: unknown, stage: unknown },
                        ],
                    },
                    from: { apiStages: ["api", "stage", "second"] },
                },
            },
            [
                {
                    type: "aws:apigateway/stage:Stage",
                    name: "second",
                    props: {
                        restApi: unknown,
                        deployment: unknown,
                        stageName: "Prod",
                        cacheClusterEnabled: true,
                        cacheClusterSize: "1.6",
                    },
                    from: { restApi: ["api"], deployment: ["deployment"] },
                },
                {
                    ...settings("second-every-method", "*/*", {}),
                    props: { restApi: unknown, stageName: "Prod", methodPath: "*/*", settings: goodSettings },
                    from: { restApi: ["api"], stageName: ["second"] },
                },
            ],
        ),
    ),
    harmless("a whole gateway after an update, when every id is known", known(gatewayStack())),
    harmless("methods as separate resources", methods),
    harmless("methods as separate resources, after an update", known(methods)),
];

// As at an update: ids instead of unknowns, in inputs and outputs, and no dependencies.
function known(resources: readonly Declared[]): Declared[] {
    const ids: Props = {
        parentId: "root-id",
        connectionId: "link-id",
        restApi: "api-id",
        deployment: "deployment-id",
        keyId: "key-id",
        usagePlanId: "plan-id",
    };
    const own = new Map([
        ["api", "api-id"],
        ["deployment", "deployment-id"],
        ["web-key", "key-id"],
        ["plan", "plan-id"],
    ]);
    return resources.map(({ from: _from, ...resource }) => ({
        ...resource,
        props: {
            ...Object.fromEntries(
                Object.entries(resource.props ?? {}).map(([key, value]) => [
                    key,
                    value === unknown ? (ids[key] ?? value) : value,
                ]),
            ),
            ...(resource.name.endsWith("-items") && { resourceId: "items" }),
            ...(resource.name === "plan" && { apiStages: [{ apiId: "api-id", stage: "Test" }] }),
        },
        outputs: { id: own.get(resource.name) ?? resource.name, rootResourceId: "root-id" },
    }));
}
