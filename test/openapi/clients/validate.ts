/** The problems that the JSON Schema of its version of OpenAPI finds in a document; an empty string if it is valid. */
export async function openapiProblems(document: object, version: "2.0" | "3.0"): Promise<string> {
    // An ES module.
    const { Validator } = await import("@seriousme/openapi-schema-validator");
    const validator = new Validator();
    const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(document)));
    if (valid) return validator.version === version ? "" : `got version ${validator.version}, want ${version}`;
    return JSON.stringify(errors);
}
