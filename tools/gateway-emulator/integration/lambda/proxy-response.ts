import { z } from "zod";
import type { GatewayResponse, HeaderList } from "../../http/message";
import { encodedResponse } from "../payload-encoding";
import { responseHeaders } from "../proxy-headers";

const headerValue = z.union([z.string(), z.boolean(), z.number()]).transform(String);
const schema = z.strictObject({
    statusCode: z.coerce.number().int().min(100).max(599).default(200),
    headers: z.record(z.string(), headerValue).nullish(),
    multiValueHeaders: z.record(z.string(), z.array(headerValue)).nullish(),
    body: z.string().nullish(),
    isBase64Encoded: z.boolean().nullish(),
});

/** The response of a function in the form that a Lambda proxy integration requires. */
export type ProxyResponse = z.input<typeof schema>;

/**
 * Reads the payload that a function returned. Every member may be absent, but no other may be there (recorded: localstack,
 * test_aws_proxy_response_payload_format_validation); one that is empty is malformed.
 * @returns undefined for a malformed one, for which clients get 502.
 */
export function readProxyResponse(
    payload: string,
    request: HeaderList,
    binaryMediaTypes: readonly string[],
): GatewayResponse | undefined {
    const result = schema.safeParse(parsed(payload));
    if (!result.success || payload === "{}") return undefined;
    const { statusCode: status, headers, multiValueHeaders, body, isBase64Encoded } = result.data;
    const sent = responseHeaders(merged(headers ?? {}, multiValueHeaders ?? {}));
    const bytes = Buffer.from(body ?? "");
    // Only a client whose first accepted type is binary gets the bytes (recorded: localstack, test_aws_proxy_binary_response).
    if (!isBase64Encoded) return { status, headers: sent, body: bytes };
    const text = { response: [["Content-Type", "text/plain"]] as const, request };
    return { status, headers: sent, body: encodedResponse(bytes, text, binaryMediaTypes, undefined) };
}

function parsed(payload: string): unknown {
    try {
        return JSON.parse(payload);
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}

// A name in both maps has all of its values, those of multiValueHeaders first.
function merged(
    headers: Readonly<Record<string, string>>,
    multiValueHeaders: Readonly<Record<string, readonly string[]>>,
): HeaderList {
    const all = Object.entries(multiValueHeaders).flatMap(([name, values]) =>
        values.map((value) => [name, value] as const),
    );
    const isRepeated = ([name, value]: readonly [string, string]) =>
        all.some(([other, known]) => other.toLowerCase() === name.toLowerCase() && known === value);
    return [...all, ...Object.entries(headers).filter((pair) => !isRepeated(pair))];
}
