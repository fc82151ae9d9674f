import { z } from "zod";

// The error of each form completes "want …" in a message.

/** Any value; the reader looks into it elsewhere, or API Gateway has no use for it. */
export const anything = z.unknown().optional();

/** A string. */
export const string = z.string({ error: "a string" });

/** A string that is not empty. */
export const nonEmptyString = string.min(1, { error: "a non-empty string" });

/** A boolean. */
export const boolean = z.boolean({ error: "true or false" });

/** A list; its items are read one by one. */
export const list = z.array(z.unknown(), { error: "a list" });

/** An object with any keys; its values are read one by one. */
export const object = z.record(z.string(), z.unknown(), { error: "an object" });

/** An object without other keys, extensions apart. */
export function closedObject<Shape extends z.ZodRawShape>(shape: Shape) {
    return z.strictObject(shape, { error: "an object" });
}
