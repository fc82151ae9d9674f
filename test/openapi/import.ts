import { z } from "zod";

const text = z.string();
const named = <T extends z.ZodType>(value: T) => z.record(text, value);

// The keywords of API Gateway's models; a key that is not here fails, so that nothing unsupported gets through.
const schema: z.ZodType = z.lazy(() =>
    z.union([
        z.strictObject({ $ref: text.regex(/^#\/components\/schemas\/[A-Za-z0-9]+$/) }),
        z.strictObject({
            title: text.optional(),
            description: text.optional(),
            type: z.enum(["string", "number", "integer", "boolean", "array", "object"]).optional(),
            required: z.array(text).optional(),
            enum: z.array(z.unknown()).optional(),
            format: text.regex(/^(?!int(32|64)$)/).optional(),
            pattern: text.optional(),
            minLength: z.number().optional(),
            maxLength: z.number().optional(),
            minimum: z.number().optional(),
            maximum: z.number().optional(),
            multipleOf: z.number().optional(),
            minItems: z.number().optional(),
            maxItems: z.number().optional(),
            uniqueItems: z.boolean().optional(),
            minProperties: z.number().optional(),
            maxProperties: z.number().optional(),
            properties: named(schema).optional(),
            additionalProperties: z.union([z.boolean(), schema]).optional(),
            items: schema.optional(),
            not: schema.optional(),
            allOf: z.array(schema).optional(),
            anyOf: z.array(schema).optional(),
            oneOf: z.array(schema).optional(),
        }),
    ]),
);

const content = named(z.strictObject({ schema }));
const parameter = z.strictObject({
    name: text,
    in: z.enum(["path", "query", "header"]),
    required: z.boolean(),
    description: text.optional(),
    schema: z.strictObject({ type: z.enum(["string", "number", "integer", "boolean"]) }),
});
const header = z.strictObject({ description: text.optional(), schema: z.strictObject({ type: z.literal("string") }) });
const answer = z.strictObject({
    description: text,
    headers: named(header).optional(),
    content: content.optional(),
});

const integration = z.discriminatedUnion("type", [
    z.strictObject({
        type: z.literal("http_proxy"),
        connectionType: z.literal("VPC_LINK"),
        connectionId: text.regex(/^\$\{stageVariables\.[A-Za-z0-9]+\}$/),
        httpMethod: z.enum(["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH"]),
        uri: text.regex(/^http:\/\/\$\{stageVariables\.[A-Za-z0-9]+\}\//),
        passthroughBehavior: z.literal("when_no_match"),
        timeoutInMillis: z.number().min(50).max(29_000),
        requestParameters: named(text).optional(),
        cacheKeyParameters: z.array(text).optional(),
    }),
    z.strictObject({
        type: z.literal("mock"),
        passthroughBehavior: z.literal("when_no_match"),
        requestTemplates: named(text),
        responses: named(z.strictObject({ statusCode: text, responseParameters: named(text) })),
    }),
]);

const operation = z.strictObject({
    operationId: text.optional(),
    summary: text.optional(),
    description: text.optional(),
    tags: z.array(text).optional(),
    parameters: z.array(parameter).optional(),
    requestBody: z.strictObject({ description: text.optional(), required: z.boolean(), content }).optional(),
    responses: z.record(text.regex(/^[1-5][0-9]{2}$/), answer),
    security: z.array(named(z.array(text))).optional(),
    "x-content-freshness": z.literal("volatile").optional(),
    "x-amazon-apigateway-integration": integration,
});

/** What API Gateway imports without a warning, as far as its developer guide tells; any other key is an error. */
export const importedBody = z.strictObject({
    openapi: z.literal("3.0.1"),
    info: z.strictObject({ title: text, version: text }),
    paths: named(z.partialRecord(z.enum(["get", "put", "post", "delete", "options", "head", "patch"]), operation)),
    components: z.strictObject({
        schemas: z.record(text.regex(/^[A-Za-z0-9]+$/), schema),
        securitySchemes: z.strictObject({
            api_key: z.strictObject({
                type: z.literal("apiKey"),
                name: z.literal("x-api-key"),
                in: z.literal("header"),
            }),
        }),
    }),
    "x-amazon-apigateway-api-key-source": z.literal("HEADER"),
    "x-amazon-apigateway-request-validators": named(
        z.strictObject({ validateRequestBody: z.boolean(), validateRequestParameters: z.boolean() }),
    ),
    "x-amazon-apigateway-request-validator": text,
    "x-amazon-apigateway-gateway-responses": named(z.strictObject({ responseParameters: named(text) })).optional(),
});

/** A derived body, read back. */
export type ImportedBody = z.infer<typeof importedBody>;

/** An operation of a derived body with its path and method. */
export interface ImportedOperation {
    readonly path: string;
    readonly method: string;
    readonly operation: z.infer<typeof operation>;
}

/** Reads a derived body; throws if it holds anything that API Gateway would not import. */
export function readBody(body: string): ImportedBody {
    return importedBody.parse(JSON.parse(body));
}

/** Lists the operations of a body in its order. */
export function importedOperations(body: ImportedBody): ImportedOperation[] {
    return Object.entries(body.paths).flatMap(([path, item]) =>
        Object.entries(item).flatMap(([method, found]) =>
            found === undefined ? [] : [{ path, method, operation: found }],
        ),
    );
}
