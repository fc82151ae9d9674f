import { dependenciesOf, idOf, resolveReference } from "../reading/references";
import type { Resource, Stack } from "../reading/resource";
import { knownValue, readString } from "../reading/value";
import { apiTypes, integrationTypes, methodTypes, pathTypes } from "./types";

// Both have the property `resourceId`, so a program can take the id of their path from them.
const onPaths: ReadonlySet<string> = new Set([...methodTypes, ...integrationTypes]);

/**
 * Path of the Resource that a property references; a chain of Resources ends at the root resource of the API. The
 * references followed so far are carried along: inside a component a Method may depend on itself.
 */
export function pathOf(
    stack: Stack,
    from: Resource,
    property: string,
    followed: readonly Resource[] = [],
): string | undefined {
    const before = [...followed, from];
    const [parent, ...others] = resolveReference(stack, from, property, pathTypes);
    if (parent === undefined) {
        const passing = dependenciesOf(stack, from, property, onPaths).filter((each) => !before.includes(each));
        if (passing[0] !== undefined && passing.length === 1) return pathOf(stack, passing[0], "resourceId", before);
        return isRoot(stack, from, property) ? "/" : undefined;
    }
    const part = readString(parent.props, "pathPart");
    if (others.length > 0 || before.includes(parent) || part.state !== "known") return undefined;
    const above = pathOf(stack, parent, "parentId", before);
    return above === undefined ? undefined : `${above === "/" ? "" : above}/${part.value}`;
}

function isRoot(stack: Stack, from: Resource, property: string): boolean {
    if (dependenciesOf(stack, from, property, apiTypes).length > 0) return true;
    const id = knownValue(readString(from.props, property));
    return (
        id !== undefined &&
        stack
            .ofType(apiTypes)
            .some((api) => idOf(api) !== undefined && knownValue(readString(api.outputs, "rootResourceId")) === id)
    );
}
