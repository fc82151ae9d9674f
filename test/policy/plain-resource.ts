import type { Resource } from "../../policy/reading/resource";

/** A resource as rules see it, with empty defaults; its URN is its name. */
export function plainResource(
    type: string,
    name: string,
    props: Resource["props"] = {},
    more: Partial<Omit<Resource, "type" | "name" | "props">> = {},
): Resource {
    return {
        urn: name,
        type,
        name,
        props,
        outputs: {},
        declared: true,
        isComponent: false,
        ignoreChanges: [],
        dependencies: [],
        propertyDependencies: {},
        ...more,
    };
}
