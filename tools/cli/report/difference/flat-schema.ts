/** A schema with the keywords that are compared; other keywords are kept unchanged. */
export interface Schema {
    readonly type?: string;
    readonly nullable?: boolean;
    readonly enum?: unknown;
    readonly items?: unknown;
    readonly properties?: Readonly<Record<string, unknown>>;
    readonly required?: readonly string[];
    readonly additionalProperties?: unknown;
    readonly [word: string]: unknown;
}

/** Schemas of a document by name. */
export type Schemas = Readonly<Record<string, unknown>>;

const prefix = "#/components/schemas/";

/**
 * Resolves a schema's references and merges its `allOf` into one schema.
 * @returns the schema, and the reference that was resolved, which identifies a schema that contains itself.
 */
export function flatSchema(
    value: unknown,
    schemas: Schemas,
    within: readonly string[] = [],
): { readonly schema: Schema; readonly reference?: string } {
    const schema = asSchema(value);
    const { $ref: reference } = schema;
    if (typeof reference === "string") {
        if (within.includes(reference)) return { schema: {}, reference };
        const target = reference.startsWith(prefix) ? schemas[reference.slice(prefix.length)] : undefined;
        // An unresolved reference is compared by its own text.
        if (target === undefined) return { schema: { type: reference }, reference };
        return { schema: flatSchema(target, schemas, [...within, reference]).schema, reference };
    }
    const { allOf, ...own } = schema;
    if (!Array.isArray(allOf)) return { schema: own };
    const parts = [...allOf.map((part) => flatSchema(part, schemas, within).schema), own];
    return { schema: parts.reduce(joined, {}) };
}

function joined(left: Schema, right: Schema): Schema {
    const properties = { ...left.properties, ...right.properties };
    const required = [...new Set([...(left.required ?? []), ...(right.required ?? [])])];
    return {
        ...left,
        ...right,
        ...(Object.keys(properties).length > 0 && { properties }),
        ...(required.length > 0 && { required }),
    };
}

function asSchema(value: unknown): Schema {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}
