import { z } from "zod";
import { coversSource, type InvokedFunction } from "../../../../openapi/function-invocation";
import { GatewayError } from "../../errors/gateway-error";
import type { Call } from "../../request/call-context";
import type { DeployedApi } from "../../state/deployed-api";
import type { EndpointRequest, EndpointResponse } from "../custom/endpoint";
import { assumedRole } from "../services/role-access";
import { maxEvent, maxResult } from "./function-integration";

/** What a function returned, in JSON; for a failure that is the error. */
export interface FunctionResult {
    readonly payload: string;
    /** Set if the function failed. */
    readonly functionError?: boolean;
}

/** Invokes a function of the stack; undefined if it has no code that runs here. */
export type InvokeFunction = (name: string, event: unknown) => Promise<FunctionResult | undefined>;

interface Target extends InvokedFunction {
    readonly uri: string;
}

/**
 * Invokes a function with the request as its event; the patterns of integration responses are matched with the message of
 * its error (recorded: localstack, test_lambda_selection_patterns). With `X-Amz-Invocation-Type: Event` no one waits for it.
 * @throws {GatewayError} API_CONFIGURATION_ERROR if it may not be invoked, BAD_REQUEST_BODY if the event is not JSON,
 * REQUEST_TOO_LARGE or INTEGRATION_TIMEOUT if a limit is exceeded.
 */
export async function functionEndpoint(
    { headers, body }: EndpointRequest,
    target: Target,
    credentials: string | undefined,
    call: Call,
    { api, invokeFunction }: { readonly api: DeployedApi; readonly invokeFunction: InvokeFunction },
): Promise<EndpointResponse> {
    requirePermission(target, credentials, call, api);
    if (body.length > maxEvent)
        throw new GatewayError("REQUEST_TOO_LARGE", undefined, `the event is over ${maxEvent} bytes`);
    const result = invokeFunction(target.functionName, eventOf(body));
    if (headers["x-amz-invocation-type"] === "Event") {
        result.catch(() => undefined);
        return { status: 202, headers: [], body: Buffer.alloc(0), selection: "", isTraced: true };
    }
    const completed = await withTimeout(result, call.operation.integration.timeoutInMillis);
    if (completed === undefined) throw misconfigured(`function "${target.functionName}" has no code that runs here`);
    const { payload } = completed;
    if (Buffer.byteLength(payload) > maxResult) throw misconfigured(`the function's result is over ${maxResult} bytes`);
    const type = [["Content-Type", "application/json"]] as const;
    return { status: 200, headers: type, body: Buffer.from(payload), selection: errorMessage(payload), isTraced: true };
}

function requirePermission(target: Target, credentials: string | undefined, call: Call, api: DeployedApi): void {
    const { functionName, qualifier, uri } = target;
    if (call.operation.integration.httpMethod !== "POST")
        throw misconfigured("the integration's httpMethod is not POST");
    if (credentials !== undefined) {
        const arn = /functions\/(.+)\/invocations$/.exec(uri)?.[1] ?? "";
        if (assumedRole(credentials, api.roles ?? []).allows("lambda:InvokeFunction", arn)) return;
        throw misconfigured(`the role ${credentials} may not invoke ${arn}`);
    }
    const source = `${api.executionArn}/${call.stage.name}/${call.context.httpMethod}${call.operation.path}`;
    const isPermitted = (api.permissions ?? []).some(
        (each) =>
            each.functionName === functionName && each.qualifier === qualifier && coversSource(each.sourceArn, source),
    );
    if (!isPermitted)
        throw misconfigured(`Invalid permissions on Lambda function: "${functionName}" has none for ${source}`);
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

async function withTimeout<Result>(result: Promise<Result>, millis: number): Promise<Result> {
    let timer: NodeJS.Timeout | undefined;
    const expired = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new GatewayError("INTEGRATION_TIMEOUT")), millis);
    });
    try {
        return await Promise.race([result, expired]);
    } finally {
        clearTimeout(timer);
    }
}

const errorSchema = z.object({ errorMessage: z.string() });

function errorMessage(payload: string): string {
    return errorSchema.safeParse(JSON.parse(payload)).data?.errorMessage ?? "";
}

function misconfigured(explanation: string): GatewayError {
    return new GatewayError("API_CONFIGURATION_ERROR", undefined, explanation);
}
