import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { mapValues } from "../../map-values";
import type { CreatedLink } from "./vpc-link";

/** The servers of an API behind the load balancer. */
export interface HttpBackend {
    /** ARN of the listener of the load balancer that forwards its calls. */
    readonly listenerArn: pulumi.Input<string>;
    /** The resources that serve it, such as the component of its service: calls pass once they exist, and until they are to be deleted. */
    readonly dependencies: readonly pulumi.Resource[];
}

/**
 * Milliseconds that API Gateway waits for a response: the maximum
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html).
 */
const timeoutMilliseconds = 30_000;

/**
 * Creates the integration of each API, through which API Gateway passes calls as they are: with the method, the path and the query of
 * the client, its address in `Forwarded`, and all of its headers but the API key, which a backend could log or use itself.
 * @param backends by the name of the API.
 */
export function createIntegrations(
    name: string,
    api: aws.apigatewayv2.Api,
    link: CreatedLink,
    backends: Readonly<Record<string, HttpBackend>>,
    parent: pulumi.Resource,
): Record<string, aws.apigatewayv2.Integration> {
    return mapValues(
        backends,
        ({ listenerArn, dependencies }, own) =>
            new aws.apigatewayv2.Integration(
                `${name}-${own}`,
                {
                    apiId: api.id,
                    integrationType: "HTTP_PROXY",
                    integrationMethod: "ANY",
                    connectionType: "VPC_LINK",
                    connectionId: link.id,
                    integrationUri: listenerArn,
                    // A private integration has no other (…/developerguide/http-api-develop-integrations-private.html).
                    payloadFormatVersion: "1.0",
                    timeoutMilliseconds,
                    // The value that AWS has for a removal (…/developerguide/http-api-parameter-mapping.html).
                    requestParameters: { "remove:header.x-api-key": "''" },
                },
                { parent, dependsOn: [...link.dependencies, ...dependencies] },
            ),
    );
}
