import type { GatewayResponse, HeaderList } from "../../gateway-emulator/http/message";
import { withoutHeaders } from "../request/edge-request";
import type { ResponseHeadersPolicy } from "../state/deployed-edge";

/**
 * The response with the headers of a policy: one that overrides replaces the origin's, another is added where the origin sends none.
 * Removals come first, so that a header may be removed and added
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html).
 */
export function withPolicyHeaders(
    response: GatewayResponse,
    policy: ResponseHeadersPolicy | undefined,
): GatewayResponse {
    if (policy === undefined) return response;
    let headers: HeaderList = withoutHeaders(response.headers, policy.removed);
    for (const { name, value, overrides } of policy.added) {
        const lower = name.toLowerCase();
        if (overrides) headers = withoutHeaders(headers, [lower]);
        else if (headers.some(([each]) => each.toLowerCase() === lower)) continue;
        headers = [...headers, [name, value]];
    }
    return { ...response, headers };
}

// docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html, "HTTP response headers that CloudFront removes or replaces".
const removed = ["connection", "keep-alive", "trailer", "transfer-encoding", "upgrade", "via", "x-cache", "age"];

/** The response of an origin without the headers that CloudFront removes or sets itself, and without cookies unless the behavior passes on the viewer's. */
export function withoutConnectionHeaders(response: GatewayResponse, passesCookies: boolean): GatewayResponse {
    return {
        ...response,
        headers: withoutHeaders(response.headers, passesCookies ? removed : [...removed, "set-cookie"]),
    };
}

/** How a response came about, as `X-Cache` says it. */
export type CacheResult = "Hit" | "Miss" | "Error" | "FunctionGeneratedResponse" | "FunctionExecutionError";

/** Adds the headers that every response of CloudFront has. */
export function withEdgeHeaders(
    response: GatewayResponse,
    result: CacheResult,
    id: string,
    age?: number,
): GatewayResponse {
    return {
        ...response,
        headers: [
            ...response.headers,
            ["X-Cache", `${result} from cloudfront`],
            ["Via", "1.1 local.cloudfront.net (CloudFront)"],
            ["X-Amz-Cf-Pop", "LOCAL"],
            ["X-Amz-Cf-Id", id],
            ...(age === undefined ? [] : [["Age", String(age)] as const]),
        ],
    };
}
