import type { Backend, BackendResponse } from "../../gateway-emulator/integration/backend-call";
import type { UnverifiedHttpBehavior } from "../call/unverified-http-behavior";
import type { Listener, TargetApp } from "../state/listener";
import { type BalancedRequest, chooseAction } from "./listener-rules";

/** A request to a load balancer. */
export interface RequestToBalancer extends BalancedRequest {
    /** By names in lower case. */
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Buffer;
    readonly timeoutInMillis: number;
}

/** The dependencies of a load balancer. */
export interface BalancerDependencies {
    readonly backend: Backend;
    readonly isRunning: (app: string) => boolean;
    readonly unverified: Pick<UnverifiedHttpBehavior, "urlRewrite">;
}

/** A response with the reason for which no app gave it; absent if one did. */
export type BalancedResponse = BackendResponse & { readonly explanation?: string };

/** Address of an interface of a VPC link, from which the load balancer gets its requests. */
const linkAddress = "10.0.0.10";

/**
 * The response of an application load balancer: a fixed one, that of an app, or 503 and 502 with the load balancer's own page if the
 * app has no healthy task, or does not respond (docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html).
 */
export async function balancedResponse(
    listener: Listener,
    targets: Readonly<Record<string, TargetApp>>,
    request: RequestToBalancer,
    { backend, isRunning, unverified }: BalancerDependencies,
): Promise<BalancedResponse> {
    const { action, url } = chooseAction(listener, request, unverified);
    if (action.type === "fixed-response") {
        const headers = [
            ["server", server],
            ["content-type", action.contentType],
        ] as const;
        const explanation = `the load balancer's fixed response for ${request.url}`;
        return { kind: "response", status: action.status, headers, body: Buffer.from(action.body), explanation };
    }
    const app = Object.hasOwn(targets, action.targetGroupArn) ? targets[action.targetGroupArn] : undefined;
    if (app === undefined) return unavailable(`no app of the stack has the target group ${action.targetGroupArn}`);
    if (!isRunning(app.name)) return unavailable(`"${app.name}" has no healthy task`);
    const result = await backend({
        app: app.name,
        method: request.method,
        path: url,
        host: request.host,
        headers: targetHeaders(listener, request.headers),
        body: request.body,
        timeoutInMillis: request.timeoutInMillis,
    });
    if (result.kind !== "refused" && result.kind !== "broken") return result;
    return page("502 Bad Gateway", `connection to "${app.name}": ${result.kind}`);
}

function unavailable(explanation: string): BalancedResponse {
    return page("503 Service Temporarily Unavailable", explanation);
}

const server = "awselb/2.0";

// As recorded from AWS, with the line ends that its Content-Length of 162 needs.
function page(status: string, explanation: string): BalancedResponse {
    const lines = [
        "<html>",
        `<head><title>${status}</title></head>`,
        "<body>",
        `<center><h1>${status}</h1></center>`,
        "</body>",
        "</html>",
        "",
    ];
    const headers = [
        ["server", server],
        ["content-type", "text/html"],
    ] as const;
    const body = Buffer.from(lines.join("\r\n"));
    return { kind: "response", status: Number.parseInt(status, 10), headers, body, explanation };
}

/**
 * The headers that a target gets: `X-Forwarded-…` of the last hop, which is the VPC link and not the client, and the `Self` field of
 * the trace (docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html, load-balancer-request-tracing.html).
 */
function targetHeaders(
    { port, dropsInvalidHeaders }: Listener,
    headers: Readonly<Record<string, string>>,
): Record<string, string> {
    const kept = Object.entries(headers).filter(([name]) => !dropsInvalidHeaders || /^[a-z0-9-]+$/i.test(name));
    const { "x-amzn-trace-id": trace = "", ...others } = Object.fromEntries(kept);
    return {
        ...others,
        "x-forwarded-for": linkAddress,
        "x-forwarded-port": String(port),
        "x-forwarded-proto": "http",
        // On AWS `Self` has another id than `Root`.
        "x-amzn-trace-id": trace.replace(/^Root=([^;]+)/, "Self=$1;$&"),
    };
}
