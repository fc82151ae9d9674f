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
    readonly ignoredByStage?: readonly string[];
    readonly integration?: Props;
}

/** A WebSocket API with a function, a plan and throttles, as a program declares it at its first preview. */
function socket(changes: Changes = {}): Declared[] {
    const { api = {}, connect = {}, stage = {}, integration = {}, ignoredByStage = [] } = changes;
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
        part("Deployment", "deployment", { triggers: { routes: unknown } }, { triggers: ["connect", "status"] }),
        {
            ...part(
                "Stage",
                "live",
                {
                    name: "live",
                    deploymentId: unknown,
                    defaultRouteSettings: limits(500),
                    routeSettings: [{ routeKey: "status", ...limits(20) }],
                    ...stage,
                },
                stage.deploymentId === undefined ? { deploymentId: ["deployment"] } : {},
            ),
            ignoreChanges: ignoredByStage,
        },
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
    breaks("a stage that serves a deployment of another program", "r4-usage-plans", "live", {
        stage: { deploymentId: "a1b2c3" },
    }),
    breaks("a stage that serves what was deployed last", "r4-usage-plans", "live", { stage: { deploymentId: null } }),
    breaks("a stage that may keep an earlier deployment", "r4-usage-plans", "live", {
        ignoredByStage: ["deploymentId"],
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
        reason: "a WebSocket API whose stage deploys by itself",
        resources: socket({ stage: { deploymentId: null, autoDeploy: true }, ignoredByStage: ["deploymentId"] }),
    },
    {
        reason: "a WebSocket API behind a VPC link",
        resources: socket({
            integration: { integrationType: "HTTP_PROXY", connectionType: "VPC_LINK", connectionId: unknown },
        }),
    },
];

/** A new route's target and the ARN of its function. */
export const usuallyUnknown = /^(target|integrationUri|routeSettings\.\d\.routeKey|routeKey)$/;
