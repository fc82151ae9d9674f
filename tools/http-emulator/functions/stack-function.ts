import { coversSource, invokedFunction } from "../../../openapi/function-invocation";
import type { InvokeNodeFunction, NodeFunctionResult } from "../../gateway-emulator/integration/lambda/node-function";
import type { PermittedFunction } from "../../gateway-emulator/state/node-functions";
import type { DeployedHttpApi } from "../state/deployed-http-api";

const arnForm = /^arn:[^:]+:lambda:[^:]+:\d{12}:function:(?<functionName>[\w-]+)(?::(?<qualifier>[\w$-]+))?$/;

/**
 * Finds the function of the stack that an ARN, or the `invokeArn` of a function, names.
 * @param source ARN of the route or of the authorizer that calls it; absent if a role does, which needs no permission.
 * @returns a string with the reason why it cannot be invoked.
 */
export function stackFunction(
    { nodeFunctions }: Pick<DeployedHttpApi, "nodeFunctions">,
    uri: string,
    source: string | undefined,
): PermittedFunction | string {
    const { functionName = "", qualifier = "" } = invokedFunction(uri) ?? arnForm.exec(uri)?.groups ?? {};
    const found = Object.hasOwn(nodeFunctions, functionName) ? nodeFunctions[functionName] : undefined;
    if (found === undefined) return `"${uri}" is no function of the stack in JavaScript`;
    const permits = found.permits[qualifier] ?? [];
    if (source === undefined || permits.some((pattern) => coversSource(pattern, source))) return found;
    return `Invalid permissions on Lambda function: "${found.name}" has none for ${source}`;
}

/** Invokes a function and waits for its result, at most for a time in milliseconds; undefined after that. */
export async function resultWithin(
    invoke: InvokeNodeFunction,
    definition: PermittedFunction,
    event: unknown,
    millis: number,
): Promise<NodeFunctionResult | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const expired = new Promise<undefined>((resolve) => {
        timer = setTimeout(() => resolve(undefined), millis);
    });
    try {
        return await Promise.race([invoke(definition, event), expired]);
    } finally {
        clearTimeout(timer);
    }
}
