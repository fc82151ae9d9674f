import type { RawObject } from "../../../../openapi/rest-api-body";
import { type ImportRule, importError, importWarning } from "./import-rule";
import { contentSchemas, type ImportedDocument, listOf, objectOf, schemasWithin } from "./imported-document";

const notes = "docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html";
const canonical = "https://apigateway.amazonaws.com/restapis/";
const modelReference = /^#\/(components\/schemas|definitions)\/[^/]+$/;
const types = ["array", "boolean", "integer", "null", "number", "object", "string"];

/** Models, and schemas of requests and responses, that API Gateway rejects. */
export const importModels: readonly ImportRule[] = [
    importError({
        what: "a model whose name is not alphanumeric",
        source: "api-platform/core#3193",
        verbatim: true,
        find: ({ schemas }) =>
            Object.keys(schemas)
                .filter((name) => !/^[A-Za-z0-9]+$/.test(name))
                .map((name) => `Unable to create model for '${name}': Model name must be alphanumeric: ${name}`),
    }),
    importError({
        what: "a model with the keyword example or discriminator",
        source: "awslabs/aws-api-gateway-developer-portal#571, amazon-archives/aws-apigateway-importer#200",
        verbatim: true,
        find: (document) =>
            invalidModels(document, (parts) => {
                const found = ["discriminator", "example"].filter((key) =>
                    parts.some((part) => part[key] !== undefined),
                );
                if (found.length === 0) return [];
                return [`Invalid model schema specified. Unsupported keyword(s): [${found.map(quoted).join(", ")}]`];
            }),
    }),
    importError({
        what: "a model that refers to another document",
        source: 'README "cdk deploy openapi lambda issue demonstrator" (2024)',
        verbatim: true,
        find: (document) =>
            invalidModels(document, (parts) =>
                parts
                    .map(referenceOf)
                    .some((target) => target && !target.startsWith("#") && !target.startsWith(canonical))
                    ? ["Model reference must be in canonical form"]
                    : [],
            ),
    }),
    importError({
        what: "a reference to a schema that is no model, such as a property of one",
        source: "serverless-samples, openapi-to-apigw-transform (inline-schema-promotion)",
        verbatim: false,
        find: (document) =>
            invalidModels(document, (parts) =>
                parts
                    .map(referenceOf)
                    .filter((target) => target?.startsWith("#") && !modelReference.test(target))
                    .map((target) => `${target} is not a model`),
            ),
    }),
    importError({
        what: "a model that is not valid in JSON Schema draft 4, for one with a value twice in an enum",
        source: `aws/aws-cdk#18715; ${notes}`,
        verbatim: false,
        find: (document) =>
            invalidModels(document, (parts) =>
                parts.flatMap(schemaProblems).map((problem) => `Invalid model schema specified (${problem})`),
            ),
    }),
    importWarning({
        what: "a reference to a model that does not exist",
        source: "awslabs/aws-api-gateway-developer-portal#571",
        verbatim: true,
        find: (document) =>
            namedModels(document)
                .flatMap(({ parts }) => parts.map(referenceOf))
                .filter((target) => target !== undefined && modelReference.test(target))
                .map((target = "") => target.slice(target.lastIndexOf("/") + 1))
                .filter((name) => document.schemas[name] === undefined)
                .map((name) => `Reference to model '${name}' not found. Ignoring.`),
    }),
    importWarning({
        what: "a number of the format decimal, int32 or int64",
        source: notes,
        verbatim: false,
        find: (document) =>
            namedModels(document).flatMap(({ name, parts }) =>
                parts
                    .filter(({ type, format }) => format === "decimal" || (type === "number" && isWhole(format)))
                    .map(({ format }) => `the format "${String(format)}" in the model "${name}" is not supported`),
            ),
    }),
];

function invalidModels(
    document: ImportedDocument,
    problems: (parts: readonly RawObject[]) => readonly string[],
): string[] {
    return namedModels(document).flatMap(({ name, parts }) => {
        const found = problems(parts);
        if (found.length === 0) return [];
        return [
            `Unable to create model for '${name}': Invalid model specified: Validation Result: warnings : [], errors : [${found.join(", ")}]`,
        ];
    });
}

// API Gateway generates names for the models of inline schemas; here they are named after their operation.
function namedModels(document: ImportedDocument): { readonly name: string; readonly parts: readonly RawObject[] }[] {
    const inline = contentSchemas(document).map(({ operation, schema }) => ({
        name: `${operation.method} ${operation.path}`,
        parts: schemasWithin(schema),
    }));
    const named = Object.entries(document.schemas).map(([name, schema]) => ({
        name,
        parts: schemasWithin(objectOf(schema)),
    }));
    return [...named, ...inline];
}

function referenceOf({ $ref }: RawObject): string | undefined {
    return typeof $ref === "string" ? $ref : undefined;
}

// The parser drops empty lists and values of a wrong kind before API Gateway sees the model (import-parser.ts).
function schemaProblems(schema: RawObject): string[] {
    const { type, multipleOf } = schema;
    const counts = ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"];
    return [
        ...["enum", "required"].flatMap((key) => {
            const values = listOf(schema[key]).map((value) => JSON.stringify(value));
            const seen = new Set();
            const twice = values.find((value) => seen.size === seen.add(value).size);
            return twice === undefined ? [] : [`${key} has ${twice} twice`];
        }),
        ...(typeof type === "string" && !types.includes(type) ? [`type is "${type}"`] : []),
        ...counts.filter((key) => Number(schema[key] ?? 0) < 0).map((key) => `${key} is negative`),
        ...(typeof multipleOf === "number" && multipleOf <= 0 ? ["multipleOf is not positive"] : []),
    ];
}

function isWhole(format: unknown): boolean {
    return format === "int32" || format === "int64";
}

function quoted(text: string): string {
    return `"${text}"`;
}
