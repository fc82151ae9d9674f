import { isObject } from "../../../../openapi/raw-value";
import {
    type BodyOperation,
    type RawObject,
    type RestApiBody,
    readRestApiBody,
} from "../../../../openapi/rest-api-body";
import { bodyText, parseBody } from "../../resources/body-document";
import type { RejectionRequest } from "../../resources/rejection";

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

/** The type of REST APIs. */
export const restApi = "aws:apigateway/restApi:RestApi";

// One call meets every rule, so its body is read once.
const readImports = new WeakMap<RejectionRequest, ImportedDocument | undefined>();

/** The document of a request; undefined if it has none, or one that API Gateway cannot read. */
export function importedDocument(request: RejectionRequest): ImportedDocument | undefined {
    if (!readImports.has(request)) readImports.set(request, readDocument(bodyText(request.properties)));
    return readImports.get(request);
}

/** The value as an object; empty if it is not one. */
export function objectOf(value: unknown): RawObject {
    return isObject(value) ? value : {};
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

function readDocument(given: string | undefined): ImportedDocument | undefined {
    const raw = given === undefined ? undefined : parseBody(given);
    const body = raw && readRestApiBody(JSON.stringify(raw));
    if (given === undefined || raw === undefined || body === undefined) return undefined;
    return { ...body, raw, isSwagger: raw.swagger !== undefined, size: Buffer.byteLength(given) };
}
