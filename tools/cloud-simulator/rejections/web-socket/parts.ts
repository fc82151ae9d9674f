import type { Cloud } from "../../state/cloud";
import { type PropertyMap, text } from "../../state/property-values";
import type { LiveResource } from "../../state/resource-store";

/** Types of HTTP and WebSocket APIs and their parts. */
export const newerTypes = {
    api: "aws:apigatewayv2/api:Api",
    authorizer: "aws:apigatewayv2/authorizer:Authorizer",
    deployment: "aws:apigatewayv2/deployment:Deployment",
    integration: "aws:apigatewayv2/integration:Integration",
    integrationResponse: "aws:apigatewayv2/integrationResponse:IntegrationResponse",
    model: "aws:apigatewayv2/model:Model",
    route: "aws:apigatewayv2/route:Route",
    routeResponse: "aws:apigatewayv2/routeResponse:RouteResponse",
    stage: "aws:apigatewayv2/stage:Stage",
} as const;

/** Rules of an oracle that measured AWS's responses. */
export const measured = "badmintoncryer/cdk-preflight, rules/apigatewayv2";

/** The protocol of the API that a part belongs to: `WEBSOCKET`, `HTTP`, or empty for an API outside the stack. */
export function protocolOf({ apiId }: PropertyMap, { store }: Cloud): string {
    return text(store.find(newerTypes.api, text(apiId))?.outputs.protocolType);
}

/** The parts of a type that an API has. */
export function partsOf(
    type: keyof typeof newerTypes,
    apiId: PropertyMap[string] | undefined,
    { store }: Cloud,
): LiveResource[] {
    return store.ofType(newerTypes[type]).filter(({ outputs }) => text(outputs.apiId) === text(apiId));
}
