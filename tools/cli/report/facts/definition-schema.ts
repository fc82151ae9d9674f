import { z } from "zod";

const schema = z.unknown().describe("Schema Object of OpenAPI 3.0.");
const content = z.record(z.string(), schema).describe("Schema by media type.");

/** The name and the place of a parameter. */
export const parameterName = z.object({ name: z.string(), in: z.string() });

const operation = z.object({
    method: z.string().describe("GET, POST, …"),
    path: z.string(),
    key: z.boolean().describe("Whether an API key is required."),
    parameters: z.array(z.object({ name: z.string(), in: z.string(), required: z.boolean(), schema })),
    cacheKey: z
        .array(parameterName)
        .optional()
        .describe("Parameters in the cache key of a GET; absent if no stage caches it."),
    request: z.object({ required: z.boolean(), content }).optional(),
    responses: z.record(z.string(), content).describe("Content by status."),
});

/** The form of a REST API in report.json. */
export const definition = z
    .object({
        api: z.string().describe("Name of the REST API."),
        known: z.boolean().describe("False if its body cannot be read; the API is then not compared."),
        operations: z.array(operation).describe("Operations, without the preflights that the gateway handles."),
        schemas: z.record(z.string(), schema).describe("Schemas that the operations reference."),
    })
    .describe("A REST API as its callers see it.");
