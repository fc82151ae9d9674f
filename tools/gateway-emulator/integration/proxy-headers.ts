import type { HeaderList } from "../http/message";

// Developer guide, "Important notes", table of header handling, column http_proxy.
const dropped = new Set([
    ..."connection content-encoding content-length content-md5 expect host keep-alive max-forwards proxy-authenticate".split(
        " ",
    ),
    ..."proxy-connection server te trailer transfer-encoding upgrade via www-authenticate x-http-method-override".split(
        " ",
    ),
    ..."x-forwarded-for x-forwarded-port x-forwarded-proto x-amzn-trace-id x-amzn-apigateway-api-id".split(" "),
]);

/** Facts about the gateway and the client that the gateway passes to a backend. */
export interface Forwarding {
    readonly apiId: string;
    readonly sourceIp: string;
    /** The request's `X-Forwarded-For` header. */
    readonly forwardedFor: string | undefined;
    readonly traceId: string;
    readonly forwardsApiKey: boolean;
}

/** The headers that a proxy integration sends to the backend; repeated headers are joined with commas. */
export function requestHeaders(headers: HeaderList, forwarding: Forwarding): Record<string, string> {
    const sent: Record<string, string> = {};
    for (const [name, value] of headers) {
        const key = name.toLowerCase();
        if (dropped.has(key) || isSignature(key, value)) continue;
        if (key === "x-api-key" && !forwarding.forwardsApiKey) continue;
        sent[key] = Object.hasOwn(sent, key) ? `${sent[key]},${value}` : value;
    }
    const { apiId, sourceIp, forwardedFor, traceId } = forwarding;
    return {
        accept: "application/json",
        "user-agent": `AmazonAPIGateway_${apiId}`,
        ...sent,
        "x-amzn-apigateway-api-id": apiId,
        "x-amzn-trace-id": traceId,
        "x-forwarded-for": forwardedFor === undefined ? sourceIp : `${forwardedFor}, ${sourceIp}`,
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
    };
}

// Recorded from AWS: localstack, TestApiGatewayHeaderRemapping[AWS_PROXY], against a regional API.
const forwardedToFunctions = new Set(["content-encoding", "host", "via"]);

/** The headers of an event for a function, in wire order, with the case in which the client sent them. */
export function eventHeaders(headers: HeaderList, forwarding: Forwarding): HeaderList {
    const { sourceIp, forwardedFor, traceId, forwardsApiKey } = forwarding;
    const own = headers.filter(([name, value]) => {
        const key = name.toLowerCase();
        if (key === "x-api-key") return forwardsApiKey;
        return forwardedToFunctions.has(key) || !(dropped.has(key) || isSignature(key, value));
    });
    return [
        ...own,
        ["X-Amzn-Trace-Id", traceId],
        ["X-Forwarded-For", forwardedFor === undefined ? sourceIp : `${forwardedFor}, ${sourceIp}`],
        ["X-Forwarded-Port", "443"],
        ["X-Forwarded-Proto", "https"],
    ];
}

function isSignature(key: string, value: string): boolean {
    return key === "authorization" && value.startsWith("AWS4-HMAC-SHA256");
}

// The first line is recorded from AWS: localstack, TestApiGatewayHeaderRemapping[HTTP_PROXY]; the second, and the removed
// headers, are those of the developer guide, "Important notes", column http_proxy of responses.
const remapped = new Map(
    [
        ..."Connection Content-Length Date Server x-amzn-RequestId".split(" "),
        ..."Authorization Content-MD5 Max-Forwards User-Agent WWW-Authenticate".split(" "),
    ].map((name) => [name.toLowerCase(), `x-amzn-Remapped-${name}`]),
);
const removed = new Set(
    "expect host keep-alive proxy-authenticate te trailer transfer-encoding upgrade via".split(" "),
);

/**
 * The headers of a backend's response as the client receives them: ten are renamed to `x-amzn-Remapped-<Name>`, and a
 * response without `Content-Type` gets `application/json` (developer guide, "Important notes").
 */
export function responseHeaders(headers: HeaderList): HeaderList {
    const sent: [string, string][] = [];
    let hasType = false;
    for (const [name, value] of headers) {
        const key = name.toLowerCase();
        if (key === "content-type") hasType = true;
        if (!removed.has(key)) sent.push([remapped.get(key) ?? name, value]);
    }
    if (!hasType) sent.push(["Content-Type", "application/json"]);
    return sent;
}

// Recorded from AWS: localstack, TestApiGatewayHeaderRemapping[HTTP] and [AWS].
const remappedIfMapped = new Map([
    ...remapped,
    ...["Expect", "Host", "Proxy-Authenticate", "Trailer", "Upgrade"].map(
        (name) => [name.toLowerCase(), `x-amzn-Remapped-${name}`] as const,
    ),
]);

/** The headers that an integration response maps, as the client receives them: 15 are renamed, and one is removed. */
export function mappedResponseHeaders(headers: HeaderList): HeaderList {
    return headers
        .filter(([name]) => name.toLowerCase() !== "transfer-encoding")
        .map(([name, value]) => [remappedIfMapped.get(name.toLowerCase()) ?? name, value] as const);
}
