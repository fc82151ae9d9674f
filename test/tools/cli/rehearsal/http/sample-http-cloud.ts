import { createHash } from "node:crypto";
import type { PropertyMap } from "../../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../../tools/cloud-simulator/state/simulated-cloud";

const account = "123456789012";
const key = "k".repeat(40);
const functionArn = `arn:aws:lambda:eu-central-1:${account}:function:shop-keys`;

/** Types of the resources of the sample, by a short name. */
const types = {
    api: "aws:apigatewayv2/api:Api",
    stage: "aws:apigatewayv2/stage:Stage",
    route: "aws:apigatewayv2/route:Route",
    integration: "aws:apigatewayv2/integration:Integration",
    authorizer: "aws:apigatewayv2/authorizer:Authorizer",
    link: "aws:apigatewayv2/vpcLink:VpcLink",
    balancer: "aws:lb/loadBalancer:LoadBalancer",
    listener: "aws:lb/listener:Listener",
    rule: "aws:lb/listenerRule:ListenerRule",
    targets: "aws:lb/targetGroup:TargetGroup",
    service: "aws:ecs/service:Service",
    definition: "aws:ecs/taskDefinition:TaskDefinition",
    policy: "aws:iam/rolePolicy:RolePolicy",
    linkGroup: "aws:ec2/securityGroup:SecurityGroup",
    balancerGroup: "aws:ec2/securityGroup:SecurityGroup",
    egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    function: "aws:lambda/function:Function",
    permission: "aws:lambda/permission:Permission",
    password: "random:index/randomPassword:RandomPassword",
    item: "aws:dynamodb/tableItem:TableItem",
} as const;

/** Short name of a resource of the sample, which is its id too. */
export type SampleName = keyof typeof types;

const ofApi = { apiId: "api" };
const way = { ipProtocol: "tcp", fromPort: 80, toPort: 80 };

const properties: Readonly<Record<SampleName, PropertyMap>> = {
    api: {
        protocolType: "HTTP",
        name: "shop",
        apiEndpoint: "https://api.execute-api.eu-central-1.amazonaws.com",
        executionArn: `arn:aws:execute-api:eu-central-1:${account}:api`,
    },
    stage: {
        ...ofApi,
        name: "$default",
        autoDeploy: true,
        defaultRouteSettings: { throttlingRateLimit: 1, throttlingBurstLimit: 1 },
    },
    route: {
        ...ofApi,
        routeKey: "GET /shop/{id}",
        target: "integrations/integration",
        authorizationType: "CUSTOM",
        authorizerId: "authorizer",
    },
    integration: {
        ...ofApi,
        integrationType: "HTTP_PROXY",
        integrationMethod: "ANY",
        connectionType: "VPC_LINK",
        connectionId: "link",
        integrationUri: "listener",
        payloadFormatVersion: "1.0",
        timeoutMilliseconds: 30_000,
    },
    authorizer: {
        ...ofApi,
        name: "api-key",
        authorizerType: "REQUEST",
        authorizerUri: `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
        authorizerPayloadFormatVersion: "2.0",
        enableSimpleResponses: true,
        identitySources: ["$request.header.x-api-key"],
        authorizerResultTtlInSeconds: 0,
    },
    link: { securityGroupIds: ["linkGroup"], subnetIds: [] },
    balancer: {
        arn: "balancer",
        loadBalancerType: "application",
        securityGroups: ["balancerGroup"],
        subnets: [],
        dropInvalidHeaderFields: true,
    },
    listener: {
        arn: "listener",
        loadBalancerArn: "balancer",
        port: 80,
        protocol: "HTTP",
        defaultActions: [
            {
                type: "fixed-response",
                fixedResponse: { contentType: "text/plain", statusCode: "404", messageBody: "" },
            },
        ],
    },
    rule: {
        listenerArn: "listener",
        priority: 1,
        conditions: [{ pathPattern: { values: ["/shop", "/shop/*"] } }],
        actions: [{ type: "forward", targetGroupArn: "targets" }],
    },
    targets: { arn: "targets", port: 80, healthCheck: { path: "/ready" } },
    service: { loadBalancers: [{ targetGroupArn: "targets", containerPort: 8080 }], taskDefinition: "shop:1" },
    definition: {
        arn: "shop:1",
        executionRoleArn: `arn:aws:iam::${account}:role/shop-execution`,
        containerDefinitions: JSON.stringify([{ name: "shop", image: "shop:1" }]),
    },
    policy: { role: "shop-execution" },
    linkGroup: {},
    balancerGroup: {},
    egress: { securityGroupId: "linkGroup", referencedSecurityGroupId: "balancerGroup", ...way },
    ingress: { securityGroupId: "balancerGroup", referencedSecurityGroupId: "linkGroup", ...way },
    function: {
        name: "shop-keys",
        arn: functionArn,
        code: { path: "/nowhere" },
        handler: "index.handler",
        runtime: "nodejs24.x",
    },
    permission: {
        function: "shop-keys",
        action: "lambda:InvokeFunction",
        principal: "apigateway.amazonaws.com",
        sourceArn: `arn:aws:execute-api:eu-central-1:${account}:api/authorizers/authorizer`,
    },
    password: { result: key },
    item: { item: JSON.stringify({ keyHash: { S: createHash("sha256").update(key).digest("hex") } }) },
};

/** A cloud with an HTTP API that has one route, its key function, and one service on Fargate behind it. */
export class SampleHttpCloud {
    readonly cloud = new SimulatedCloud(account, "eu-central-1");

    constructor() {
        for (const name of Object.keys(types) as SampleName[]) this.put(name);
    }

    /** Creates a resource, or changes it. */
    put(name: SampleName, changes: PropertyMap = {}): void {
        const all = { ...properties[name], ...changes };
        this.cloud.store.put({ urn: this.urn(name), type: types[name], id: name, inputs: all, outputs: all });
    }

    /** Deletes a resource. */
    remove(name: SampleName): void {
        this.cloud.store.remove({ urn: this.urn(name), id: name });
    }

    /** The provider's call that would delete a resource. */
    deletionOf(name: SampleName) {
        return { verb: "delete", urn: this.urn(name), type: types[name], name, id: name } as const;
    }

    private urn(name: SampleName): string {
        return `urn:pulumi:dev::shop::${types[name]}::${name}`;
    }
}
