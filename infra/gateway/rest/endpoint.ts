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

/**
 * The resource policy of a private REST API: calls come from its VPC endpoints alone, and from everyone there
 * (docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html, "Allow private API traffic based
 * on source VPC or VPC endpoint"). Without a policy a private API cannot be deployed (hashicorp/terraform-provider-aws#14290).
 */
export function privateEndpointPolicy(vpcEndpointIds: readonly pulumi.Input<string>[]) {
    const invoke = { Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" };
    return {
        Version: "2012-10-17",
        Statement: [
            { Effect: "Allow", ...invoke },
            { Effect: "Deny", ...invoke, Condition: { StringNotEquals: { "aws:SourceVpce": vpcEndpointIds } } },
        ],
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
 */
export function privateArguments(endpoint: ApiEndpoint) {
    if (endpoint.type !== "PRIVATE") return {};
    const { vpcEndpointIds, privateDns } = endpoint;
    return {
        policy: pulumi.jsonStringify(privateEndpointPolicy(vpcEndpointIds)),
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
