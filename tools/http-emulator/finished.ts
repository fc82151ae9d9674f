import type { GatewayResponse } from "../gateway-emulator/http/message";
import { accessLogLine, withExplanation } from "../gateway-emulator/request-context";
import type { Served } from "../gateway-emulator/served";
import type { HttpApiError } from "./call/http-api-error";
import type { HttpStage } from "./state/deployed-http-api";

/** How a response came about. */
export interface Outcome {
    /** Values of `$context`. */
    readonly context: Record<string, string>;
    /** When the request arrived, in milliseconds. */
    readonly started: number;
    /** Undefined if no stage has the request, so that no access log does. */
    readonly stage: HttpStage | undefined;
    readonly error?: HttpApiError;
}

/** A response of an HTTP API and how it was produced. */
export interface HttpServed extends Served {
    /** Why an authorizer's function rejected the call, by the `reason` in its context, such as "rate exceeded". */
    readonly reason?: string;
}

/** Completes a response: its id `apigw-requestid`, its log values and its explanation. */
export function served(
    response: GatewayResponse,
    { context, started, stage, error }: Outcome,
    { clock, explains }: { readonly clock: () => number; readonly explains: boolean },
): HttpServed {
    const { status, body } = response;
    context.status = String(status);
    context.responseLength = String(body.length);
    context.responseLatency = String(clock() - started);
    if (error !== undefined) {
        context["error.message"] = error.message;
        context["error.messageString"] = JSON.stringify(error.message);
        context["error.responseType"] = error.type;
    }
    const headers = [...response.headers, ["apigw-requestid", context.requestId ?? ""] as const];
    const identified = { ...response, headers };
    const format = stage?.accessLogFormat;
    const reason = context["authorizer.reason"];
    return {
        response: explains ? withExplanation(identified, "off", undefined, undefined) : identified,
        cache: "off",
        ...(error !== undefined && { errorType: error.type, ...(reason !== undefined && { reason }) }),
        get logLine() {
            return format && accessLogLine(format, context);
        },
    };
}
