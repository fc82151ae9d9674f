import type { Rejection, RejectionRequest } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { elementsOf, mapOf, type PropertyMap, text } from "../../state/property-values";
import { restApi } from "./imported-document";

const guide = "docs.aws.amazon.com/apigateway/latest/developerguide";
const provider = "hashicorp/terraform-provider-aws, internal/service/apigateway/rest_api.go";

/** Endpoints of REST APIs that API Gateway rejects. */
export const endpoints: readonly Rejection[] = [
    {
        what: "a deployment of a private REST API without a resource policy",
        type: "aws:apigateway/deployment:Deployment",
        on: ["create"],
        source: "hashicorp/terraform-provider-aws#14290",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const api = cloud.store.find(restApi, text(properties.restApi))?.outputs ?? {};
            return typeOf(api) === "PRIVATE" && text(api.policy) === ""
                ? "BadRequestException: Private REST API doesn't have a resource policy attached to it"
                : undefined;
        },
    },
    {
        what: "VPC endpoints of a REST API that is not private; an update keeps those that the program no longer gives",
        type: restApi,
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws#14269",
        verbatim: true,
        reject: (request, cloud) => {
            const { properties } = request;
            const given = endpointOf(properties).vpcEndpointIds ?? endpointOf(beforeOf(request, cloud)).vpcEndpointIds;
            return typeOf(properties) !== "PRIVATE" && elementsOf(given).length > 0
                ? "BadRequestException: VPCEndpoints can only be specified with PRIVATE apis."
                : undefined;
        },
    },
    {
        what: "a change of a private REST API to an edge-optimized one",
        type: restApi,
        on: ["update"],
        source: `${guide}/apigateway-api-migration.html`,
        verbatim: false,
        reject: (request, cloud) =>
            typeOf(beforeOf(request, cloud)) === "PRIVATE" && typeOf(request.properties) === "EDGE"
                ? "BadRequestException: a private API cannot become an edge-optimized one; change it to REGIONAL first"
                : undefined,
    },
    {
        what:
            "a public REST API that keeps the policy that it had as a private one, which rejects every call (AWS accepts it; the " +
            "simulation rejects it)",
        type: restApi,
        on: ["update"],
        source: `${guide}/apigateway-api-migration.html; ${provider}`,
        verbatim: false,
        reject: (request, cloud) => {
            const policy = text(request.properties.policy ?? beforeOf(request, cloud).policy);
            return typeOf(request.properties) !== "PRIVATE" && /aws:SourceVpce?"/i.test(policy)
                ? "the policy of the REST API admits VPC endpoints only, which reach no public API; give it another policy"
                : undefined;
        },
    },
    {
        what: "a private REST API with IPv4 addresses only; the provider rejects it",
        type: restApi,
        on: ["create", "update"],
        source: `${provider}, endpointConfigurationPlantimeValidate`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) =>
            typeOf(properties) === "PRIVATE" && text(endpointOf(properties).ipAddressType) === "ipv4"
                ? 'endpoint_configuration type "PRIVATE" requires ip_address_type "dualstack"'
                : undefined,
    },
    {
        what: "a TLS policy of another type of endpoint than the REST API's",
        type: restApi,
        on: ["create", "update"],
        source: `${guide}/apigateway-security-policies-list.html`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const policy = text(properties.securityPolicy);
            const type = text(endpointOf(properties).types);
            if (type === "") return undefined;
            const isWrong = policy.startsWith("SecurityPolicy_")
                ? policy.endsWith("_EDGE") !== (type === "EDGE")
                : policy === "TLS_1_0" && type === "PRIVATE";
            return isWrong
                ? `BadRequestException: the security policy ${policy} is not one of ${type} endpoints`
                : undefined;
        },
    },
];

// AWS's default is EDGE.
const typeOf = (properties: PropertyMap): string => text(endpointOf(properties).types) || "EDGE";

const endpointOf = ({ endpointConfiguration }: PropertyMap): PropertyMap => mapOf(endpointConfiguration);

function beforeOf({ id }: RejectionRequest, { store }: Cloud): PropertyMap {
    return (id === undefined ? undefined : store.find(restApi, id)?.outputs) ?? {};
}
