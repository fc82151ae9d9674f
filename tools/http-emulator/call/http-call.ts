import { type GatewayRequest, headerValues, pathOf } from "../../gateway-emulator/http/message";
import { requestContext } from "../../gateway-emulator/request-context";
import type { DeployedHttpApi, HttpRoute, HttpStage } from "../state/deployed-http-api";

/** A call whose stage is known. */
export interface StageCall {
    readonly request: GatewayRequest;
    /** Values of `$context`, as they become known. */
    readonly context: Record<string, string>;
    readonly stage: HttpStage;
    /** Path without the stage and without the base path of a domain name; still encoded. */
    readonly path: string;
}

/** A call that a route has. */
export interface RoutedCall extends StageCall {
    readonly route: HttpRoute;
    /** Decoded. */
    readonly pathParameters: Readonly<Record<string, string>>;
    /** The caller in the event of a function. Default: none. */
    readonly authorizer?: CallerContext;
}

/** A caller as functions see it in `requestContext.authorizer`. */
export type CallerContext =
    | { readonly kind: "lambda"; readonly values: Readonly<Record<string, unknown>>; readonly principalId?: string }
    | {
          readonly kind: "jwt";
          readonly claims: Readonly<Record<string, string>>;
          readonly scopes: readonly string[] | null;
      };

/**
 * The `$context` values that are known when a request arrives
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html).
 */
export function httpRequestContext(
    request: GatewayRequest,
    api: Pick<DeployedHttpApi, "id" | "executionArn">,
    now: number,
    newId: () => string,
): Record<string, string> {
    const context = requestContext(request, api, now, newId);
    // The two are one id, which the response has as `apigw-requestid`; a client cannot choose it.
    context.requestId = context.extendedRequestId ?? "";
    return context;
}

/** The path as the client sent it, with the stage or the base path of a domain name, but decoded (recorded: hotsock/voker#8). */
export function rawPath(request: GatewayRequest): string {
    return decodedPath(pathOf(request));
}

/** The query as the client sent it, without the question mark. */
export function rawQuery({ url }: GatewayRequest): string {
    const start = url.indexOf("?");
    return start < 0 ? "" : url.slice(start + 1);
}

/** The parameters of a query, decoded, in order. */
export function queryPairs(request: GatewayRequest): [string, string][] {
    return [...new URLSearchParams(rawQuery(request))];
}

/** Decodes a path; an invalid encoding is returned unchanged. */
export function decodedPath(path: string): string {
    try {
        return decodeURIComponent(path);
    } catch (error) {
        if (error instanceof URIError) return path;
        throw error;
    }
}

/** The values of a header in one, as API Gateway combines them; undefined without any. */
export function combinedHeader(call: Pick<StageCall, "request">, name: string): string | undefined {
    const values = headerValues(call.request.headers, name);
    return values.length === 0 ? undefined : values.join(",");
}

/** The values of a query parameter in one; undefined without any. Names are case-sensitive. */
export function combinedParameter(call: Pick<StageCall, "request">, name: string): string | undefined {
    const values = queryPairs(call.request).filter(([each]) => each === name);
    return values.length === 0 ? undefined : values.map(([, value]) => value).join(",");
}
