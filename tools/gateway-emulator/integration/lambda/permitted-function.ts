import { coversSource, invokedFunction } from "../../../../openapi/function-invocation";
import { GatewayError } from "../../errors/gateway-error";
import { type Call, withStageVariables } from "../../request/call-context";
import type { DeployedApi } from "../../state/deployed-api";
import type { PermittedFunction } from "../../state/node-functions";
import { assumedRole } from "../services/role-access";

/**
 * The function in JavaScript that a call's integration invokes; undefined if it names another target.
 * @throws {GatewayError} API_CONFIGURATION_ERROR if neither a permission of the function nor the integration's role allows
 * it, or the integration's method is not POST.
 */
export function permittedFunction(call: Call, api: DeployedApi): PermittedFunction | undefined {
    const { uri, httpMethod, credentials } = call.operation.integration;
    const invoked = invokedFunction(withStageVariables(uri, call.variables) ?? "");
    const found = invoked && api.nodeFunctions?.[invoked.functionName];
    if (found === undefined) return undefined;
    if (httpMethod !== "POST") throw misconfigured("the integration's httpMethod is not POST");
    const { qualifier = "" } = invoked ?? {};
    if (credentials !== undefined) {
        const role = assumedRole(withStageVariables(credentials, call.variables), api.roles ?? []);
        const arn = qualifier === "" ? found.arn : `${found.arn}:${qualifier}`;
        if (role.allows("lambda:InvokeFunction", arn)) return found;
        throw misconfigured(`the role ${credentials} may not invoke ${arn}`);
    }
    const source = `${api.executionArn}/${call.stage.name}/${call.context.httpMethod}${call.operation.path}`;
    if ((found.permits[qualifier] ?? []).some((pattern) => coversSource(pattern, source))) return found;
    throw misconfigured(`Invalid permissions on Lambda function: "${found.name}" has none for ${source}`);
}

/**
 * Waits for a result, at most as long as an integration does.
 * @throws {GatewayError} INTEGRATION_TIMEOUT after that.
 */
export async function withTimeout<Result>(result: Promise<Result>, millis: number): Promise<Result> {
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

function misconfigured(explanation: string): GatewayError {
    return new GatewayError("API_CONFIGURATION_ERROR", undefined, explanation);
}
