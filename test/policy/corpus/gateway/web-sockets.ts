import { type Declared, type Json, unknown } from "../../engine";
import type { CleanCase, ViolationCase } from "../case";
import { gatewayStack } from "./stack";

type Props = { readonly [key: string]: Json };

const part = (kind: string, name: string, props: Props, from: Declared["from"] = {}): Declared => ({
    type: `aws:apigatewayv2/${kind.charAt(0).toLowerCase()}${kind.slice(1)}:${kind}`,
    name,
    props: { apiId: unknown, ...props },
    from: { apiId: ["ws"], ...from },
});
const limits = (throttlingRateLimit: Json, throttlingBurstLimit: Json = 50): Props => ({
    throttlingRateLimit,
    throttlingBurstLimit,
});

interface Changes {
    readonly api?: Props;
    readonly connect?: Props;
    readonly stage?: Props;
    readonly integration?: Props;
}

/** A WebSocket API with a function, a plan and throttles, as a program declares it at its first preview. */
function socket({ api = {}, connect = {}, stage = {}, integration = {} }: Changes = {}): Declared[] {
    const planned = gatewayStack()
        .filter(({ name }) => ["plan", "web-key", "web-in-plan"].includes(name))
        .map(
            (each): Declared =>
                each.name === "plan"
                    ? {
                          ...each,
                          props: { ...each.props, apiStages: [{ apiId: unknown, stage: "live" }] },
                          from: { apiStages: ["ws", "live"] },
                      }
                    : each,
        );
    return [
        {
            type: "aws:apigatewayv2/api:Api",
            name: "ws",
            props: { protocolType: "WEBSOCKET", routeSelectionExpression: "$request.body.action", ...api },
        },
        part("Integration", "function", { integrationType: "AWS_PROXY", integrationUri: unknown, ...integration }),
        part("Route", "connect", { routeKey: "$connect", apiKeyRequired: true, target: unknown, ...connect }),
        part("Route", "status", { routeKey: "status", target: unknown }),
        part("Stage", "live", {
            name: "live",
            defaultRouteSettings: limits(500),
            routeSettings: [{ routeKey: "status", ...limits(20) }],
            ...stage,
        }),
        ...planned,
    ];
}

const breaks = (reason: string, policy: ViolationCase["policy"], at: string, changes: Changes): ViolationCase => ({
    reason,
    policy,
    at,
    resources: socket(changes),
});

/** WebSocket APIs without a key, without a limit, or with a public backend. */
export const violations: readonly ViolationCase[] = [
    breaks("connections without a key", "r4-key-on-every-operation", "connect", { connect: { apiKeyRequired: false } }),
    breaks("a key from where API Gateway finds none", "r4-key-on-every-operation", "ws", {
        api: { apiKeySelectionExpression: "$request.querystring.key" },
    }),
    breaks("a route above the limit", "r3-rate-limits", "live", {
        stage: { routeSettings: [{ routeKey: "status", ...limits(100_001) }] },
    }),
    breaks("a route without a limit of its own", "r3-rate-limits", "live", {
        stage: { routeSettings: [{ routeKey: "status", loggingLevel: "INFO" }] },
    }),
    breaks("a stage without limits", "r3-rate-limits", "live", { stage: { defaultRouteSettings: null } }),
    breaks("routes that together exceed the limit", "r3-rate-limits", "live", {
        stage: { defaultRouteSettings: limits(60_000), routeSettings: [{ routeKey: "status", ...limits(50_000) }] },
    }),
    breaks("a backend on the internet", "r1-private-backend", "function", {
        integration: { integrationType: "HTTP_PROXY", integrationUri: "https://shop.example.com" },
    }),
    breaks("a function whose uri is a host", "r1-private-backend", "function", {
        integration: { integrationUri: "https://shop.example.com" },
    }),
];

/** WebSocket APIs that keep the rules. */
export const clean: readonly CleanCase[] = [
    { reason: "a WebSocket API with a key, a plan and limits", resources: socket() },
    {
        reason: "a WebSocket API behind a VPC link",
        resources: socket({
            integration: { integrationType: "HTTP_PROXY", connectionType: "VPC_LINK", connectionId: unknown },
        }),
    },
];

/** A new route's target and the ARN of its function. */
export const usuallyUnknown = /^(target|integrationUri|routeSettings\.\d\.routeKey|routeKey)$/;
