import { dependenciesOf, resolveReference } from "../reading/references";
import type { Resource, Stack } from "../reading/resource";
import { read } from "../reading/value";
import {
    apiTypes,
    deploymentTypes,
    integrationTypes,
    methodTypes,
    newerApiTypes,
    newerStageTypes,
    pathTypes,
    settingsTypes,
    stageTypes,
} from "./types";

// Each has the property `restApi`, so a program can take the API's id from it: `stage.restApi`.
const partTypes: ReadonlySet<string> = new Set(
    [deploymentTypes, stageTypes, settingsTypes, methodTypes, integrationTypes, pathTypes].flatMap((types) => [
        ...types,
    ]),
);

// Parts of HTTP and WebSocket APIs have the property `apiId`, and so have mappings and plans, of any kind of API.
const anyApiTypes: ReadonlySet<string> = new Set([...apiTypes, ...newerApiTypes]);

/** APIs of a stage of any kind. */
export const apisOfStage = (stack: Stack, stage: Resource): readonly Resource[] =>
    newerStageTypes.has(stage.type) ? resolveReference(stack, stage, "apiId", newerApiTypes) : apisOf(stack, stage);

/**
 * RestApis that a part of an API belongs to, by its own `restApi` or by that of the part from which it takes the id.
 * Parts that were already followed are left out: inside a component a part may depend on itself.
 */
export function apisOf(
    stack: Stack,
    part: Resource,
    property = "restApi",
    followed: readonly Resource[] = [],
): readonly Resource[] {
    const own = resolveReference(stack, part, property, property === "apiId" ? anyApiTypes : apiTypes);
    if (own.length > 0 || read(part.props, property).state !== "unknown") return own;
    return apisThroughParts(stack, part, property, [...followed, part]);
}

/** RestApis of the parts that a property depends on. */
export const apisThroughParts = (
    stack: Stack,
    from: Resource,
    property: string,
    followed: readonly Resource[] = [],
): readonly Resource[] => [
    ...new Set(
        dependenciesOf(stack, from, property, partTypes)
            .filter((part) => !followed.includes(part))
            .flatMap((part) => apisOf(stack, part, "restApi", followed)),
    ),
];
