import { z } from "zod";

/** A text, also where the state holds a number or a flag. */
export const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
/** Texts by name; none where nothing is said. */
export const texts = z
    .record(z.string(), text)
    .optional()
    .transform((value) => value ?? {});

const isSecret = z.object({ "4dabf18193072939515e22adb298388d": z.string(), plaintext: z.string() });

/**
 * A copy of a value of a stack's state in which the plaintext of each secret stands for it
 * (pulumi/pulumi, sdk/go/common/apitype/core.go, SecretV1).
 */
export function revealed(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(revealed);
    if (typeof value !== "object" || value === null) return value;
    const secret = isSecret.safeParse(value);
    if (secret.success) return JSON.parse(secret.data.plaintext);
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, revealed(child)]));
}
