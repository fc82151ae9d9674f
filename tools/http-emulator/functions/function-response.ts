import { z } from "zod";
import type { GatewayResponse, HeaderList } from "../../gateway-emulator/http/message";

const headerValue = z.union([z.string(), z.boolean(), z.number()]).transform(String);
const responseForm = z.looseObject({
    statusCode: z
        .union([
            z.number(),
            z
                .string()
                .regex(/^\d{3}$/)
                .transform(Number),
        ])
        .pipe(z.int().min(100).max(599)),
    headers: z.record(z.string(), headerValue).nullish(),
    multiValueHeaders: z.record(z.string(), z.array(headerValue)).nullish(),
    cookies: z.array(z.string()).nullish(),
    body: z.string().nullish(),
    isBase64Encoded: z.boolean().nullish(),
});
const withStatus = z.looseObject({ statusCode: z.unknown().refine((status) => status !== undefined) });

/**
 * Reads the payload that a function returned as an HTTP API does. In format 2.0 a payload without `statusCode` is the body of a 200, as
 * it is, also if it is no JSON (aws/aws-lambda-dotnet, LambdaTestTool-v2, InvokeResponseExtensions, as observed on AWS). A response
 * without `Content-Type` is plain text (the same project, ApiGatewayResponseExtensions).
 * @returns undefined for a malformed one, for which clients get 500.
 */
export function readFunctionResponse(payload: string, version: "1.0" | "2.0"): GatewayResponse | undefined {
    const parsed = jsonOf(payload);
    if (version === "2.0" && !withStatus.safeParse(parsed).success) {
        return { status: 200, headers: [["Content-Type", "application/json"]], body: Buffer.from(payload) };
    }
    const { data } = responseForm.safeParse(parsed);
    if (data === undefined) return undefined;
    const { statusCode: status, body, isBase64Encoded, cookies } = data;
    const many = version === "1.0" ? Object.entries(data.multiValueHeaders ?? {}) : [];
    const headers: HeaderList = [
        ...many.flatMap(([name, values]) => values.map((value) => [name, value] as const)),
        ...Object.entries(data.headers ?? {}).filter(([name]) => !many.some(([each]) => same(each, name))),
        ...(version === "2.0" ? (cookies ?? []) : []).map((cookie) => ["Set-Cookie", cookie] as const),
    ];
    const hasType = headers.some(([name]) => same(name, "content-type"));
    return {
        status,
        headers: hasType ? headers : [...headers, ["Content-Type", "text/plain; charset=utf-8"]],
        body: Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8"),
    };
}

function same(one: string, other: string): boolean {
    return one.toLowerCase() === other.toLowerCase();
}

function jsonOf(payload: string): unknown {
    try {
        return JSON.parse(payload);
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}
