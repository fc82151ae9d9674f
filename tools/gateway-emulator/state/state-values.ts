import { z } from "zod";

// A number or boolean in the state is converted to a string.
const stringValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);
/** Strings by name. Default: none. */
export const stringMap = z
    .record(z.string(), stringValue)
    .optional()
    .transform((value) => value ?? {});

const isSecret = z.object({ "4dabf18193072939515e22adb298388d": z.string(), plaintext: z.string() });

/**
 * Copies a value from a stack's state with each secret replaced by its plaintext
 * (pulumi/pulumi, sdk/go/common/apitype/core.go, SecretV1).
 */
export function revealed(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(revealed);
    if (typeof value !== "object" || value === null) return value;
    const secret = isSecret.safeParse(value);
    // A secret may hold others.
    if (secret.success) return revealed(JSON.parse(secret.data.plaintext));
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, revealed(child)]));
}
