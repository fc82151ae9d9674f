import { z } from "zod";

/**
 * A whole number within bounds; a fault names the form wanted.
 * @param form what a reader is told to write, e.g. `a whole number from 1 to 20`.
 */
export function wholeNumber(form: string, least: number, most: number) {
    return number(form, least, most).refine(Number.isInteger, { error: form });
}

/** A number within bounds, both included. */
export function number(form: string, least: number, most: number) {
    return z
        .number({ error: form })
        .refine((value) => value >= least && value <= most, { error: form })
        .meta({ form });
}

/** A text that matches a pattern. */
export function text(form: string, pattern: RegExp) {
    return z.string({ error: form }).regex(pattern, { error: form }).meta({ form });
}

/** True or false. */
export function flag() {
    return z.boolean({ error: "true or false" }).meta({ form: "true or false" });
}

/** One of a few values, which the fault lists. */
export function oneOf<const Values extends readonly (string | number)[]>(values: Values) {
    const form = `one of ${values.join(", ")}`;
    return z.literal(values, { error: form }).meta({ form });
}

/** A map with fixed keys; any other key is a fault. */
export function map<Shape extends z.ZodRawShape>(shape: Shape) {
    return z.strictObject(shape, { error: `a map with the keys ${Object.keys(shape).join(", ")}` });
}

/** A map from a name to a value, with at least one entry. */
export function named<Value extends z.ZodType>(what: string, nameForm: string, name: RegExp, value: Value) {
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
