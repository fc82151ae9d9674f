import { z } from "zod";
import { invokedFunction } from "../../../../../openapi/function-invocation";
import type { StateResource } from "../../../../cloud-simulator/state/state-resource";
import { stringMap } from "../../../../gateway-emulator/state/state-values";
import { outputsOf } from "./outputs-of";

const apiForm = z.object({
    id: z.string(),
    name: z.string(),
    protocolType: z.string(),
    apiEndpoint: z.string(),
    executionArn: z.string(),
    routeSelectionExpression: z.string(),
    apiKeySelectionExpression: z.string().nullish(),
});
const limits = { throttlingBurstLimit: z.number().nullish(), throttlingRateLimit: z.number().nullish() };
const stageForm = z.object({
    apiId: z.string(),
    name: z.string(),
    defaultRouteSettings: z.object(limits).nullish(),
    routeSettings: z.array(z.object({ routeKey: z.string(), ...limits })).nullish(),
    stageVariables: stringMap,
});
const routeForm = z.object({
    id: z.string(),
    apiId: z.string(),
    routeKey: z.string(),
    target: z.string().nullish(),
    apiKeyRequired: z.boolean().nullish(),
    authorizerId: z.string().nullish(),
    routeResponseSelectionExpression: z.string().nullish(),
});
const routeResponseForm = z.object({ routeId: z.string() });
const integrationForm = z.object({ id: z.string(), apiId: z.string(), integrationUri: z.string().nullish() });
const authorizerForm = z.object({
    id: z.string(),
    authorizerUri: z.string().nullish(),
    identitySources: z.array(z.string()).nullish(),
});

/** A route of a WebSocket API. */
export interface RouteDefinition {
    /** Undefined if its integration invokes none. */
    readonly functionName: string | undefined;
    readonly hasResponse: boolean;
    readonly needsKey: boolean;
    readonly authorizer: { readonly functionName: string; readonly identitySources: readonly string[] } | undefined;
}

/** A WebSocket API of a stack. */
export interface WebSocketDefinition {
    readonly id: string;
    /** The name of the API that it belongs to, which is its component's. */
    readonly name: string;
    /** Such as `wss://id.execute-api.us-east-1.amazonaws.com`. */
    readonly endpoint: string;
    readonly executionArn: string;
    readonly routeSelectionExpression: string;
    readonly keySource: "header" | "authorizer";
    /** By their keys. */
    readonly routes: Readonly<Record<string, RouteDefinition>>;
    readonly stages: readonly WebSocketStageDefinition[];
}

/** A stage of a WebSocket API. */
export interface WebSocketStageDefinition {
    readonly name: string;
    readonly variables: Readonly<Record<string, string>>;
    /** The limit of a route; undefined without one. */
    readonly throttleOf: (routeKey: string) => { readonly rate: number; readonly burst: number } | undefined;
}

/** Reads the WebSocket APIs that a stack has from its state. */
export function readWebSockets(resources: readonly StateResource[]): WebSocketDefinition[] {
    const type = "aws:apigatewayv2/api:Api";
    const stages = outputsOf(resources, "aws:apigatewayv2/stage:Stage", stageForm);
    const names = new Map(resources.filter((each) => each.type === type).map(({ id, parent }) => [id, nameOf(parent)]));
    return outputsOf(resources, type, apiForm)
        .filter(({ protocolType }) => protocolType === "WEBSOCKET")
        .map((api) => ({
            id: api.id,
            name: names.get(api.id) ?? api.name,
            endpoint: `wss://${api.apiEndpoint.replace(/^\w+:\/\//, "")}`,
            executionArn: api.executionArn,
            routeSelectionExpression: api.routeSelectionExpression,
            keySource: api.apiKeySelectionExpression?.includes("authorizer") ? "authorizer" : "header",
            routes: readRoutes(resources, api.id),
            stages: stages.filter(({ apiId }) => apiId === api.id).map(readStage),
        }));
}

function readStage(stage: z.output<typeof stageForm>): WebSocketStageDefinition {
    const { name, stageVariables: variables, defaultRouteSettings, routeSettings } = stage;
    const throttleOf = (routeKey: string) => {
        const own = routeSettings?.find((each) => each.routeKey === routeKey);
        const rate = own?.throttlingRateLimit ?? defaultRouteSettings?.throttlingRateLimit;
        const burst = own?.throttlingBurstLimit ?? defaultRouteSettings?.throttlingBurstLimit;
        return rate && burst ? { rate, burst } : undefined;
    };
    return { name, variables, throttleOf };
}

function readRoutes(resources: readonly StateResource[], apiId: string): Record<string, RouteDefinition> {
    const integrations = outputsOf(resources, "aws:apigatewayv2/integration:Integration", integrationForm);
    const authorizers = outputsOf(resources, "aws:apigatewayv2/authorizer:Authorizer", authorizerForm);
    const responses = outputsOf(resources, "aws:apigatewayv2/routeResponse:RouteResponse", routeResponseForm);
    const functionOf = (uri: string | null | undefined) => invokedFunction(uri ?? "")?.functionName;
    const routes = outputsOf(resources, "aws:apigatewayv2/route:Route", routeForm).filter(
        (each) => each.apiId === apiId,
    );
    return Object.fromEntries(
        routes.map((route) => {
            const integration = integrations.find(({ id }) => route.target === `integrations/${id}`);
            const authorizer = authorizers.find(({ id }) => route.authorizerId === id);
            const authorizing = functionOf(authorizer?.authorizerUri);
            const definition: RouteDefinition = {
                functionName: functionOf(integration?.integrationUri),
                // Both are needed (API Gateway developer guide, "Set up a route response for a WebSocket API").
                hasResponse:
                    Boolean(route.routeResponseSelectionExpression) &&
                    responses.some(({ routeId }) => routeId === route.id),
                needsKey: route.apiKeyRequired ?? false,
                authorizer:
                    authorizing === undefined
                        ? undefined
                        : { functionName: authorizing, identitySources: authorizer?.identitySources ?? [] },
            };
            return [route.routeKey, definition];
        }),
    );
}

// A URN ends with the name of its resource, which follows the types.
function nameOf(parent: string | undefined): string | undefined {
    return parent?.includes("gatehouse:gateway:WebSocketApi::") ? parent.split("::").at(-1) : undefined;
}
