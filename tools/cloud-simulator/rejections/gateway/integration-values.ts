/** The beginning of API Gateway's errors about mappings. */
export const invalidMapping = "Invalid mapping expression specified: Validation Result: warnings : [], errors :";

/** The sources of a mapping besides requests and responses, as a part of a regular expression. */
export const mappingSource = "'[^']*'|stageVariables\\.\\S+|context\\.\\S+";

/** Whether a value is a conversion of contents, as OpenAPI or the API spells it. */
export function isConversion(value: unknown): boolean {
    return /^convert_to_(text|binary)$/i.test(text(value));
}

/** The error of another value of `contentHandling`. */
export function conversionError(value: unknown): string {
    return (
        `1 validation error detected: Value '${text(value)}' at 'contentHandling' failed to satisfy constraint: ` +
        "Member must satisfy enum value set: [CONVERT_TO_BINARY, CONVERT_TO_TEXT]"
    );
}

/** A string or a number as a string; an empty one for anything else. */
export function text(value: unknown): string {
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
