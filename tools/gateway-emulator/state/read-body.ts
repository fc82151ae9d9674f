import { z } from "zod";
import type { DeployedApi, Operation } from "./deployed-api";
import { texts } from "./state-values";

const lowerCase = z.string().transform((value) => value.toLowerCase());
const integrationSchema = z.object({
    type: lowerCase.pipe(z.enum(["http_proxy", "mock"])),
    httpMethod: z.string().default(""),
    uri: z.string().default(""),
    connectionType: z.enum(["VPC_LINK", "INTERNET"]).default("INTERNET"),
    connectionId: z.string().default(""),
    timeoutInMillis: z.number().default(29_000),
    requestParameters: texts,
    requestTemplates: texts,
    passthroughBehavior: lowerCase
        .pipe(z.enum(["when_no_match", "when_no_templates", "never"]))
        .default("when_no_match"),
    cacheKeyParameters: z.array(z.string()).default([]),
    responses: z
        .record(z.string(), z.object({ statusCode: z.string(), responseParameters: texts, responseTemplates: texts }))
        .default({}),
});
const object = z.record(z.string(), z.unknown());
const operationSchema = z.object({
    security: z.array(z.record(z.string(), z.unknown())).default([]),
    parameters: z
        .array(
            z.object({
                name: z.string(),
                in: z.enum(["path", "query", "header"]),
                required: z.boolean().default(false),
            }),
        )
        .default([]),
    requestBody: z
        .object({
            required: z.boolean().default(false),
            content: z.record(z.string(), z.object({ schema: object.optional() })).default({}),
        })
        .optional(),
    "x-amazon-apigateway-request-validator": z.string().optional(),
    "x-amazon-apigateway-integration": integrationSchema,
});
const override = z.object({
    statusCode: z.union([z.string(), z.number()]).transform(String).exactOptional(),
    responseParameters: texts,
    responseTemplates: texts,
});
const validators = z.record(
    z.string(),
    z.object({
        validateRequestBody: z.boolean().default(false),
        validateRequestParameters: z.boolean().default(false),
    }),
);
const bodySchema = z.object({
    paths: z.record(z.string(), z.record(z.string(), z.unknown())),
    components: z
        .object({
            schemas: z.record(z.string(), object).default({}),
            securitySchemes: z
                .record(z.string(), z.object({ type: z.string(), name: z.string().optional() }))
                .default({}),
        })
        .default({ schemas: {}, securitySchemes: {} }),
    "x-amazon-apigateway-request-validators": validators.default({}),
    "x-amazon-apigateway-request-validator": z.string().optional(),
    "x-amazon-apigateway-gateway-responses": z.record(z.string(), override).default({}),
});

const methods = new Map(
    ["delete", "get", "head", "options", "patch", "post", "put"].map((name) => [name, name.toUpperCase()] as const),
).set("x-amazon-apigateway-any-method", "ANY");

type Body = z.output<typeof bodySchema>;

/**
 * Reads the OpenAPI document that a REST API was imported from, as far as it decides on answers.
 * @throws {z.ZodError} for what the local gateway does not know, such as a Lambda integration.
 */
export function readBody(text: string): Pick<DeployedApi, "operations" | "models" | "gatewayResponses"> {
    const body = bodySchema.parse(JSON.parse(text));
    const operations = Object.entries(body.paths).flatMap(([path, item]) =>
        Object.entries(item).flatMap(([key, operation]) => {
            const method = methods.get(key);
            return method === undefined ? [] : [readOperation(path, method, operation, body)];
        }),
    );
    return {
        operations,
        models: body.components.schemas,
        gatewayResponses: body["x-amazon-apigateway-gateway-responses"],
    };
}

function readOperation(path: string, method: string, value: unknown, body: Body): Operation {
    const operation = operationSchema.parse(value);
    const { requestBody, parameters, security } = operation;
    const validator =
        operation["x-amazon-apigateway-request-validator"] ?? body["x-amazon-apigateway-request-validator"] ?? "";
    const validates = body["x-amazon-apigateway-request-validators"][validator];
    const schemas = Object.entries(requestBody?.content ?? {}).flatMap(([type, { schema }]) =>
        schema === undefined ? [] : [[type, schema] as const],
    );
    return {
        path,
        method,
        apiKeyRequired: security.some((requirement) => Object.keys(requirement).some((name) => isApiKey(name, body))),
        parameters,
        validatesParameters: validates?.validateRequestParameters ?? false,
        ...(requestBody && validates?.validateRequestBody
            ? { body: { required: requestBody.required, schemas: Object.fromEntries(schemas) } }
            : {}),
        integration: operation["x-amazon-apigateway-integration"],
    };
}

function isApiKey(scheme: string, { components }: Body): boolean {
    const declared = components.securitySchemes[scheme];
    return declared?.type === "apiKey" && declared.name?.toLowerCase() === "x-api-key";
}
