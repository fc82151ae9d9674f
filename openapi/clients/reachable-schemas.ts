import { isObject } from "../raw-value";
import type { RawObject } from "../rest-api-body";

const prefix = "#/components/schemas/";

/** The schemas to which a part of a document refers, directly or through other schemas, in the order of `schemas`. */
export function reachableSchemas(part: unknown, schemas: RawObject): RawObject {
    const found = new Set<string>();
    const visit = (value: unknown): void => {
        if (Array.isArray(value)) for (const item of value) visit(item);
        else if (isObject(value)) {
            const { $ref: reference, ...rest } = value;
            for (const child of Object.values(rest)) visit(child);
            if (typeof reference === "string") follow(reference);
            // A property may have this name.
            else visit(reference);
        }
    };
    const follow = (reference: string): void => {
        const name = reference.startsWith(prefix) ? reference.slice(prefix.length) : undefined;
        if (name === undefined || found.has(name)) return;
        found.add(name);
        visit(schemas[name]);
    };
    visit(part);
    return Object.fromEntries(Object.entries(schemas).filter(([name]) => found.has(name)));
}
