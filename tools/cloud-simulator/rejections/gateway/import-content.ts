import { isObject } from "../../../../openapi/raw-value";
import type { RawObject } from "../../../../openapi/rest-api-body";
import { type ImportRule, importWarning } from "./import-rule";
import { type ContentSchema, contentSchemas, type ImportedDocument } from "./imported-document";

const notes = "docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html";

/** Contents of requests and responses that API Gateway rejects. */
export const importContents: readonly ImportRule[] = [
    importWarning({
        what: "a composed or primitive schema in a response that is not a reference to a model",
        source: `aws/aws-cdk#24844; ${notes}`,
        verbatim: true,
        find: (document) =>
            inlineTypes(document, ({ status }) => status !== undefined).map(
                ([type, { operation, status }]) =>
                    `Unsupported model type '${type}' in ${status} response to method '${operation.method} ${operation.path}'. Ignoring.`,
            ),
    }),
    importWarning({
        what: "a composed or primitive schema in a request that is not a reference to a model",
        source: "aws-cloudformation/cloudformation-coverage-roadmap#1579",
        verbatim: true,
        find: (document) =>
            inlineTypes(document, ({ status }) => status === undefined).map(
                ([, { operation }]) =>
                    `Unsupported model type 'Content' in request schema for '${operation.method} ${operation.path}'. Ignoring.`,
            ),
    }),
    importWarning({
        what: "a media type with a wildcard (unconfirmed; it may be an error)",
        source: "springdoc/springdoc-openapi#275",
        verbatim: false,
        find: (document) =>
            contentSchemas(document)
                .filter(({ mediaType }) => mediaType.includes("*"))
                .map(
                    ({ operation, mediaType }) =>
                        `the media type "${mediaType}" of '${operation.method} ${operation.path}' is not valid`,
                ),
    }),
];

function inlineTypes(
    document: ImportedDocument,
    concerns: (content: ContentSchema) => boolean,
): (readonly [type: string, ContentSchema])[] {
    return contentSchemas(document).flatMap((content) => {
        const type = concerns(content) ? unsupportedType(content.schema, document.isSwagger) : undefined;
        return type === undefined ? [] : [[type, content] as const];
    });
}

const stringTypes: Readonly<Record<string, string>> = {
    date: "DateSchema",
    "date-time": "DateTimeSchema",
    password: "PasswordSchema",
    byte: "ByteArraySchema",
    binary: "BinarySchema",
    email: "EmailSchema",
    uuid: "UUIDSchema",
};

const otherTypes: Readonly<Record<string, string>> = {
    boolean: "BooleanSchema",
    file: "FileSchema",
    integer: "IntegerSchema",
    number: "NumberSchema",
};

/** The class of swagger-models for a schema that the import ignores (swagger-api/swagger-parser, SchemaTypeUtil). */
function unsupportedType({ $ref, type, format, items, ...others }: RawObject, isSwagger: boolean): string | undefined {
    if ($ref !== undefined || isObject(items)) return undefined;
    // The reports about composed schemas are about OpenAPI 3.0.
    if (!isSwagger && ["allOf", "anyOf", "oneOf"].some((key) => Array.isArray(others[key]))) return "ComposedSchema";
    if (type === "string") return stringTypes[String(format)] ?? "StringSchema";
    return otherTypes[String(type)];
}
