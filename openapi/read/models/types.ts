import type { Json } from "../../document";
import { type Place, quote } from "../../problem";
import type { Changes } from "./changes";
import { keywordsByType, listKeywords } from "./keywords";
import { type Draft, nullSchema } from "./model";
import { addFormat } from "./values";

type RawSchema = Readonly<Record<string, unknown>>;

/** The types that a schema allows, and its enum. */
export interface Types {
    /** Without null; empty if any type is allowed, or only null. */
    readonly names: readonly string[];
    readonly isNullable: boolean;
    readonly isOnlyNull: boolean;
    /** Distinct scalars other than null; undefined without an enum. */
    readonly values: readonly Json[] | undefined;
}

/** Reads `type`, `nullable`, `enum` and `const`; drops what API Gateway's importer would reject or misread. */
export function readTypes(schema: RawSchema, at: Place, changes: Changes): Types {
    const declared = readDeclared(schema, at, changes);
    const names = declared.filter((name) => name !== "null");
    const all = readEnum(schema, at, names, changes);
    const values = all?.filter((value) => value !== null);
    return {
        names: names.length === 0 && values !== undefined ? typesOf(values) : names,
        isNullable: schema.nullable === true || declared.includes("null") || values?.length !== all?.length,
        isOnlyNull: (declared.length > 0 && names.length === 0) || (all !== undefined && values?.length === 0),
        values: values?.length === 0 ? undefined : values,
    };
}

function readDeclared({ type }: RawSchema, at: Place, changes: Changes): string[] {
    if (type === undefined) return [];
    const list: readonly unknown[] = Array.isArray(type) ? type : [type];
    const known = list.filter(
        (name): name is string => typeof name === "string" && (name === "null" || Object.hasOwn(keywordsByType, name)),
    );
    if (known.length === list.length) return known.includes("number") ? known.filter((n) => n !== "integer") : known;
    const change = "published without a type, as JSON Schema has no such type";
    changes.widen([...at, "type"], change, Array.isArray(type) ? JSON.stringify(type) : quote(type));
    return [];
}

// An enum of lists and objects, and one of another type than the schema's, are errors of the import or match nothing.
function readEnum(schema: RawSchema, at: Place, types: readonly string[], changes: Changes): Json[] | undefined {
    const keyword = schema.const === undefined ? "enum" : "const";
    const raw = schema[keyword];
    if (raw === undefined) return undefined;
    const values: unknown[] = keyword === "const" ? [raw] : Array.isArray(raw) ? raw : [];
    const place = [...at, keyword];
    const scalars = [...new Set(values)].filter(isScalar);
    const isReadable = values.length > 0 && values.every(isScalar);
    if (!isReadable || !scalars.every((value) => value === null || types.length === 0 || isOf(types, value))) {
        const change =
            "published without them, as API Gateway takes only strings, numbers and booleans of the schema's type";
        changes.widen(place, change, values.length > 0 ? "values of another type" : quote(raw));
        return undefined;
    }
    if (scalars.length < values.length) {
        const change = "published once, as API Gateway rejects a model that lists a value twice";
        changes.adjust(place, change, `${quote(values.find((value, i) => values.indexOf(value) !== i))} twice`);
    }
    return scalars;
}

function isScalar(value: unknown): value is string | number | boolean | null {
    return value === null || ["string", "boolean"].includes(typeof value) || Number.isFinite(value);
}

function isOf(types: readonly string[], value: Json): boolean {
    return types.some((type) => (type === "integer" ? Number.isInteger(value) : typeof value === type));
}

function typesOf(values: readonly Json[]): string[] {
    return [...new Set(values.map((value) => typeof value))].sort();
}

/**
 * Adds the types to a model that has its other keywords. The import takes one type only, gives a schema without a type
 * that of its `items`, `additionalProperties` or first `enum` value (swagger-parser), and knows no null: several types
 * become alternatives, and null one of them.
 */
export function withTypes(draft: Draft, schema: RawSchema, types: Types, at: Place, changes: Changes): Draft {
    const { title, description, ...constraints } = draft;
    const texts = { ...(title !== undefined && { title }), ...(description !== undefined && { description }) };
    if (types.isOnlyNull) return { ...texts, ...nullSchema() };
    const typed = withNames(constraints, schema, types);
    if (!types.isNullable) return { ...texts, ...typed };
    if (constrainsNull(typed)) return { ...texts, anyOf: [typed, nullSchema()] };
    const { type, ...untyped } = typed;
    if (type !== undefined) {
        const change = "published without the type, which would reject null, as API Gateway imports no nullable types";
        changes.widenOften("nullable", at, change, "a nullable type");
    }
    return { ...texts, ...untyped };
}

function withNames(draft: Draft, schema: RawSchema, types: Types): Draft {
    if (draft.additionalProperties === true) delete draft.additionalProperties;
    const read = [
        ...(draft.additionalProperties === undefined ? [] : ["object"]),
        ...(draft.items === undefined ? [] : ["array"]),
    ];
    if (types.names.length === 0 && read.length > 0)
        return alternatives(draft, schema, { ...types, names: read }, true);
    return types.names.length > 1 ? alternatives(draft, schema, types, false) : oneType(draft, schema, types);
}

function oneType(draft: Draft, schema: RawSchema, { names, values }: Types): Draft {
    const [type] = names;
    if (values !== undefined) draft.enum = values;
    addFormat(draft, schema.format, type);
    if (type === undefined) return draft;
    // The import would take the type from these; beside another type they mean nothing.
    if (type !== "array") delete draft.items;
    if (type !== "object") delete draft.additionalProperties;
    if (schema.type === undefined) return draft;
    // The import warns of an array without items.
    if (type === "array") draft.items ??= {};
    draft.type = type;
    return draft;
}

// With others, values of any further type are allowed.
function alternatives(draft: Draft, schema: RawSchema, { names, values }: Types, hasOthers: boolean): Draft {
    const pick = (keywords: readonly string[]): Draft =>
        Object.fromEntries(keywords.filter((key) => draft[key] !== undefined).map((key) => [key, draft[key] as Json]));
    const branches = names.flatMap((type): Draft[] => {
        const own = values?.filter((value) => isOf([type], value));
        if (own?.length === 0) return [];
        const branch = pick(keywordsByType[type] ?? []);
        return [
            oneType(branch, { ...schema, type }, { names: [type], values: own, isNullable: false, isOnlyNull: false }),
        ];
    });
    if (hasOthers) {
        const further = Object.keys(keywordsByType).filter((type) => !names.includes(type));
        const not = names.map((type): Draft => (type === "array" ? { type, items: {} } : { type }));
        branches.push({ ...pick(further.flatMap((type) => keywordsByType[type] ?? [])), not: { anyOf: not } });
    }
    const { anyOf, allOf = [], ...rest } = pick([...listKeywords, "not"]);
    const all = [...(allOf as readonly Json[]), ...(anyOf === undefined ? [] : [{ anyOf }])];
    return { ...rest, ...(all.length > 0 && { allOf: all }), anyOf: branches };
}

function constrainsNull(draft: Draft): boolean {
    return [...listKeywords, "not", "enum", "items", "additionalProperties"].some((key) => draft[key] !== undefined);
}
