import assert from "node:assert/strict";
import { variesPerCall } from "../../../../policy/rules/r2/cache-key";

// A header or a query parameter, by its place in a cache key.
const header = (name: string) => `method.request.header.${name}`;
const query = (name: string) => `method.request.querystring.${name}`;

describe("A part of a cache key that differs in every request", () => {
    for (const key of [
        header("X-Request-Id"),
        header("X-Correlation_Id"),
        header("x_correlation_id"),
        header("Traceparent"),
        header("Date"),
        header("X-Amz-Date"),
        header("If-None-Match"),
        query("nonce"),
        query("cache_buster"),
        query("_"),
        "method.request.multivalueheader.X-Request-Id",
        "method.request.multivaluequerystring._",
        "context.requestId",
        "context.xrayTraceId",
    ])
        it(key, () => assert.equal(variesPerCall(key), true));
});

describe("A part of a cache key on which a response may depend", () => {
    for (const key of [
        header("Accept-Language"),
        header("_"),
        header("Relax-Date"),
        query("date"),
        query("timestamp"),
        query("page"),
        query("__"),
        "method.request.path.nonce",
        "integration.request.header.nonce",
        "stage.method.request.header.nonce",
        "context.httpMethod",
    ])
        it(key, () => assert.equal(variesPerCall(key), false));
});
