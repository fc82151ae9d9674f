import { isUtf8 } from "node:buffer";
import { GatewayError } from "../errors/gateway-error";
import { type HeaderList, headerValues, mediaType } from "../http/message";
import type { ContentHandling } from "../state/integration";

/**
 * The request body that an integration receives (developer guide, "Content type conversions in API Gateway"). A body
 * whose media type is not binary is text: bytes that are not UTF-8 become U+FFFD. A body that does not change is returned
 * itself.
 * @param types binary media types of the API.
 * @throws {GatewayError} API_CONFIGURATION_ERROR if the body is to be decoded and is not Base64.
 */
export function encodedRequest(
    body: Buffer,
    headers: HeaderList,
    types: readonly string[],
    handling: ContentHandling | undefined,
): Buffer {
    if (isBinaryRequest(headers, types)) return handling === "CONVERT_TO_TEXT" ? toBase64(body) : body;
    return handling === "CONVERT_TO_BINARY" ? fromBase64(body) : toText(body);
}

/**
 * The response body that a client receives, from the same source. Two headers decide: the response's `Content-Type`
 * whether the body is text or binary, and the first media type of the client's `Accept` how it is sent.
 * @param types binary media types of the API.
 * @throws {GatewayError} API_CONFIGURATION_ERROR if the body is to be decoded and is not Base64.
 */
export function encodedResponse(
    body: Buffer,
    headers: { readonly response: HeaderList; readonly request: HeaderList },
    types: readonly string[],
    handling: ContentHandling | undefined,
): Buffer {
    const isText = isTextResponse(headers.request, types, handling);
    if (types.length > 0 && isBinary(mediaType(headers.response), types)) return isText ? toBase64(body) : body;
    return isText ? toText(body) : fromBase64(body);
}

/** Whether the body of a response is sent as text, so that a template can transform it. */
export function isTextResponse(
    request: HeaderList,
    types: readonly string[],
    handling: ContentHandling | undefined,
): boolean {
    return handling === undefined ? !acceptsBinary(request, types) : handling === "CONVERT_TO_TEXT";
}

/** Whether API Gateway treats the body of a request as binary; one without `Content-Type` is `application/json`. */
export function isBinaryRequest(headers: HeaderList, types: readonly string[]): boolean {
    return types.length > 0 && isBinary(mediaType(headers), types);
}

// A missing header accepts binary data only if every type is binary (squidfunk/terraform-aws-api-gateway-enable-cors#11).
function acceptsBinary(headers: HeaderList, types: readonly string[]): boolean {
    if (types.length === 0) return false;
    const [accept = ""] = headerValues(headers, "accept");
    return isBinary(accept.split(/[,;]/, 1)[0]?.trim().toLowerCase() ?? "", types);
}

// `image/*` matches each subtype, but a subtype of any type matches nothing; `Accept: */*` matches only `*/*` (recorded:
// localstack, test_aws_proxy_binary_response).
function isBinary(type: string, types: readonly string[]): boolean {
    return types.some(
        (each) => each === "*/*" || each === type || (each.endsWith("/*") && type.startsWith(each.slice(0, -1))),
    );
}

function toText(body: Buffer): Buffer {
    return isUtf8(body) ? body : Buffer.from(body.toString("utf8"));
}

function toBase64(body: Buffer): Buffer {
    return Buffer.from(body.toString("base64"));
}

function fromBase64(body: Buffer): Buffer {
    const text = body.toString("latin1");
    if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) {
        throw new GatewayError("API_CONFIGURATION_ERROR", undefined, "the body is to be decoded, but is not Base64");
    }
    return Buffer.from(text, "base64");
}
