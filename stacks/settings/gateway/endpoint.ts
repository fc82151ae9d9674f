import { boolean, list, object, oneOf, string } from "../form";
import { cidr } from "../network/schema";
import { edgePolicies, enhancedPolicies, legacyPolicies } from "./security-policies";

/** Types of endpoints of a REST API (docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-endpoint-types.html). */
export const endpointTypes = ["regional", "edge", "private"] as const;

/** How clients reach the REST API: `gatehouse:gateway.endpoint`. */
export const endpoint = object({
    type: oneOf(endpointTypes)
        .default("regional")
        .describe(
            "Where clients call the REST API: in its region, at the edge of CloudFront, or only inside the VPC. A type can be changed in place, but a private one only to `regional`.",
        ),
    securityPolicy: oneOf([...legacyPolicies, ...enhancedPolicies, ...edgePolicies])
        .optional()
        .describe(
            "Oldest version of TLS and the ciphers that clients may use at the API's host name at AWS. With a domain name, `domain.tlsPolicy` says so instead. Default: API Gateway's, which is TLS_1_2 for a private endpoint and TLS_1_0 for others.",
        ),
    vpcEndpointIds: list(
        "a list of ids such as vpce-0123456789abcdef0",
        string("the id of a VPC endpoint such as vpce-0123456789abcdef0", /^vpce-[0-9a-f]{8,17}$/),
    )
        .min(1, { error: "at least one VPC endpoint" })
        .optional()
        .describe(
            "Existing VPC endpoints for `execute-api` from which the private API can be called. Default: one that the stack creates in its network.",
        ),
    allowedCidrs: list("a list of IPv4 blocks", cidr)
        .min(1, { error: "at least one block" })
        .optional()
        .describe(
            "IPv4 blocks that reach the VPC endpoint of the private API, by TCP 443. Default: those of the VPC. Networks attached to the VPC must be named.",
        ),
    privateDns: boolean()
        .optional()
        .describe(
            "Whether the VPC endpoint has private DNS, so that the API's host name at AWS leads to it. Every host name of API Gateway in the region then does: nothing in the VPC reaches a public REST, HTTP or WebSocket API at such a name. Default: true.",
        ),
});
