import { apisOf } from "../../gateway/api-references";
import { type Finding, finding } from "../../reading/finding";
import { resolveReference } from "../../reading/references";
import type { Resource, Stack } from "../../reading/resource";
import { newerMappingType } from "../r1/edge/domain-mapping";

/** HTTP and WebSocket APIs. */
export const keylessTypes: ReadonlySet<string> = new Set(["aws:apigatewayv2/api:Api"]);

/** Parts of such an API. */
export const keylessPartTypes: ReadonlySet<string> = new Set(
    ["route:Route", "stage:Stage", "integration:Integration", "deployment:Deployment", "apiMapping:ApiMapping"].map(
        (token) => `aws:apigatewayv2/${token}`,
    ),
);

/** Reports an HTTP or WebSocket API: neither has usage plans, and HTTP APIs have no keys at all. */
export const checkKeylessApi = (api: Resource): Finding[] => [
    finding(api, {
        actual: "HTTP and WebSocket APIs have neither API keys nor usage plans",
        expected: "a REST API",
        change: "use aws.apigateway.RestApi instead of aws.apigatewayv2.Api",
    }),
];

/** Reports a part of an API outside this stack; the parts of an API in the stack are reported with the API. */
export function checkKeylessPart(stack: Stack, part: Resource): Finding[] {
    if (resolveReference(stack, part, "apiId", keylessTypes).length > 0) return [];
    // A mapping of this type can map a domain name to a REST API, which r1-private-paths checks.
    if (part.type === newerMappingType && apisOf(stack, part, "apiId").length > 0) return [];
    return [
        finding(part, {
            actual: "it belongs to an HTTP or WebSocket API, which has neither API keys nor usage plans",
            expected: "a REST API",
            change: "use the resources of aws.apigateway instead of aws.apigatewayv2",
        }),
    ];
}
