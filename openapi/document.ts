import type { Integrations } from "./operation-integration";
import type { FileLine, FileMessage } from "./problem";

/** A value that JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object with any keys. */
export interface JsonObject {
    readonly [key: string]: Json;
}

/** The methods that API Gateway can serve; TRACE is not supported. */
export const methods = ["get", "put", "post", "delete", "options", "head", "patch"] as const;

/** One of the methods that API Gateway can serve, in OpenAPI's spelling. */
export type Method = (typeof methods)[number];

/** A parameter that API Gateway can route by, validate or use in a cache key. */
export interface Parameter {
    readonly name: string;
    readonly in: "path" | "query" | "header";
    readonly required: boolean;
    readonly description?: string;
    readonly schema: JsonObject;
}

/** Models, or references to them, by media type of JSON, for example `application/json`. */
export type Content = Readonly<Record<string, JsonObject>>;

/** The request body of an operation. */
export interface RequestBody {
    readonly required: boolean;
    readonly description?: string;
    readonly content: Content;
}

/** The response of an operation with one status. */
export interface OperationResponse {
    readonly description: string;
    /** Descriptions by header name; API Gateway treats every header as a string. */
    readonly headers: Readonly<Record<string, string>>;
    readonly content: Content;
}

/** Names of security schemes that a call needs together; an empty object requires nothing, and makes the others optional. */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;

/** Parts of a request that the gateway may validate before it calls the backend. */
export const requestValidations = ["body-and-parameters", "body", "parameters", "none"] as const;

/** The parts of a request that the gateway validates. */
export type RequestValidation = (typeof requestValidations)[number];

/** One operation of a document with every reference but those to schemas resolved. */
export interface Operation {
    /** Where its method is written: in the document or in its overlay; the first of merged operations. */
    readonly source: FileLine;
    /** Path at the gateway without the API's base path, for example `/{id}`. */
    readonly path: string;
    /** Path at the backend with the same variables, for example `/api/v3/{id}`: with the server's path and every slash of the document. */
    readonly backendPath: string;
    /** Such paths of operations merged with this one, such as with a slash at the end; absent if all have the same. */
    readonly otherBackendPaths?: readonly string[];
    /** True if the document writes the last variable as `{name+}`, for the rest of the path; a REST API has it for one segment. */
    readonly isGreedy?: true;
    readonly method: Method;
    readonly operationId?: string;
    readonly summary?: string;
    readonly description?: string;
    readonly tags: readonly string[];
    /** Those of the path item, overridden by the operation's, sorted by `in` and name. */
    readonly parameters: readonly Parameter[];
    readonly requestBody?: RequestBody;
    /** By status code; ranges such as `4XX` and `default` are left out. */
    readonly responses: Readonly<Record<string, OperationResponse>>;
    /** As on the operation; absent if the operation has none, and a call then needs an API key. */
    readonly security?: readonly SecurityRequirement[];
    /** True if the document itself requires the API key beside the scheme of an authorizer, which a REST API does in any case. */
    readonly needsKeyAndToken?: true;
    /** The parts of a request that the gateway validates, of `x-request-validation`; absent: the body and the parameters. */
    readonly validation?: Exclude<RequestValidation, "body-and-parameters">;
    /** True with `x-content-freshness: volatile`: the content is constantly refreshed and must not be cached. */
    readonly volatile: boolean;
    /** Whether a stage caches the responses, keyed by the parameters: those of GET, unless volatile or without such a key. */
    readonly cached: boolean;
}

/** A document that API Gateway can serve, of any version that `parseDocument` reads. */
export interface OpenApiDocument {
    /** File name for messages, for example `app/pictures/openapi.yaml`. */
    readonly fileName: string;
    readonly title: string;
    readonly version: string;
    readonly description?: string;
    /** Operations sorted by path and method; never empty. */
    readonly operations: readonly Operation[];
    /**
     * The models that the schemas become: JSON Schema draft 4 with the keywords of OpenAPI 3.0, under names of letters
     * and digits; they and the content of operations refer to them as `#/components/schemas/<name>`.
     */
    readonly schemas: Readonly<Record<string, JsonObject>>;
    /** The changes without which API Gateway could not serve the document, in the order of their lines. */
    readonly adjustments: readonly FileMessage[];
    /** Headers with credentials for the backend, for example `Authorization`: those of security schemes that operations use. */
    readonly credentialHeaders: readonly string[];
    /** Media types whose bodies the gateway must pass as bytes, sorted, for example `image/png`. */
    readonly binaryMediaTypes: readonly string[];
}

/** A document with the name and the base path under which the gateway publishes it. */
export interface PublishedApi {
    /** Name in the settings, for example `pictures`: lower-case letters, digits and hyphens, beginning with a letter. */
    readonly name: string;
    /** Prefix of the document's paths, for example `/pictures`; `/` mounts the document at the root. */
    readonly basePath: string;
    readonly document: OpenApiDocument;
    /** Media types that the gateway passes as bytes besides those of the document, for example `image/png`. */
    readonly binaryMediaTypes?: readonly string[];
    /** Name of the Lambda function that serves it. Absent: a backend behind a VPC link does. */
    readonly functionName?: string;
    /** Integrations that answer operations instead of its server. Default: the server answers all. */
    readonly integrations?: Integrations;
    /** ARNs of the existing resources that integrations name, by that name. Default: none. */
    readonly targets?: Readonly<Record<string, string>>;
}
