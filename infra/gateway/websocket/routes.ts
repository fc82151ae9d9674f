import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { NodeFunction } from "../../node-function";

/** A route of a WebSocket API. */
export interface Route {
    /** The part of logical names that tells it from the others, such as `connect`. */
    readonly label: string;
    /** Its key at AWS: `$connect`, `$disconnect`, `$default`, or the value of `action` in messages. */
    readonly key: string;
    readonly function: NodeFunction;
    /** Name of the function at AWS. */
    readonly functionName: string;
    /** Whether the client gets what the function returns as a message. */
    readonly response: boolean;
}

/** The function that decides who may connect, and the parts of a request that it needs. */
export interface ConnectAuthorizer {
    readonly function: NodeFunction;
    /** Name of the function at AWS. */
    readonly functionName: string;
    /** Without one of them, API Gateway returns 401 and does not call the function. */
    readonly identitySources: readonly string[];
}

/** Arguments of the routes of an API. */
export interface RoutesArgs {
    readonly api: aws.apigatewayv2.Api;
    /** The settings of the API that take effect with a deployment. */
    readonly apiSettings: Readonly<Record<string, string>>;
    readonly routes: readonly Route[];
    /** Default: the API key alone decides. */
    readonly authorizer: ConnectAuthorizer | undefined;
}

/** The routes of an API, once they are at AWS. */
export interface CreatedRoutes {
    /** The resources that a deployment is a snapshot of, and must wait for. */
    readonly deployed: readonly pulumi.Resource[];
    /** The resources that a stage must wait for. */
    readonly permissions: readonly pulumi.Resource[];
    /** Values that change if the routes have to be deployed again. */
    readonly triggers: Readonly<Record<string, pulumi.Input<string>>>;
}

const connect = "$connect";

/**
 * Creates routes with their integrations and responses, and permits each to invoke its function. `$connect` demands an API key, the only
 * route that can (docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-routes.html).
 */
export function createRoutes(
    name: string,
    { api, apiSettings, routes, authorizer }: RoutesArgs,
    parent: pulumi.Resource,
): CreatedRoutes {
    const created = authorizer && createAuthorizer(name, api, authorizer, parent);
    const all = routes.map((route) => createRoute(name, api, route, created?.authorizer, parent));
    const deployed = [...(created ? [created.authorizer] : []), ...all.flatMap((route) => route.deployed)];
    return {
        deployed,
        permissions: [...all.map(({ permission }) => permission), ...(created ? [created.permission] : [])],
        triggers: {
            // Known in a preview.
            routes: hashOf({
                apiSettings,
                routes: routes.map(({ key, functionName, response }) => ({ key, functionName, response })),
                ...(authorizer && {
                    authorizer: {
                        functionName: authorizer.functionName,
                        identitySources: authorizer.identitySources,
                    },
                }),
            }),
            // One that is replaced leaves the others as they are.
            ids: pulumi.all(deployed.map(({ id }) => id)).apply(hashOf),
        },
    };
}

function createRoute(
    name: string,
    api: aws.apigatewayv2.Api,
    route: Route,
    authorizer: aws.apigatewayv2.Authorizer | undefined,
    parent: pulumi.Resource,
) {
    const logicalName = `${name}_${route.label}`;
    const integration = new aws.apigatewayv2.Integration(
        logicalName,
        {
            apiId: api.id,
            integrationType: "AWS_PROXY",
            // The method of Lambda's API (docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html).
            integrationMethod: "POST",
            integrationUri: route.function.invokeArn,
        },
        { parent },
    );
    const created = new aws.apigatewayv2.Route(
        logicalName,
        {
            apiId: api.id,
            routeKey: route.key,
            target: pulumi.interpolate`integrations/${integration.id}`,
            apiKeyRequired: route.key === connect,
            ...(route.key === connect && authorizer && { authorizationType: "CUSTOM", authorizerId: authorizer.id }),
            ...(route.response && { routeResponseSelectionExpression: "$default" }),
        },
        { parent },
    );
    // Without it, what the function returns goes nowhere.
    const response = route.response
        ? [
              new aws.apigatewayv2.RouteResponse(
                  logicalName,
                  { apiId: api.id, routeId: created.id, routeResponseKey: "$default" },
                  { parent },
              ),
          ]
        : [];
    const permission = permit(
        logicalName,
        route.function,
        pulumi.interpolate`${api.executionArn}/*/${route.key}`,
        parent,
    );
    return { deployed: [integration, created, ...response], permission };
}

// API Gateway does not keep the results of an authorizer of a WebSocket API: `authorizerResultTtlInSeconds` is for HTTP APIs only.
function createAuthorizer(
    name: string,
    api: aws.apigatewayv2.Api,
    { function: code, identitySources }: ConnectAuthorizer,
    parent: pulumi.Resource,
) {
    const authorizer = new aws.apigatewayv2.Authorizer(
        `${name}_connect`,
        {
            apiId: api.id,
            name: "connect",
            authorizerType: "REQUEST",
            authorizerUri: code.invokeArn,
            identitySources: [...identitySources],
        },
        { parent },
    );
    const source = pulumi.interpolate`${api.executionArn}/authorizers/${authorizer.id}`;
    return { authorizer, permission: permit(`${name}_authorizer`, code, source, parent) };
}

function permit(
    name: string,
    { functionName }: NodeFunction,
    sourceArn: pulumi.Output<string>,
    parent: pulumi.Resource,
) {
    return new aws.lambda.Permission(
        name,
        {
            action: "lambda:InvokeFunction",
            function: functionName,
            principal: "apigateway.amazonaws.com",
            sourceArn,
        },
        { parent },
    );
}

function hashOf(value: unknown): string {
    return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
