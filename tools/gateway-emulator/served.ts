import type { CacheUse } from "./cache/cached-response";
import type { GatewayError } from "./errors/gateway-error";
import type { GatewayResponse } from "./http/message";
import type { CallValues, CanaryChoice } from "./request/call-context";
import { accessLogLine, withExplanation, withIds } from "./request-context";
import type { ServedDefinition } from "./served-definition";
import type { Stage } from "./state/stage";

/** A response and how it was produced. */
export interface Served {
    readonly response: GatewayResponse;
    readonly cache: CacheUse;
    /** Type of the gateway response, such as "THROTTLED"; absent if the integration responded. */
    readonly errorType?: string;
    /** Name of the snapshot that served the request; absent if its deployment does not name one. */
    readonly snapshot?: string;
    /** Whether the stage's canary served it, whose log lines go to another group. */
    readonly isCanary?: boolean;
    /** Line of the stage's access log, rendered when it is read; undefined if the stage has no access log. */
    readonly logLine?: string | undefined;
}

/** A call while it is served. */
export interface Progress {
    readonly stage: Stage;
    /** The part of the stage that serves the call. */
    readonly choice: CanaryChoice;
    readonly definition: ServedDefinition;
    readonly started: number;
    /** Values of `$context`, as they become known. */
    readonly context: Record<string, string>;
    values: CallValues;
    cache: CacheUse;
}

/** Completes a response: its log values, ids and explanation. */
export function finished(
    response: GatewayResponse,
    { stage, choice: { snapshot, isCanary }, context, cache, started }: Progress,
    { clock, explains }: { readonly clock: () => number; readonly explains: boolean },
    error?: GatewayError,
): Served {
    const { status, body } = response;
    context.status = String(status);
    context.responseLength = String(body.length);
    context.responseLatency = String(clock() - started);
    const identified = withIds(response, context);
    return {
        response: explains ? withExplanation(identified, cache, error, snapshot) : identified,
        cache,
        isCanary,
        ...(snapshot !== undefined && { snapshot }),
        ...(error && { errorType: error.type }),
        get logLine() {
            return stage.accessLogFormat && accessLogLine(stage.accessLogFormat, context);
        },
    };
}
