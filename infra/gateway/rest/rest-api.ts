import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { readRestApiBody } from "../../../openapi/rest-api-body";
import { type ApiEndpoint, endpointConfiguration, privateArguments } from "./endpoint";

/** Arguments of the REST API itself. */
export interface RestApiArgs {
    /** Name of the REST API at AWS; it is a dimension of its metrics. */
    apiName: string;
    /** OpenAPI document that is imported: a constant that contains no resource's output. */
    body: string;
    /** The API's host name at AWS. Default: it serves, with the oldest TLS policy. */
    defaultEndpoint?: DefaultEndpoint | undefined;
    /** How clients reach it. Default: a regional endpoint. */
    endpoint?: ApiEndpoint | undefined;
    /**
     * Size in bytes from which responses are compressed; -1 ends a compression that is on, which the provider would otherwise keep
     * (hashicorp/terraform-provider-aws, rest_api.go). The body has the size too, as a body without it resets it. Default: none.
     */
    minimumCompressionSize?: number | undefined;
    /** Resource policy as JSON. Default: whom the operations' own authorization admits. */
    policy?: string | undefined;
    /** Protect the REST API, whose id is in every client's URL, and the keys, whose values cannot be restored. */
    deletionProtection: boolean;
}

/** The host name that AWS gives to every REST API: `*.execute-api.…`. */
export interface DefaultEndpoint {
    /** Whether it serves; otherwise it returns 403. */
    readonly enabled: boolean;
    /**
     * Whether clients call it at another host name than its own, as they do a private API without private DNS: the strict access mode
     * rejects them (docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html). Default: no.
     */
    readonly otherHosts?: boolean | undefined;
    /** TLS policy, for requests to a domain name too. Default: API Gateway's. */
    readonly securityPolicy?: string | undefined;
}

/**
 * The arguments of a REST API that a deployment is a snapshot of, as well as of the body: neither another policy nor a disabled
 * endpoint takes effect without a new one, nor do another type or compression (docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html,
 * apigateway-security-policies-update.html, apigateway-resource-policies-create-attach.html).
 */
export function apiSettings({
    defaultEndpoint = { enabled: true },
    endpoint = { type: "REGIONAL" },
    minimumCompressionSize,
    policy,
}: Pick<RestApiArgs, "defaultEndpoint" | "endpoint" | "minimumCompressionSize" | "policy">) {
    const { enabled, securityPolicy, otherHosts } = defaultEndpoint;
    return {
        endpointConfiguration: endpointConfiguration(endpoint),
        apiKeySource: "HEADER",
        ...(!enabled && { disableExecuteApiEndpoint: true }),
        ...(securityPolicy !== undefined && { securityPolicy }),
        ...(securityPolicy?.startsWith("SecurityPolicy_") && { endpointAccessMode: otherHosts ? "BASIC" : "STRICT" }),
        ...(minimumCompressionSize !== undefined && { minimumCompressionSize: String(minimumCompressionSize) }),
        ...(policy !== undefined && { policy }),
    };
}

/** Creates the REST API from its body. */
export function createRestApi(name: string, args: RestApiArgs, parent: pulumi.Resource): aws.apigateway.RestApi {
    const binaryMediaTypes = readRestApiBody(args.body)?.binaryMediaTypes ?? [];
    return new aws.apigateway.RestApi(
        name,
        {
            name: args.apiName,
            body: args.body,
            // Also where it is enabled: without the argument, a disabled endpoint would stay disabled
            // (hashicorp/terraform-provider-aws, rest_api.go).
            disableExecuteApiEndpoint: false,
            ...apiSettings(args),
            ...privateArguments(args.endpoint ?? { type: "REGIONAL" }, args.policy),
            // An update of the body alone does not change them: the provider writes the list of its state back
            // (hashicorp/terraform-provider-aws, rest_api.go; seen in cloudposse/terraform-aws-api-gateway#67).
            ...(binaryMediaTypes.length > 0 && { binaryMediaTypes: [...binaryMediaTypes] }),
            // Warnings are returned but not shown: without this a dropped extension would go unnoticed
            // (docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-errors-warnings.html).
            failOnWarnings: true,
        },
        { parent, protect: args.deletionProtection },
    );
}
