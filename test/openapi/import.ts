import { z } from "zod";

const string = z.string();
const named = <T extends z.ZodType>(value: T) => z.record(string, value);

const size = z.int().min(0).max(2_147_483_647);
const distinct = <T extends z.ZodType<readonly unknown[]>>(list: T) =>
    list.refine((values) => new Set(values).size === values.length, { error: "each value once" });
const formats = [..."date date-time email uri uuid hostname ipv4 ipv6 byte password float double".split(" ")] as const;

// The keywords of API Gateway's models; any other key fails, so that nothing unsupported gets through.
const schema: z.ZodType = z.lazy(() =>
    z.union([
        z.strictObject({ $ref: string.regex(/^#\/components\/schemas\/[A-Za-z0-9]+$/) }),
        z.strictObject({
            title: string.optional(),
            description: string.optional(),
            type: z.enum(["string", "number", "integer", "boolean", "array", "object"]).optional(),
            required: distinct(z.array(string).min(1)).optional(),
            enum: distinct(z.array(z.union([string, z.number(), z.boolean()])).min(1)).optional(),
            format: z.enum(formats).optional(),
            pattern: string.optional(),
            minLength: size.optional(),
            maxLength: size.optional(),
            minimum: z.number().optional(),
            maximum: z.number().optional(),
            multipleOf: z.number().positive().optional(),
            minItems: size.optional(),
            maxItems: size.optional(),
            uniqueItems: z.boolean().optional(),
            minProperties: size.optional(),
            maxProperties: size.optional(),
            properties: named(schema).optional(),
            additionalProperties: z.union([z.boolean(), schema]).optional(),
            items: schema.optional(),
            not: schema.optional(),
            allOf: z.array(schema).min(1).optional(),
            anyOf: z.array(schema).min(1).optional(),
            oneOf: z.array(schema).min(1).optional(),
        }),
    ]),
);

// "Unsupported model type 'StringSchema' in 200 response …": other inline schemas than objects and arrays have no model.
const bodySchema = schema.refine(
    (value) => {
        const { $ref, type, allOf, anyOf, oneOf } = z.record(string, z.unknown()).parse(value);
        const isComposed = [allOf, anyOf, oneOf].some((list) => list !== undefined);
        return $ref !== undefined || (!isComposed && (type === "object" || type === "array"));
    },
    { error: "a reference, an object or an array" },
);
const jsonType = string.regex(/^[a-z0-9][a-z0-9!#$&^_.+-]*\/([a-z0-9][a-z0-9!#$&^_.+-]*\+)?json$/);
const content = z.record(jsonType, z.strictObject({ schema: bodySchema }));
const parameter = z.strictObject({
    name: string,
    in: z.enum(["path", "query", "header"]),
    required: z.boolean(),
    description: string.optional(),
    schema: z.strictObject({ type: z.enum(["string", "number", "integer", "boolean"]) }),
});
const header = z.strictObject({
    description: string.optional(),
    schema: z.strictObject({ type: z.literal("string") }),
});
const response = z.strictObject({
    description: string,
    headers: named(header).optional(),
    content: content.optional(),
});

const integration = z.discriminatedUnion("type", [
    z.strictObject({
        type: z.literal("http_proxy"),
        connectionType: z.literal("VPC_LINK"),
        connectionId: string.regex(/^\$\{stageVariables\.[A-Za-z0-9]+\}$/),
        httpMethod: z.enum(["GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH"]),
        uri: string.regex(/^http:\/\/\$\{stageVariables\.[A-Za-z0-9]+\}\//),
        passthroughBehavior: z.literal("when_no_match"),
        timeoutInMillis: z.number().min(50).max(29_000),
        requestParameters: named(string).optional(),
        cacheKeyParameters: z.array(string).optional(),
    }),
    z.strictObject({
        type: z.literal("mock"),
        passthroughBehavior: z.literal("when_no_match"),
        contentHandling: z.literal("CONVERT_TO_TEXT").optional(),
        requestTemplates: named(string),
        responses: named(z.strictObject({ statusCode: string, responseParameters: named(string) })),
    }),
]);

const operation = z.strictObject({
    operationId: string.optional(),
    summary: string.optional(),
    description: string.optional(),
    tags: z.array(string).optional(),
    parameters: z.array(parameter).optional(),
    requestBody: z.strictObject({ description: string.optional(), required: z.boolean(), content }).optional(),
    responses: z.record(string.regex(/^[1-5][0-9]{2}$/), response),
    security: z.array(named(z.array(string))).optional(),
    "x-content-freshness": z.literal("volatile").optional(),
    "x-amazon-apigateway-integration": integration,
});

/** Everything that API Gateway imports without a warning, according to its developer guide; any other key is an error. */
export const importedBody = z.strictObject({
    openapi: z.literal("3.0.1"),
    info: z.strictObject({ title: string, version: string }),
    paths: named(z.partialRecord(z.enum(["get", "put", "post", "delete", "options", "head", "patch"]), operation)),
    components: z.strictObject({
        schemas: z.record(string.regex(/^[A-Za-z0-9]+$/), schema),
        securitySchemes: z.strictObject({
            api_key: z.strictObject({
                type: z.literal("apiKey"),
                name: z.literal("x-api-key"),
                in: z.literal("header"),
            }),
        }),
    }),
    "x-amazon-apigateway-api-key-source": z.literal("HEADER"),
    "x-amazon-apigateway-binary-media-types": z.array(string).min(1).optional(),
    "x-amazon-apigateway-request-validators": named(
        z.strictObject({ validateRequestBody: z.boolean(), validateRequestParameters: z.boolean() }),
    ),
    "x-amazon-apigateway-request-validator": string,
    "x-amazon-apigateway-gateway-responses": named(z.strictObject({ responseParameters: named(string) })).optional(),
});

/** A parsed body. */
export type ImportedBody = z.infer<typeof importedBody>;

/** An operation of a derived body with its path and method. */
export interface ImportedOperation {
    readonly path: string;
    readonly method: string;
    readonly operation: z.infer<typeof operation>;
}

/** Parses a derived body; throws if it contains anything that API Gateway would not import. */
export function readBody(body: string): ImportedBody {
    return importedBody.parse(JSON.parse(body));
}

/** Lists the operations of a body in document order. */
export function importedOperations(body: ImportedBody): ImportedOperation[] {
    return Object.entries(body.paths).flatMap(([path, item]) =>
        Object.entries(item).flatMap(([method, found]) =>
            found === undefined ? [] : [{ path, method, operation: found }],
        ),
    );
}
