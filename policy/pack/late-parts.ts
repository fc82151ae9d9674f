import { apiComponentTypes } from "../gateway/open-component";
import { apiTypes, deploymentTypes } from "../gateway/types";
import { type Resource, resourceWith, type Stack, UNKNOWN } from "../reading/resource";

/**
 * Components of a preview that register the parts of their API late.
 * @param causes URNs of the resources that decide what the preview left undecided.
 */
export const lateComponents = (preview: Stack, causes: ReadonlySet<string>): readonly Resource[] =>
    preview.ofType(apiComponentTypes).filter(({ urn }) => causes.has(urn));

/**
 * Parts of an API that a component registers only in the update, since the preview did not know its arguments. The engine
 * sends no dependencies with a single resource, and no ids, so a part refers to the only resource of the component that
 * its property can name.
 */
export function lateParts(preview: Stack, components: readonly Resource[], sent: readonly Resource[]): Resource[] {
    return components.flatMap(({ urn }) => {
        const parts = sent.filter((each) => each.parent === urn && !preview.byUrn.has(each.urn));
        return parts.map((part) => withReferences(part, parts));
    });
}

const named: ReadonlyMap<string, ReadonlySet<string>> = new Map([
    ["restApi", apiTypes],
    ["deployment", deploymentTypes],
]);

function withReferences(part: Resource, parts: readonly Resource[]): Resource {
    const references = [...named].flatMap(([property, types]) => {
        const [only, ...others] = parts.filter(({ type }) => types.has(type));
        return part.props[property] === undefined || only === undefined || others.length > 0
            ? []
            : [[property, [only.urn]] as const];
    });
    return resourceWith(part, { outputs: { id: UNKNOWN }, propertyDependencies: Object.fromEntries(references) });
}
