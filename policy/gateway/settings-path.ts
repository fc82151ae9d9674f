import { dependenciesOf, resolveReference } from "../reading/references";
import type { Resource, Stack } from "../reading/resource";
import { readString } from "../reading/value";
import { methodPathOf, normaliseMethodPath } from "./method-path";
import { pathOf } from "./resource-path";
import { methodTypes, pathTypes } from "./types";

/**
 * Normalised `methodPath` of MethodSettings; undefined if it cannot be determined. A path that is derived from a
 * Resource (`pulumi.interpolate`${items.path}/GET``) is unknown at the first preview; it then belongs to the only
 * Method on that Resource.
 */
export function settingsPath(stack: Stack, settings: Resource): string | undefined {
    const stated = readString(settings.props, "methodPath");
    if (stated.state === "known") return normaliseMethodPath(stated.value);
    if (stated.state !== "unknown") return undefined;
    const [method, ...others] = methodsOfPath(stack, settings);
    if (method === undefined || others.length > 0) return undefined;
    const verb = readString(method.props, "httpMethod");
    const path = pathOf(stack, method, "resourceId");
    return path === undefined || verb.state !== "known" ? undefined : methodPathOf(path, verb.value);
}

function methodsOfPath(stack: Stack, settings: Resource): readonly Resource[] {
    const methods = dependenciesOf(stack, settings, "methodPath", methodTypes);
    if (methods.length > 0) return methods;
    const paths = dependenciesOf(stack, settings, "methodPath", pathTypes);
    return stack
        .ofType(methodTypes)
        .filter((method) =>
            resolveReference(stack, method, "resourceId", pathTypes).some((path) => paths.includes(path)),
        );
}
