import { z } from "zod";
import type { SecurityRequirement } from "../document";
import type { Place } from "../problem";
import type { DocumentSource } from "./source";

/** The name that the API key's security scheme has in the body. */
export const apiKeyScheme = "api_key";

/** Security of an operation that does not mention it: a call needs an API key. */
export const apiKeyRequired: readonly SecurityRequirement[] = [{ [apiKeyScheme]: [] }];

/** The security schemes of the body: API Gateway reads the key from this header (developer guide, "API key source"). */
export const securitySchemes = { [apiKeyScheme]: { type: "apiKey", name: "x-api-key", in: "header" } } as const;

const keySchemeForm = z.looseObject({
    type: z.literal("apiKey"),
    in: z.literal("header"),
    name: z.string().regex(/^x-api-key$/i),
});

/**
 * Reads the `security` of an operation; undefined if it has none.
 * Any scheme of type apiKey in the header x-api-key counts as the API key; `api_key` need not be declared. A list that
 * is empty or contains `{}` is valid, and lets calls through without a key: rule R4 reports it.
 * The document's root `security` is not read, as API Gateway ignores it (developer guide, "Important notes").
 */
export function readSecurity(source: DocumentSource, operation: Place): readonly SecurityRequirement[] | undefined {
    const at = [...operation, "security"];
    if (source.valueAt(at) === undefined) return undefined;
    return source.childrenOf(at).map((requirement) => {
        const schemes = source.childrenOf(requirement);
        for (const scheme of schemes) checkScheme(source, scheme);
        return schemes.length === 0 ? {} : { [apiKeyScheme]: [] };
    });
}

function checkScheme(source: DocumentSource, at: Place): void {
    const name = String(at.at(-1));
    const got = `the scheme "${name}"`;
    const declared = ["components", "securitySchemes", name];
    if (source.valueAt(declared) === undefined) {
        if (name !== apiKeyScheme) source.report(at, "a scheme of components.securitySchemes", got);
        return;
    }
    const scheme = source.follow(declared);
    if (scheme === undefined || keySchemeForm.safeParse(source.valueAt(scheme)).success) return;
    source.report(at, 'a scheme of type apiKey in the header "x-api-key"', got);
}
