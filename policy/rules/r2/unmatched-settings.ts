import { definitionOf } from "../../gateway/api";
import type { GatewayStage } from "../../gateway/graph";
import { everyMethod, looseMethodPath, methodPathOf } from "../../gateway/method-path";
import { methodsOf } from "../../gateway/methods";
import { type Finding, finding } from "../../reading/finding";
import type { Resource, Stack } from "../../reading/resource";
import { knownValue, read } from "../../reading/value";

/**
 * Reports settings for one method whose path differs from that of a similar operation. A wildcard in a path, or a base
 * path that an import prepends, could disable the cache for operations that the rule does not associate with these
 * settings.
 */
export function checkUnmatched(stack: Stack, { apis, settings }: GatewayStage): Finding[] {
    const own = settings.flatMap(({ resource, path }) =>
        path === undefined || path === everyMethod ? [] : [{ resource, path }],
    );
    const served = apis.flatMap((api) => pathsOf(stack, api));
    const moved = apis.some(isMoved);
    return own
        .filter(({ path }) => (moved || !served.includes(path)) && (path.includes("*") || resembles(path, served)))
        .map(({ resource }) =>
            finding(resource, {
                actual: "methodPath differs from that of a similar operation in the API's definition, so it may or may not apply to it",
                expected: `a path in API Gateway's notation, such as "~1items~1{id}/GET", or "${everyMethod}"`,
                change: "correct methodPath, or remove these settings",
            }),
        );
}

const resembles = (path: string, served: readonly string[]): boolean => {
    const stated = looseMethodPath(path);
    return served
        .map(looseMethodPath)
        .some((own) => stated === own || (own.includes("/") && stated.endsWith(`/${own}`)));
};

// An import ignores the base path unless it is told to prepend it or to split it, which changes the path of each
// operation.
const isMoved = (api: Resource): boolean => {
    const mode = read(api.props, "parameters", "basepath");
    return mode.state !== "absent" && knownValue(mode) !== "ignore";
};

function pathsOf(stack: Stack, api: Resource): string[] {
    const definition = definitionOf(api);
    const declared = definition.state === "body" ? definition.body.operations : [];
    const methods = methodsOf(stack, api).flatMap((method) => ("operation" in method ? [method.operation] : []));
    return [...declared, ...methods].map(({ path, method }) => methodPathOf(path, method));
}
