import { definitionOf } from "../../gateway/api";
import type { GatewayStage } from "../../gateway/graph";
import { methodPathOf } from "../../gateway/method-path";
import { methodsOf } from "../../gateway/methods";
import type { Call } from "../../gateway/operation";
import type { Resource, Stack } from "../../reading/resource";

/**
 * Whether each operation of a stage has its own method settings, so that an entry for every method is not needed. A
 * mock calls no backend. An operation for any method, or an unreadable one, cannot be matched with an entry.
 */
export function isEachMethodThrottled(stack: Stack, { apis, settings }: GatewayStage): boolean {
    const throttled = new Set(settings.map(({ path }) => path));
    const calls = apis.map((api) => callsOf(stack, api));
    return (
        calls.length > 0 &&
        calls.every(
            (own) =>
                own !== undefined &&
                own.length > 0 &&
                own.every(
                    ({ path, method, integration }) =>
                        integration.type === "mock" || (method !== "ANY" && throttled.has(methodPathOf(path, method))),
                ),
        )
    );
}

// The engine does not send the body of an API that was only read, so the list of its operations is incomplete.
function callsOf(stack: Stack, api: Resource): readonly Call[] | undefined {
    const definition = definitionOf(api);
    if (definition.state === "unreadable" || (definition.state === "none" && !api.declared)) return undefined;
    const methods = methodsOf(stack, api).map((method) => ("operation" in method ? method.operation : undefined));
    const readable = methods.filter((call) => call !== undefined);
    if (readable.length < methods.length) return undefined;
    return [...(definition.state === "body" ? definition.body.operations : []), ...readable];
}
