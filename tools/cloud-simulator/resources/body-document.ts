import { parse, YAMLParseError } from "yaml";
import { type PropertyMap, text, unknown } from "../state/property-values";

/** The key of an OpenAPI body that lists binary media types. */
export const binaryMediaTypesKey = "x-amazon-apigateway-binary-media-types";

/** The key of an OpenAPI body with the size from which responses are compressed. */
export const minimumCompressionKey = "x-amazon-apigateway-minimum-compression-size";

/** The text of a REST API's body; undefined if it has none, or if it is not known yet. */
export function bodyText({ body }: PropertyMap): string | undefined {
    const given = text(body);
    return given === "" || given === unknown ? undefined : given;
}

/**
 * Parses the body of a REST API, JSON or YAML.
 * @returns undefined if it is neither, or not an object.
 */
export function parseBody(given: string): Readonly<Record<string, unknown>> | undefined {
    const value = parseJson(given) ?? parseYaml(given);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

function parseJson(given: string): unknown {
    try {
        return JSON.parse(given);
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}

function parseYaml(given: string): unknown {
    try {
        return parse(given);
    } catch (error) {
        // The second is for an alias without an anchor, or too many of them.
        if (error instanceof YAMLParseError || error instanceof ReferenceError) return undefined;
        throw error;
    }
}
