import { type HeaderList, headerValues } from "../../http/message";
import type { FunctionApp } from "../../state/deployed-api";
import type { Backend, BackendResponse } from "../backend-call";
import { grouped, type ProxyEvent } from "./proxy-event";
import type { ProxyResponse } from "./proxy-response";

/** The outcome of an invocation. */
export type InvocationResult =
    /** The function returned a value, here as JSON. */
    | { readonly kind: "payload"; readonly payload: string }
    /** The function did not return in time. */
    | { readonly kind: "timeout" }
    /** The function threw an error, or ended. */
    | { readonly kind: "function error"; readonly reason: string };

/** Invokes a function with an event; a failure of the function is an outcome, not a rejection. */
export type Invoke = (app: FunctionApp, event: ProxyEvent, timeoutInMillis: number) => Promise<InvocationResult>;

/**
 * Runs an app as the Lambda Web Adapter does: an event becomes an HTTP request, and the response a result (awslabs/aws-lambda-web-adapter,
 * src/lib.rs, `fetch_response`; awslabs/aws-lambda-rust-runtime, lambda-http).
 */
export function webAdapter(backend: Backend): Invoke {
    return async (app, event, timeoutInMillis) => {
        const { headers, host } = requestHeaders(event);
        const response = await backend({
            app: app.name,
            method: event.httpMethod,
            path: `${appPath(event.path, app.environment.AWS_LWA_REMOVE_BASE_PATH)}${queryOf(event)}`,
            host,
            headers,
            body: Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8"),
            timeoutInMillis,
        });
        return resultOf(response);
    };
}

/** The path that the app sees: without the base path, which is removed as often as the path begins with it. */
export function appPath(path: string, basePath: string | undefined): string {
    let rest = path;
    while (basePath && rest.startsWith(basePath)) rest = rest.slice(basePath.length);
    return rest.startsWith("/") ? rest : `/${rest}`;
}

function queryOf({ multiValueQueryStringParameters }: ProxyEvent): string {
    const pairs = Object.entries(multiValueQueryStringParameters ?? {}).flatMap(([name, values]) =>
        values.map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
    );
    return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

function requestHeaders({ multiValueHeaders, requestContext }: ProxyEvent) {
    const pairs = Object.entries(multiValueHeaders).map(
        ([name, values]) => [name.toLowerCase(), values.join(",")] as const,
    );
    const { host = ["localhost"], ...others } = grouped(pairs);
    const headers = Object.fromEntries(Object.entries(others).map(([name, values]) => [name, values.join(",")]));
    return { host: host.join(","), headers: { ...headers, "x-amzn-request-context": JSON.stringify(requestContext) } };
}

function resultOf(response: BackendResponse): InvocationResult {
    if (response.kind === "timeout") return { kind: "timeout" };
    if (response.kind !== "response")
        return { kind: "function error", reason: `the app's response to the adapter: ${response.kind}` };
    const { status, headers, body } = response;
    const isText = isTextual(headers);
    const multiValueHeaders = grouped(headers.filter(([name]) => name.toLowerCase() !== "transfer-encoding"));
    const result: ProxyResponse = {
        statusCode: status,
        multiValueHeaders,
        body: body.toString(isText ? "utf8" : "base64"),
        isBase64Encoded: !isText,
    };
    return { kind: "payload", payload: JSON.stringify(result) };
}

// lambda-http, src/response.rs: what has no Content-Type is text, what is compressed is not.
function isTextual(headers: HeaderList): boolean {
    if (headerValues(headers, "content-encoding").length > 0) return false;
    const [type = "text/plain"] = headerValues(headers, "content-type");
    const [media = ""] = type.split(";", 1);
    return (
        /^(text\/|application\/(json|javascript|xml)\b)|\+(json|xml|yaml)\s*$/i.test(media) ||
        /;\s*charset=/i.test(type)
    );
}
