import { z } from "zod";
import { type BodyOperation, readRestApiBody } from "../../../openapi/rest-api-body";
import type { DeployedApi, Operation } from "./deployed-api";
import { stringMap } from "./state-values";

const lowerCase = z.string().transform((value) => value.toLowerCase());
const contentHandling = z
    .string()
    .transform((value) => value.toUpperCase())
    .pipe(z.enum(["CONVERT_TO_TEXT", "CONVERT_TO_BINARY"]))
    .optional();
const integrationSchema = z.object({
    type: lowerCase.pipe(z.enum(["http_proxy", "http", "aws_proxy", "aws", "mock"])),
    httpMethod: z.string().default(""),
    uri: z.string().default(""),
    connectionType: z.enum(["VPC_LINK", "INTERNET"]).default("INTERNET"),
    connectionId: z.string().default(""),
    credentials: z.string().optional(),
    timeoutInMillis: z.number().default(29_000),
    requestParameters: stringMap,
    requestTemplates: stringMap,
    passthroughBehavior: lowerCase
        .pipe(z.enum(["when_no_match", "when_no_templates", "never"]))
        .default("when_no_match"),
    cacheKeyParameters: z.array(z.string()).default([]),
    contentHandling,
    responses: z
        .record(
            z.string(),
            z.object({
                statusCode: z.string(),
                responseParameters: stringMap,
                responseTemplates: stringMap,
                contentHandling,
            }),
        )
        .default({}),
});
const places = new Set(["path", "query", "header"]);
const parametersSchema = z.array(
    z.object({ name: z.string(), in: z.enum(["path", "query", "header"]), required: z.boolean() }),
);
const schemasSchema = z.record(z.string(), z.record(z.string(), z.unknown()));
const gatewayResponsesSchema = z.record(
    z.string(),
    z.object({
        statusCode: z.union([z.string(), z.number()]).transform(String).exactOptional(),
        responseParameters: stringMap,
        responseTemplates: stringMap,
    }),
);

/**
 * Reads the OpenAPI body that a REST API was imported from, as far as the emulator needs it.
 * @throws {Error} for a body that is not an OpenAPI document in JSON.
 * @throws {z.ZodError} for anything that the emulator does not support, such as an unknown type of integration.
 */
export function readBody(
    text: string,
): Pick<DeployedApi, "operations" | "models" | "gatewayResponses" | "binaryMediaTypes" | "keySource"> {
    const body = readRestApiBody(text);
    if (body === undefined) throw new Error("body of the REST API: got no OpenAPI 3.0 document in JSON, want one");
    return {
        operations: body.operations.map(readOperation),
        models: schemasSchema.parse(body.schemas),
        binaryMediaTypes: body.binaryMediaTypes,
        keySource: body.keySource,
        gatewayResponses: gatewayResponsesSchema.parse(body.gatewayResponses),
    };
}

function readOperation(operation: BodyOperation): Operation {
    const { path, method, needsApiKey, authorization, requestBody, validates } = operation;
    const schemas = Object.entries(requestBody?.content ?? {}).filter(([, schema]) => schema !== undefined);
    return {
        path,
        method,
        apiKeyRequired: needsApiKey,
        ...(authorization && { authorization }),
        // The import ignores other parameters, those in cookies.
        parameters: parametersSchema.parse(operation.parameters.filter((parameter) => places.has(parameter.in))),
        validatesParameters: validates.parameters,
        ...(requestBody && validates.body
            ? {
                  body: {
                      required: requestBody.required,
                      schemas: schemasSchema.parse(Object.fromEntries(schemas)),
                  },
              }
            : {}),
        integration: integrationSchema.parse(operation.integration),
    };
}
