import { dependenciesOf, resolveReference } from "../reading/references";
import type { Resource, Stack } from "../reading/resource";
import { readString } from "../reading/value";
import { methodPathOf, normaliseMethodPath } from "./method-path";
import { pathOf } from "./resource-path";
import { methodTypes, pathTypes } from "./types";

/**
 * The normalised `methodPath` of MethodSettings; undefined if nobody can tell. A path that is made of a Resource's own
 * (`pulumi.interpolate`${items.path}/GET``) is not known at a first preview, and is then that of the one Method behind it.
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
