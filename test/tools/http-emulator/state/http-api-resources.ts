import type { StateResource } from "../../../../tools/cloud-simulator/state/state-resource";

type Outputs = Readonly<Record<string, unknown>>;

/** A resource of a state, with a URN that ends in its id. */
export function resource(type: string, id: string, outputs: Outputs): StateResource {
    return { urn: `urn:pulumi:dev::shop::${type}::${id}`, type, id, outputs };
}

const arn = "arn:aws:elasticloadbalancing:eu-central-1:123456789012";

/** Outputs of the resources of an HTTP API with one route to `/api/books`, behind a load balancer and ECS. */
export const outputs = {
    api: {
        protocolType: "HTTP",
        name: "shop",
        executionArn: "arn:aws:execute-api:eu-central-1:123456789012:api1",
        apiEndpoint: "https://api1.execute-api.eu-central-1.amazonaws.com",
    },
    integration: {
        apiId: "api1",
        integrationType: "HTTP_PROXY",
        integrationMethod: "ANY",
        connectionType: "VPC_LINK",
        connectionId: "link1",
        integrationUri: `${arn}:listener/1`,
        payloadFormatVersion: "1.0",
        timeoutMilliseconds: 29_000,
        requestParameters: { "overwrite:path": "$request.path" },
        responseParameters: [{ statusCode: "404", mappings: { "overwrite:statuscode": "410" } }],
    },
    authorizer: {
        apiId: "api1",
        name: "keys",
        authorizerType: "REQUEST",
        authorizerUri: "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/f/invocations",
        authorizerPayloadFormatVersion: "2.0",
        enableSimpleResponses: true,
        identitySources: ["$request.header.x-api-key"],
        authorizerResultTtlInSeconds: 60,
    },
    route: {
        apiId: "api1",
        routeKey: "GET /api/books",
        target: "integrations/int1",
        authorizationType: "CUSTOM",
        authorizerId: "auth1",
    },
    stage: {
        apiId: "api1",
        name: "$default",
        autoDeploy: true,
        stageVariables: { v: 1 },
        defaultRouteSettings: { loggingLevel: "OFF", throttlingRateLimit: 100, throttlingBurstLimit: 50 },
        routeSettings: [{ routeKey: "GET /api/books", loggingLevel: "OFF", throttlingRateLimit: 5 }],
        accessLogSettings: { destinationArn: "arn:aws:logs:x", format: "$context.status" },
    },
    balancer: { arn: `${arn}:loadbalancer/1`, loadBalancerType: "application", dropInvalidHeaderFields: true },
    listener: {
        arn: `${arn}:listener/1`,
        port: 80,
        protocol: "HTTP",
        loadBalancerArn: `${arn}:loadbalancer/1`,
        defaultActions: [
            {
                type: "fixed-response",
                fixedResponse: { statusCode: "404", contentType: "text/plain", messageBody: "" },
            },
        ],
    },
    rule: {
        listenerArn: `${arn}:listener/1`,
        priority: 20,
        conditions: [{ pathPattern: { values: ["/api/books", "/api/books/*"] } }],
        actions: [{ type: "forward", order: 1, targetGroupArn: `${arn}:targetgroup/books` }],
    },
    service: {
        loadBalancers: [{ targetGroupArn: `${arn}:targetgroup/books`, containerName: "books", containerPort: 80 }],
    },
};

/** The state of that API, with other outputs of some resources in place of the usual ones. */
export function httpApiState(
    changes: Readonly<Partial<Record<keyof typeof outputs, Outputs>>> = {},
    extra: readonly StateResource[] = [],
): StateResource[] {
    const own = (name: keyof typeof outputs) => ({ ...outputs[name], ...changes[name] });
    const service = resource("aws:ecs/service:Service", "service1", own("service"));
    return [
        resource("aws:apigatewayv2/api:Api", "api1", own("api")),
        resource("aws:apigatewayv2/integration:Integration", "int1", own("integration")),
        resource("aws:apigatewayv2/authorizer:Authorizer", "auth1", own("authorizer")),
        resource("aws:apigatewayv2/route:Route", "route1", own("route")),
        resource("aws:apigatewayv2/stage:Stage", "$default", own("stage")),
        resource("aws:apigatewayv2/vpcLink:VpcLink", "link1", {}),
        resource("aws:lb/loadBalancer:LoadBalancer", "lb1", own("balancer")),
        resource("aws:lb/listener:Listener", "listener1", own("listener")),
        resource("aws:lb/listenerRule:ListenerRule", "rule1", own("rule")),
        service,
        {
            urn: "urn:pulumi:dev::shop::gatehouse:fargate:Service::books",
            type: "gatehouse:fargate:Service",
            outputs: { backend: { api: "books", compute: { urn: service.urn } }, environment: { PORT: 80 } },
        },
        ...extra,
    ];
}
