import { z } from "zod";

// The error of each form completes "want …" in a message; the table of settings shows it as `form`.

/**
 * An integer within bounds, both included.
 * @param form what a reader is told to write, e.g. `an integer from 1 to 20`.
 */
export function integer(form: string, min: number, max: number) {
    return number(form, min, max).refine(Number.isInteger, { error: form });
}

/** A number within bounds, both included. */
export function number(form: string, min: number, max: number) {
    return z
        .number({ error: form })
        .refine((value) => value >= min && value <= max, { error: form })
        .meta({ form });
}

/** A string that matches a pattern. */
export function string(form: string, pattern: RegExp) {
    return z.string({ error: form }).regex(pattern, { error: form }).meta({ form });
}

/**
 * A string whose problem depends on its value.
 * @param problemOf returns the form that a value misses; undefined for a valid one.
 */
export function checkedString(form: string, problemOf: (value: string) => string | undefined) {
    return z
        .string({ error: form })
        .check(({ value, issues }) => {
            const message = problemOf(value);
            if (message !== undefined) issues.push({ code: "custom", input: value, path: [], message });
        })
        .meta({ form });
}

/** A boolean. */
export function boolean() {
    return z.boolean({ error: "true or false" }).meta({ form: "true or false" });
}

/** One of a few values, which the error lists. */
export function oneOf<const Values extends readonly (string | number)[]>(values: Values) {
    const form = `one of ${values.join(", ")}`;
    return z.literal(values, { error: form }).meta({ form });
}

/** A map with fixed keys; any other key is an error. */
export function object<Shape extends z.ZodRawShape>(shape: Shape) {
    const keys = Object.keys(shape);
    return z.strictObject(shape, {
        error: keys.length > 0 ? `a map with the keys ${keys.join(", ")}` : "an empty map",
    });
}

/** A map from names to values, with at least one entry. */
export function record<Value extends z.ZodType>(what: string, nameForm: string, name: RegExp, value: Value) {
    const form = `a map from a name to ${what}, with at least one entry`;
    return z
        .record(z.string().regex(name, { error: `a name that is ${nameForm}` }), value, { error: form })
        .refine((entries) => Object.keys(entries).length > 0, { error: form })
        .meta({ form });
}

/** A list of values. */
export function list<Item extends z.ZodType>(form: string, item: Item) {
    return z.array(item, { error: form }).meta({ form });
}
