import * as pulumi from "@pulumi/pulumi";

/** How clients reach a REST API: in its region, at the edge of CloudFront, or only from VPC endpoints. */
export type ApiEndpoint = { readonly type: "REGIONAL" | "EDGE" } | PrivateApiEndpoint;

/** The endpoint of a private REST API. */
export interface PrivateApiEndpoint {
    readonly type: "PRIVATE";
    /** Ids of the VPC endpoints from which it can be called. */
    readonly vpcEndpointIds: readonly pulumi.Input<string>[];
    /** Whether these have private DNS, so that the API's host name at AWS leads to them. */
    readonly privateDns: boolean;
}

const invoke = { Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" };

/**
 * The resource policy of a private REST API: calls come from its VPC endpoints alone, and from everyone there whom its own policy admits
 * (docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html, "Allow private API traffic based
 * on source VPC or VPC endpoint"). Without a policy a private API cannot be deployed (hashicorp/terraform-provider-aws#14290).
 * @param statements those of the API's own policy. Default: everyone may call.
 */
export function privateEndpointPolicy(
    vpcEndpointIds: readonly pulumi.Input<string>[],
    statements: readonly unknown[] = [{ Effect: "Allow", ...invoke }],
) {
    const elsewhere = { StringNotEquals: { "aws:SourceVpce": vpcEndpointIds } };
    return {
        Version: "2012-10-17",
        Statement: [...statements, { Effect: "Deny", ...invoke, Condition: elsewhere }],
    };
}

/**
 * The part of an endpoint's configuration that is known at preview. The provider requires `dualstack` for a private API
 * (hashicorp/terraform-provider-aws, rest_api.go, endpointConfigurationPlantimeValidate).
 */
export function endpointConfiguration(endpoint: ApiEndpoint) {
    return { types: endpoint.type, ...(endpoint.type === "PRIVATE" && { ipAddressType: "dualstack" }) };
}

/**
 * The arguments of a private REST API that hold outputs, beside those of `endpointConfiguration`.
 *
 * An import in mode "overwrite" removes the association with VPC endpoints and the policy, and the provider adds them again
 * (rest_api.go, resourceRestAPIWithBodyUpdateOperations). In between, the host names that an association makes are gone
 * (hashicorp/terraform-provider-aws#26051), so endpoints are associated only if clients need these names: without private DNS.
 * @param policy the API's own resource policy as JSON. Default: everyone may call.
 */
export function privateArguments(endpoint: ApiEndpoint, policy?: string) {
    if (endpoint.type !== "PRIVATE") return {};
    const { vpcEndpointIds, privateDns } = endpoint;
    const own: readonly unknown[] | undefined = policy === undefined ? undefined : JSON.parse(policy).Statement;
    return {
        policy: pulumi.jsonStringify(privateEndpointPolicy(vpcEndpointIds, own)),
        ...(!privateDns && {
            endpointConfiguration: { ...endpointConfiguration(endpoint), vpcEndpointIds: [...vpcEndpointIds] },
        }),
    };
}

/**
 * The URL at which clients call a stage: without private DNS, the name that is made of the ids of the API and of its first VPC
 * endpoint (docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html).
 */
export function callUrl(
    endpoint: ApiEndpoint,
    restApiId: pulumi.Input<string>,
    invokeUrl: pulumi.Output<string>,
): pulumi.Output<string> {
    const [vpcEndpointId] = endpoint.type === "PRIVATE" && !endpoint.privateDns ? endpoint.vpcEndpointIds : [];
    if (vpcEndpointId === undefined) return invokeUrl;
    return pulumi
        .all([restApiId, vpcEndpointId, invokeUrl])
        .apply(([api, vpcEndpoint, url]) => url.replace(`//${api}.`, `//${api}-${vpcEndpoint}.`));
}
