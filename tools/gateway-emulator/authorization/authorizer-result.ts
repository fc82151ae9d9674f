import { z } from "zod";
import { type Policy, readPolicy } from "./policy";

const contextForm = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const form = z.object({
    principalId: z.string(),
    policyDocument: z.unknown(),
    context: contextForm.nullish(),
    usageIdentifierKey: z.string().nullish(),
});

/** The result of an authorizer's function. */
export interface AuthorizerResult {
    readonly policy: Policy;
    /** Values of `$context` without its prefix, as strings: `authorizer.principalId` and those of the result's `context`. */
    readonly context: Readonly<Record<string, string>>;
    /** Value of an API key. */
    readonly usageIdentifierKey?: string;
}

/**
 * Reads the result of an authorizer's function (developer guide, "Output from an API Gateway Lambda authorizer"). Values of its
 * context may be strings, numbers and booleans, and not objects or lists.
 * @returns a string that says what is not valid.
 */
export function readAuthorizerResult(payload: string): AuthorizerResult | string {
    const found = form.safeParse(JSON.parse(payload));
    if (!found.success) return z.prettifyError(found.error);
    const { principalId, policyDocument, context, usageIdentifierKey } = found.data;
    try {
        const values = Object.entries(context ?? {}).flatMap(([name, value]): [string, string][] =>
            value === null ? [] : [[`authorizer.${name}`, String(value)]],
        );
        return {
            policy: readPolicy(policyDocument),
            context: { ...Object.fromEntries(values), "authorizer.principalId": principalId },
            ...(typeof usageIdentifierKey === "string" && { usageIdentifierKey }),
        };
    } catch (error) {
        if (error instanceof z.ZodError) return `policyDocument: ${z.prettifyError(error)}`;
        throw error;
    }
}
