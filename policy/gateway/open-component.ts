import { type Finding, undecidedFinding } from "../reading/finding";
import type { Resource, Stack } from "../reading/resource";
import { descendantsOf } from "../reading/stack-index";
import { apiComponent } from "./api";
import { apiTypes } from "./types";

/** Type tokens of components that make an API with its stage. */
export const apiComponentTypes: ReadonlySet<string> = new Set([apiComponent]);

/** Components that wait for their arguments, and register their resources only in the update. */
export const openComponents = (stack: Stack): readonly Resource[] =>
    stack
        .ofType(apiComponentTypes)
        .filter((component) => !descendantsOf(stack, component).some(({ type }) => apiTypes.has(type)));

/** Finding for a component that shows no API yet. */
export const openComponent = (component: Resource): Finding =>
    undecidedFinding(component, {
        actual: "its API is not known at preview",
        decidedBy: "the resources inside it, which pulumi up checks one by one before it creates them",
        change: "to decide it at preview, pass arguments that are known then; otherwise preview again once what they come from exists",
    });
