import { isObject } from "../raw-value";

// Objects whose keys are names of the API's own, such as "x-request-id" among headers.
const named = new Set([
    "callbacks",
    "content",
    "definitions",
    "encoding",
    "headers",
    "links",
    "parameters",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
    "variables",
]);

// Values of the API's own, in which nothing is a keyword.
const values = new Set(["const", "default", "enum", "example", "examples"]);

/**
 * Copies a part of an OpenAPI document without its extensions, the keys `x-…`. Names of headers, properties and models stay, whatever
 * they begin with, as do examples and defaults.
 * @param keys whether the keys of the value itself are keywords of OpenAPI or names of the API's own.
 */
export function withoutExtensions(value: unknown, keys: "keywords" | "names" = "keywords"): unknown {
    if (Array.isArray(value)) return value.map((item) => withoutExtensions(item));
    if (!isObject(value)) return value;
    const areNames = keys === "names";
    return Object.fromEntries(
        Object.entries(value)
            .filter(([key]) => areNames || !key.startsWith("x-"))
            .map(([key, child]) => {
                if (!areNames && values.has(key)) return [key, child];
                return [key, withoutExtensions(child, !areNames && named.has(key) ? "names" : "keywords")];
            }),
    );
}
