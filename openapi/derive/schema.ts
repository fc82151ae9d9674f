import type { Json, JsonObject } from "../document";
import { camelCase, upperFirst } from "../stage-variables";

const referenceStart = "#/components/schemas/";

/** The name of an API's model in the body, for example `PicturesPicture`; model names are alphanumeric at AWS. */
export function modelName(api: string, model: string): string {
    return upperFirst(camelCase(api)) + upperFirst(model);
}

/** Derives a model in the body from one of an API's document: its references have the names in the body. */
export function schemaBody(api: string, model: JsonObject): JsonObject {
    const entries = Object.entries(model).map(([key, value]): [string, Json] => {
        const isReference = key === "$ref" && typeof value === "string";
        return [
            key,
            isReference ? referenceStart + modelName(api, value.slice(referenceStart.length)) : part(api, value),
        ];
    });
    return Object.fromEntries(entries);
}

function part(api: string, value: Json): Json {
    if (Array.isArray(value)) return value.map((item) => part(api, item));
    return typeof value === "object" && value !== null ? schemaBody(api, value as JsonObject) : value;
}
