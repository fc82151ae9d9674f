import { type BodyOperation, type RawObject, type RestApiBody, readRestApiBody } from "../../../openapi/rest-api-body";
import { bodyText, parseBody } from "../resources/body-document";
import type { Rejection, RejectionRequest } from "../resources/rejection";
import { text } from "../state/property-values";

/** An OpenAPI document that a REST API is imported from. */
export interface ImportedDocument extends RestApiBody {
    /** The whole document, unchecked. */
    readonly raw: RawObject;
    readonly isSwagger: boolean;
    /** Size in bytes. */
    readonly size: number;
}

/** A schema of a request's or response's content. */
export interface ContentSchema {
    readonly operation: BodyOperation;
    /** Absent in a request. */
    readonly status?: string;
    readonly mediaType: string;
    readonly schema: RawObject;
}

/** A rule of the importer: what it rejects, and where that is known from. */
export interface ImportRule {
    readonly what: string;
    readonly source: string;
    /** Whether the messages are AWS's, as quoted by the source. */
    readonly verbatim: boolean;
    /** One message for each place that breaks the rule; empty if none does. */
    find(document: ImportedDocument): readonly string[];
}

/** The type of REST APIs. */
export const restApi = "aws:apigateway/restApi:RestApi";

// One call meets every rule, so its body is read once.
const readImports = new WeakMap<RejectionRequest, ImportedDocument | undefined>();

/** A rule whose messages are errors: the import fails. */
export function importError(rule: ImportRule): Rejection {
    return onImport(rule, (request) => rejectionOf("Errors", rule, request));
}

/** A rule whose messages are warnings: the import fails if the REST API says `failOnWarnings`. */
export function importWarning(rule: ImportRule): Rejection {
    const strict = { ...rule, what: `with failOnWarnings, ${rule.what}` };
    return onImport(strict, (request) =>
        text(request.properties.failOnWarnings) === "true" ? rejectionOf("Warnings", rule, request) : undefined,
    );
}

/** A rejection of an import that is not known by its messages. */
export function onImport(
    { what, source, verbatim }: Omit<ImportRule, "find">,
    reject: (request: RejectionRequest) => string | undefined,
): Rejection {
    return { what, type: restApi, on: ["create", "update"], source, verbatim, atPreview: true, reject };
}

/** The document of a request; undefined if it has none, or one that API Gateway cannot read. */
export function importedDocument(request: RejectionRequest): ImportedDocument | undefined {
    if (!readImports.has(request)) readImports.set(request, readDocument(bodyText(request.properties)));
    return readImports.get(request);
}

/** The value as an object; empty if it is not one. */
export function objectOf(value: unknown): RawObject {
    return isObject(value) ? value : {};
}

/** Whether a value is an object, and not a list. */
export function isObject(value: unknown): value is RawObject {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as a list; empty if it is not one. */
export function listOf(value: unknown): readonly unknown[] {
    return isList(value) ? value : [];
}

/** Whether a value is a list. */
export function isList(value: unknown): value is readonly unknown[] {
    return Array.isArray(value);
}

/** The schemas of all requests and responses, in the order of the document. */
export function contentSchemas({ operations }: RestApiBody): ContentSchema[] {
    return operations.flatMap((operation) => [
        ...Object.entries(operation.requestBody?.content ?? {}).map(([mediaType, schema]) => ({
            operation,
            mediaType,
            schema: objectOf(schema),
        })),
        ...Object.entries(operation.responses).flatMap(([status, content]) =>
            Object.entries(content).map(([mediaType, schema]) => ({
                operation,
                status,
                mediaType,
                schema: objectOf(schema),
            })),
        ),
    ]);
}

/** A schema and all that it contains, but not those that it refers to. */
export function schemasWithin(schema: RawObject): RawObject[] {
    if (schema.$ref !== undefined) return [schema];
    const { items, not, additionalProperties, properties, allOf, anyOf, oneOf } = schema;
    const parts = [items, not, additionalProperties, ...Object.values(objectOf(properties))];
    const lists = [allOf, anyOf, oneOf, items].flatMap(listOf);
    return [schema, ...[...parts, ...lists].filter(isObject).flatMap(schemasWithin)];
}

function rejectionOf(kind: "Errors" | "Warnings", rule: ImportRule, request: RejectionRequest): string | undefined {
    const document = importedDocument(request);
    const messages = document === undefined ? [] : [...new Set(rule.find(document))];
    return messages.length === 0
        ? undefined
        : `BadRequestException: ${kind} found during import:\n\t${messages.join("\n\t")}`;
}

function readDocument(given: string | undefined): ImportedDocument | undefined {
    const raw = given === undefined ? undefined : parseBody(given);
    const body = raw && readRestApiBody(JSON.stringify(raw));
    if (given === undefined || raw === undefined || body === undefined) return undefined;
    return { ...body, raw, isSwagger: raw.swagger !== undefined, size: Buffer.byteLength(given) };
}
