/**
 * Names of parameters with another value in each call, or with the client's own copy of a response: in lower case, without
 * `x-` and without `-` and `_`. A cache key with one of them is never met again, and policy r2-cached-content rejects it.
 */
const anywhere = new Set(
    "requestid correlationid traceid amzntraceid amznrequestid traceparent tracestate idempotencykey nonce cachebuster cachebust".split(
        " ",
    ),
);
const inHeaders = new Set(
    "date amzdate timestamp requesttime cachecontrol pragma ifnonematch ifmodifiedsince b3traceid b3spanid".split(" "),
);

/** Whether a parameter has another value in each call of the same client, such as the header `X-Request-Id`. */
export function variesPerCall(place: "header" | "query", name: string): boolean {
    const word = name.toLowerCase().replace(/^x-/, "").replaceAll(/[-_]/g, "");
    // "_" is jQuery's cache buster.
    if (place === "query" && name === "_") return true;
    return anywhere.has(word) || (place === "header" && inHeaders.has(word));
}
