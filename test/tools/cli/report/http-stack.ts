import type { EngineEvent } from "@pulumi/pulumi/automation";
import { canaryClient } from "../../../../stacks/settings/http-api/schema";
import { backendOutputs } from "../../backend-outputs";
import { component, resource, urn } from "./events";

const types = {
    api: "gatehouse:gateway:HttpApi",
    keys: "gatehouse:gateway:HttpApiKeys",
    canary: "gatehouse:gateway:CanaryCall",
    balancer: "gatehouse:backends:ApplicationLoadBalancer",
    service: "gatehouse:backends:FargateService",
    bastion: "gatehouse:network:Bastion",
} as const;

/** A part of a component, whose parent it is; `parts` are the types between them. */
function part(of: keyof typeof types, own: string, type: string, name: string, inputs: object = {}): EngineEvent {
    return resource(`${types[of]}$${type}`, name, { parent: urn(types[of], own), inputs });
}

const table = "gatehouse:storage:Table$aws:dynamodb/table:Table";

/** The keys of two clients: two tables, two items, and the function that checks them. */
export const keyEvents: readonly EngineEvent[] = [
    resource(types.keys, "x-http"),
    ...["x-http-keys", "x-http-usage"].map((name) =>
        part("keys", "x-http", table, name, { billingMode: "PAY_PER_REQUEST" }),
    ),
    ...["app", canaryClient].map((name) => part("keys", "x-http", "aws:dynamodb/tableItem:TableItem", name)),
    part("keys", "x-http", "gatehouse:functions:NodeFunction$aws:lambda/function:Function", "x-http-keys", {
        memorySize: 256,
    }),
    part("api", "x-http", "aws:apigatewayv2/authorizer:Authorizer", "x-http-key"),
];

/** A stack with an HTTP API of two routes in front of the service of one API, with a bastion. */
export function httpStack(
    keys: readonly EngineEvent[] = [],
    routeSettings: object = {},
    { instanceType = "t4g.nano" } = {},
): EngineEvent[] {
    const balancer = `${types.balancer}$aws:lb/loadBalancer:LoadBalancer`;
    return [
        resource(types.api, "x-http"),
        part("api", "x-http", "aws:apigatewayv2/api:Api", "x-http", { protocolType: "HTTP" }),
        part("api", "x-http", "aws:apigatewayv2/vpcLink:VpcLink", "x-http"),
        part("api", "x-http", "aws:apigatewayv2/integration:Integration", "x-http-books"),
        ...[{ routeKey: "GET /api/books" }, { routeKey: "GET /api/books/{p1}", operationName: "getBook" }].map(
            (inputs) => part("api", "x-http", "aws:apigatewayv2/route:Route", `x-http-${inputs.routeKey}`, inputs),
        ),
        part("api", "x-http", "aws:apigatewayv2/stage:Stage", "x-http", {
            name: "$default",
            accessLogSettings: { format: "{}" },
            defaultRouteSettings: { throttlingRateLimit: 500, throttlingBurstLimit: 100, ...routeSettings },
            routeSettings: [
                { routeKey: "GET /api/books", throttlingRateLimit: 5, throttlingBurstLimit: 1, ...routeSettings },
                { routeKey: "GET /api/books/{p1}", throttlingRateLimit: 9, throttlingBurstLimit: 2, ...routeSettings },
            ],
        }),
        ...keys,
        resource(types.canary, "x-http"),
        part("canary", "x-http", "aws:secretsmanager/secret:Secret", "x-http-canary"),
        part("canary", "x-http", "gatehouse:functions:NodeFunction$aws:lambda/function:Function", "x-http-canary"),
        part("canary", "x-http", "aws:cloudwatch/eventRule:EventRule", "x-http-canary", {
            scheduleExpression: "rate(1 day)",
        }),
        resource(types.balancer, "x-http"),
        part("balancer", "x-http", "aws:lb/loadBalancer:LoadBalancer", "x-http", { loadBalancerType: "application" }),
        part("balancer", "x-http", "aws:lb/listener:Listener", "x-http"),
        part("service", "books", "aws:lb/targetGroup:TargetGroup", "books"),
        ...component(
            types.service,
            "books",
            backendOutputs("books", {
                compute: { urn: urn(types.service, "books"), unit: "tasks", location: "network" },
                loadBalancer: { urn: urn(balancer, "x-http"), name: "x-http", form: "application" },
            }),
        ),
        resource(types.bastion, "x"),
        part("bastion", "x", "aws:ec2/instance:Instance", "x-bastion", { instanceType }),
    ];
}
