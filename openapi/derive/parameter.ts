import type { JsonObject, Parameter } from "../document";

/** Derives a parameter in the body: API Gateway treats each as a string (developer guide, "Important notes"). */
export function parameterBody(parameter: Parameter): JsonObject {
    return {
        name: parameter.name,
        in: parameter.in,
        required: parameter.required,
        ...(parameter.description === undefined ? {} : { description: parameter.description }),
        schema: { type: parameterType(parameter.schema) },
    };
}

function parameterType(schema: JsonObject): string {
    const scalar = ["integer", "number", "boolean"].find((type) => type === schema.type);
    return scalar ?? "string";
}
