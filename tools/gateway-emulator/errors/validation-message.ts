import type { ErrorObject } from "ajv-draft-04";

/**
 * The value of `$context.error.validationErrorString` for a body that does not match its model, such as
 * `[object has missing required properties (["id"])]`. AWS has the messages of a library for Java
 * (RafPe/serverless-reqvalidator-plugin#1; java-json-tools/json-schema-validator, validation.properties); the emulator has
 * those of missing properties, types and enumerations, and Ajv's for other keywords.
 * @param errors of a validator with the option `verbose`.
 */
export function validationMessage(errors: readonly ErrorObject[]): string {
    return `[${[...new Set(errors.map(messageOf))].join(", ")}]`;
}

function messageOf({ keyword, message = "", data, parentSchema = {}, schema }: ErrorObject): string {
    switch (keyword) {
        case "required": {
            const required: unknown = parentSchema.required;
            const missing = (Array.isArray(required) ? required.map(String) : []).filter((key) => !hasKey(data, key));
            return `object has missing required properties (${list(missing.sort())})`;
        }
        case "type":
            return `instance type (${typeOf(data)}) does not match any allowed primitive type (allowed: ${list([schema].flat())})`;
        case "enum":
            return `instance value (${JSON.stringify(data)}) not found in enum (possible values: ${list([schema].flat())})`;
        default:
            return message;
    }
}

function hasKey(data: unknown, key: string): boolean {
    return typeof data === "object" && data !== null && Object.hasOwn(data, key);
}

function list(values: readonly unknown[]): string {
    return JSON.stringify(values);
}

function typeOf(data: unknown): string {
    if (data === null) return "null";
    if (Array.isArray(data)) return "array";
    return Number.isInteger(data) ? "integer" : typeof data;
}
