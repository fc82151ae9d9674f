// The validator of API Gateway is json-schema-validator (its messages are those that API Gateway logs), with JSON
// Schema draft 4; its importer reads OpenAPI 3.0 with swagger-parser, whose messages are warnings of the import.

/** A check of the value of a keyword, and the form that it checks for. */
export interface ValueForm {
    readonly isValid: (value: unknown) => boolean;
    readonly want: string;
}

const size: ValueForm = {
    isValid: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 31,
    want: "whole numbers from 0 to 2147483647",
};
const bound: ValueForm = { isValid: Number.isFinite, want: "numbers" };
const string: ValueForm = { isValid: (value) => typeof value === "string", want: "strings" };

/** Keywords of draft 4 whose value is a scalar, apart from `type`, `enum`, `format` and `pattern`. */
export const scalarKeywords: Readonly<Record<string, ValueForm>> = {
    minLength: size,
    maxLength: size,
    minItems: size,
    maxItems: size,
    minProperties: size,
    maxProperties: size,
    minimum: bound,
    maximum: bound,
    multipleOf: { isValid: (value) => Number.isFinite(value) && Number(value) > 0, want: "numbers above 0" },
    uniqueItems: { isValid: (value) => typeof value === "boolean", want: "true and false" },
};

/** Keywords that describe and do not constrain. */
export const textKeywords: Readonly<Record<string, ValueForm>> = { title: string, description: string };

/** Keywords with a list of schemas that all apply to the same value. */
export const listKeywords = ["allOf", "anyOf", "oneOf"] as const;

/** Keywords of JSON Schema that constrain a value and are not in OpenAPI 3.0, which the import reads. */
export const droppedKeywords = [
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
    "unevaluatedProperties",
    "unevaluatedItems",
    "prefixItems",
    "additionalItems",
    "contains",
    "if",
    "$dynamicRef",
    "$recursiveRef",
] as const;

// Any other format is an annotation; the import is known to reject some (awslabs' conversion tool), and the validator
// to be narrower than OpenAPI on others, such as `time` and `phone`. int32, int64 and decimal are not supported
// (developer guide, "Important notes").
const stringFormats = "date date-time email uri uuid hostname ipv4 ipv6 byte password".split(" ");
const numberFormats = ["float", "double"];

/** Returns whether API Gateway imports a format for values of a type; undefined is any type. */
export function isImportedFormat(format: unknown, type: string | undefined): boolean {
    const ofStrings = type === undefined || type === "string";
    const ofNumbers = type === undefined || type === "number" || type === "integer";
    return (
        (ofStrings && stringFormats.some((each) => each === format)) ||
        (ofNumbers && numberFormats.some((each) => each === format))
    );
}

/** The keywords that apply to values of one type only. */
export const keywordsByType: Readonly<Record<string, readonly string[]>> = {
    string: ["format", "pattern", "minLength", "maxLength"],
    number: ["format", "minimum", "maximum", "multipleOf"],
    integer: ["format", "minimum", "maximum", "multipleOf"],
    boolean: [],
    array: ["items", "minItems", "maxItems", "uniqueItems"],
    object: ["properties", "required", "additionalProperties", "minProperties", "maxProperties"],
};
