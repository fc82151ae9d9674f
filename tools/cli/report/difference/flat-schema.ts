/** A schema as far as it is compared; other words are kept as they are. */
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
 * Follows a schema's references and joins its `allOf` into it, as if it had been written in one piece.
 * @returns also the last reference that was followed, by which a schema that holds itself is known again.
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
        // What a reference leads to nowhere is compared by its own words.
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
