import type { Json } from "../../document";
import { type Place, quote } from "../../problem";
import type { Changes } from "./changes";
import { isImportedFormat, scalarKeywords, textKeywords } from "./keywords";
import type { Draft } from "./model";
import { patternProblem } from "./pattern";

type RawSchema = Readonly<Record<string, unknown>>;

/** Adds the texts and the constraints on numbers, strings and sizes to a model; drops those that the import would reject. */
export function addValues(draft: Draft, schema: RawSchema, at: Place, changes: Changes): void {
    for (const [keyword, { isValid }] of Object.entries(textKeywords)) {
        // Said to be rejected by the import, as it would end the comment in a generated SDK (awslabs' conversion tool).
        if (isValid(schema[keyword])) draft[keyword] = String(schema[keyword]).replaceAll("*/", "* /");
    }
    for (const [keyword, { isValid, want }] of Object.entries(scalarKeywords)) {
        const value = schema[keyword];
        if (value === undefined) continue;
        if (isValid(value)) draft[keyword] = value as Json;
        else changes.widen([...at, keyword], `published without it, as API Gateway takes only ${want}`, quote(value));
    }
    addExclusive(draft, schema, at, changes);
    addPattern(draft, schema, at, changes);
}

/** Adds the format to a model whose type and enum are known; a format that API Gateway would not import is an annotation. */
export function addFormat(draft: Draft, format: unknown, type: string | undefined): void {
    // The import parses the values of an enum with these formats, and warns of those that it cannot read.
    const isParsed = draft.enum !== undefined && ["date", "date-time", "byte"].some((each) => each === format);
    if (isImportedFormat(format, type) && !isParsed) draft.format = format as Json;
}

function addExclusive(draft: Draft, schema: RawSchema, at: Place, changes: Changes): void {
    for (const [bound, exclusive, sign] of [
        ["minimum", "exclusiveMinimum", 1],
        ["maximum", "exclusiveMaximum", -1],
    ] as const) {
        const value = schema[exclusive];
        if (value === undefined || value === false) continue;
        if (typeof value === "number" && Number.isFinite(value)) {
            const isInteger = schema.type === "integer";
            const own = isInteger ? sign * (Math.floor(sign * value) + 1) : value;
            const other = draft[bound];
            draft[bound] = typeof other === "number" && sign * other > sign * own ? other : own;
            if (isInteger) continue;
        }
        const change = `published as "${bound}" only, as API Gateway does not support "${exclusive}"`;
        changes.widenOften(exclusive, [...at, exclusive], change, `"${exclusive}"`);
    }
}

function addPattern(draft: Draft, { pattern }: RawSchema, at: Place, changes: Changes): void {
    if (pattern === undefined) return;
    const problem = typeof pattern === "string" ? patternProblem(pattern) : "a pattern is a string";
    if (problem === undefined) draft.pattern = pattern as Json;
    else
        changes.widen(
            [...at, "pattern"],
            `published without it, as API Gateway validates with ECMAScript 5, where ${problem}`,
            quote(pattern),
        );
}
