/** A value that JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object whose keys are not known beforehand. */
export interface JsonObject {
    readonly [key: string]: Json;
}

/** The methods that API Gateway can serve; TRACE is not among them. */
export const methods = ["get", "put", "post", "delete", "options", "head", "patch"] as const;

/** One of the methods that API Gateway can serve, in OpenAPI's spelling. */
export type Method = (typeof methods)[number];

/** A parameter that API Gateway can route, validate or put into a cache key. */
export interface Parameter {
    readonly name: string;
    readonly in: "path" | "query" | "header";
    readonly required: boolean;
    readonly description?: string;
    readonly schema: JsonObject;
}

/** Schemas by media type, for example `application/json`. */
export type Content = Readonly<Record<string, JsonObject>>;

/** What an operation takes as its body. */
export interface RequestBody {
    readonly required: boolean;
    readonly description?: string;
    readonly content: Content;
}

/** What an operation answers with one status. */
export interface OperationResponse {
    readonly description: string;
    /** Descriptions by header name; API Gateway knows every header as a string. */
    readonly headers: Readonly<Record<string, string>>;
    readonly content: Content;
}

/** Names of security schemes that a call needs together; the empty object means none. */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;

/** One operation of a document with every reference but those to schemas resolved. */
export interface Operation {
    /** Path in the document, for example `/{id}`; also the path that the backend is called with. */
    readonly path: string;
    readonly method: Method;
    readonly operationId?: string;
    readonly summary?: string;
    readonly description?: string;
    readonly tags: readonly string[];
    /** The path item's parameters and the operation's own, sorted by place and name. */
    readonly parameters: readonly Parameter[];
    readonly requestBody?: RequestBody;
    /** Answers by status code; ranges such as `4XX` and `default` are not among them. */
    readonly responses: Readonly<Record<string, OperationResponse>>;
    /** What the operation says itself; absent if it says nothing, which then means: an API key. */
    readonly security?: readonly SecurityRequirement[];
    /** True if `x-content-freshness: volatile` says that the content is refreshed constantly and must not be cached. */
    readonly volatile: boolean;
}

/** An OpenAPI 3.0 document that API Gateway can serve: read, resolved and found free of faults by `parseDocument`. */
export interface OpenApiDocument {
    /** File that messages name, for example `app/pictures/openapi.yaml`. */
    readonly fileName: string;
    readonly title: string;
    readonly version: string;
    readonly description?: string;
    /** Operations sorted by path and method; never empty. */
    readonly operations: readonly Operation[];
    /** The schemas of `components`, as written; references among them are `#/components/schemas/<name>`. */
    readonly schemas: Readonly<Record<string, JsonObject>>;
}

/** A document under the name and the base path at which the gateway publishes it. */
export interface PublishedApi {
    /** Name in settings, for example `pictures`: lower-case letters, digits and hyphens, a letter first. */
    readonly name: string;
    /** Path before each of the document's paths, for example `/pictures`; `/` mounts the document at the root. */
    readonly basePath: string;
    readonly document: OpenApiDocument;
}
