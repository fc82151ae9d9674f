import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { HttpRoute } from "../../../openapi/http-route";
import type { CreatedAuthorizers } from "./authorizers";

/** Characters of the name of an operation (docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html). */
const maxOperationName = 64;

/** The resources that routes refer to. */
export interface RouteTargets {
    readonly api: aws.apigatewayv2.Api;
    readonly authorizers: CreatedAuthorizers;
    /** By the name of the API. */
    readonly integrations: Readonly<Record<string, aws.apigatewayv2.Integration>>;
}

/**
 * Creates the routes of an HTTP API: the operations of the documents, and nothing that takes other calls, such as `$default` or `ANY`.
 * @throws {Error} if an API has no integration.
 */
export function createRoutes(
    name: string,
    routes: readonly HttpRoute[],
    { api, authorizers, integrations }: RouteTargets,
    parent: pulumi.Resource,
): aws.apigatewayv2.Route[] {
    return routes.map((route) => {
        const { [route.api]: integration } = integrations;
        if (integration === undefined)
            throw new Error(`no backend of API "${route.api}" for ${route.method.toUpperCase()} ${route.path}`);
        return new aws.apigatewayv2.Route(
            `${name}-${route.routeKey}`,
            {
                apiId: api.id,
                routeKey: route.routeKey,
                target: pulumi.interpolate`integrations/${integration.id}`,
                ...authorizers.of(route),
                ...(route.operationId !== undefined &&
                    route.operationId.length <= maxOperationName && { operationName: route.operationId }),
            },
            // The stage deploys a route at once, and API Gateway responds with 500 if it may not call the function.
            { parent, dependsOn: [...authorizers.permissions] },
        );
    });
}
