// docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
const context: ReadonlySet<string> = new Set(
    ["requestId", "extendedRequestId", "requestTime", "requestTimeEpoch", "xrayTraceId"].map(
        (name) => `context.${name}`,
    ),
);

// Without "x-", "-" and "_", which clients write or not. Only what no answer depends on: a date in a query may be one.
const inHeaders: ReadonlySet<string> = new Set(
    "date amzdate timestamp requesttime cachecontrol pragma ifnonematch ifmodifiedsince b3traceid b3spanid".split(" "),
);
const anywhere: ReadonlySet<string> = new Set(
    "requestid correlationid traceid amzntraceid amznrequestid traceparent tracestate idempotencykey nonce cachebuster cachebust".split(
        " ",
    ),
);

/** Whether a part of a cache key is another in each call, such as `method.request.header.X-Request-Id`. */
export function isOfOneCall(key: string): boolean {
    if (context.has(key)) return true;
    const [, place, name = ""] = /^method\.request\.(?:multivalue)?(header|querystring)\.(.*)$/.exec(key) ?? [];
    const word = name.toLowerCase().replace(/^x-/, "").replaceAll(/[-_]/g, "");
    // jQuery's cache buster is "_".
    if (place === "querystring" && name === "_") return true;
    return anywhere.has(word) || (place === "header" && inHeaders.has(word));
}
