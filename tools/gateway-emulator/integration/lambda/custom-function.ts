import { z } from "zod";
import { GatewayError } from "../../errors/gateway-error";
import type { Call } from "../../request/call-context";
import type { PermittedFunction } from "../../state/node-functions";
import type { EndpointRequest, EndpointResponse } from "../custom/endpoint";
import { maxEvent, maxResult } from "./function-integration";
import type { InvokeNodeFunction } from "./node-function";
import { withTimeout } from "./permitted-function";

/**
 * Invokes a function with the request as its event; the patterns of integration responses are matched with the message of
 * its error (recorded: localstack, test_lambda_selection_patterns). With `X-Amz-Invocation-Type: Event` no one waits for it.
 * @throws {GatewayError} BAD_REQUEST_BODY if the event is not JSON, REQUEST_TOO_LARGE or INTEGRATION_TIMEOUT if a limit is
 * exceeded, API_CONFIGURATION_ERROR if the result is too large.
 */
export async function functionEndpoint(
    { headers, body }: EndpointRequest,
    target: PermittedFunction,
    call: Call,
    invoke: InvokeNodeFunction,
): Promise<EndpointResponse> {
    if (body.length > maxEvent)
        throw new GatewayError("REQUEST_TOO_LARGE", undefined, `the event is over ${maxEvent} bytes`);
    const result = invoke(target, eventOf(body));
    if (headers["x-amz-invocation-type"] === "Event") {
        // Its log has the reason for a failure.
        result.catch(() => undefined);
        return { status: 202, headers: [], body: Buffer.alloc(0), selection: "", isTraced: true };
    }
    const { payload } = await withTimeout(result, call.operation.integration.timeoutInMillis);
    if (Buffer.byteLength(payload) > maxResult)
        throw new GatewayError("API_CONFIGURATION_ERROR", undefined, `the function's result is over ${maxResult} bytes`);
    const type = [["Content-Type", "application/json"]] as const;
    return { status: 200, headers: type, body: Buffer.from(payload), selection: errorMessage(payload), isTraced: true };
}

// An event is JSON; without a body it is an empty object. The text is Lambda's own, its end that of this program's parser.
function eventOf(body: Buffer): unknown {
    if (body.length === 0) return {};
    try {
        return JSON.parse(body.toString("utf8"));
    } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        throw new GatewayError("BAD_REQUEST_BODY", `Could not parse request body into json: ${error.message}`);
    }
}

const errorSchema = z.object({ errorMessage: z.string() });

function errorMessage(payload: string): string {
    return errorSchema.safeParse(JSON.parse(payload)).data?.errorMessage ?? "";
}
