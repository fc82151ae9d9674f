import type { SecurityRequirement } from "../document";
import type { OpenApiNode } from "./node";

/** The name that the API key's security scheme has in the body. */
export const apiKeyScheme = "api_key";

/** Security of an operation that says nothing about it: a call needs an API key. */
export const apiKeyRequired: readonly SecurityRequirement[] = [{ [apiKeyScheme]: [] }];

/** The security schemes of the body: API Gateway reads the key from this header (developer guide, "API key source"). */
export const securitySchemes = { [apiKeyScheme]: { type: "apiKey", name: "x-api-key", in: "header" } } as const;

/**
 * Reads the `security` of an operation; undefined if it says nothing.
 * Any scheme of type apiKey in the header x-api-key counts as the API key; `api_key` need not be declared.
 * The document's root `security` is not read, as API Gateway ignores it (developer guide, "Important notes").
 */
export function readSecurity(operation: OpenApiNode, root: OpenApiNode): readonly SecurityRequirement[] | undefined {
    const security = operation.child("security");
    if (!security.present) return undefined;
    return security.items().map((requirement) => {
        const names = requirement.entries().map(([name, node]) => readScheme(name, node, root));
        return Object.fromEntries(names.map((name) => [name, []]));
    });
}

function readScheme(name: string, node: OpenApiNode, root: OpenApiNode): string {
    const declared = root.child("components").child("securitySchemes").child(name);
    if (!declared.present) {
        if (name !== apiKeyScheme) node.problem("a scheme of components.securitySchemes", `the scheme "${name}"`);
        return apiKeyScheme;
    }
    const scheme = declared.resolved();
    const isApiKey =
        scheme?.child("type").value === "apiKey" &&
        scheme.child("in").value === "header" &&
        String(scheme.child("name").value).toLowerCase() === "x-api-key";
    if (!isApiKey) node.problem('a scheme of type apiKey in the header "x-api-key"', `the scheme "${name}"`);
    return apiKeyScheme;
}
