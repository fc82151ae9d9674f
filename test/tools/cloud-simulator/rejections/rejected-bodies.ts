import type { PropertyMap } from "../../../../tools/cloud-simulator/state/property-values";
import { ok, openApi, withIntegration, withModels, withPaths, withRequest, withResponse } from "./import-bodies";
import { rejectedAuthorizers } from "./rejected-authorizers";

/** A body that breaks one rule of the import, and a part of its error. */
export interface RejectedBody {
    /** The description of the rule. */
    readonly rule: string;
    readonly body: PropertyMap | string;
    readonly error: string;
}

const item = { get: { responses: { 200: ok } } };
const parameter = (name: string, place: string): PropertyMap => ({
    name,
    in: place,
    ...(place === "path" && { required: true }),
    schema: { type: "string" },
});

/** For every rule a body that breaks it. */
export const rejectedBodies: readonly RejectedBody[] = [
    {
        rule: "a body that is not an OpenAPI 2.0 or 3.0 document",
        body: { ...openApi(), openapi: "3.1.0" },
        error: "BadRequestException: Invalid OpenAPI input.",
    },
    {
        rule: "a body of more than 6 MB",
        body: openApi({ description: "x".repeat(6_000_000) }),
        error: "bytes, more than 6 MB",
    },
    {
        rule: "a path segment with a character that is not allowed",
        body: withPaths({ "/a b": item }),
        error: "Unable to create resource at path '/a b': Resource's path part only allow a-zA-Z0-9._-:",
    },
    {
        rule: "two variables of different names at the same place of the paths",
        body: withPaths({
            "/pets/{id}": { ...item, parameters: [parameter("id", "path")] },
            "/pets/{pet}/toys": { ...item, parameters: [parameter("pet", "path")] },
        }),
        error: "Unable to create resource at path '/pets/{pet}/toys': A sibling ({id}) of this resource already has a variable path part",
    },
    {
        rule: "a body with more than 300 resources",
        // The root is the 301st.
        body: withPaths(Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`/p${index}`, item]))),
        error: "LimitExceededException: Maximum number of resources",
    },
    {
        rule: "a model whose name is not alphanumeric",
        body: withModels({ "a-b": { type: "object" } }),
        error: "Errors found during import:\n\tUnable to create model for 'a-b': Model name must be alphanumeric: a-b",
    },
    {
        rule: "a model with the keyword example or discriminator",
        body: withModels({ Pet: { type: "object", properties: { name: { type: "string", example: "Rex" } } } }),
        error: "Unable to create model for 'Pet': Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified. Unsupported keyword(s): [\"example\"]]",
    },
    {
        rule: "a model that refers to another document",
        body: withModels({ Pet: { $ref: "https://example.com/pet.json" } }),
        error: "errors : [Model reference must be in canonical form]",
    },
    {
        rule: "a reference to a schema that is no model, such as a property of one",
        body: withModels({
            Pet: { type: "object", properties: { name: { type: "string" } } },
            Name: { $ref: "#/components/schemas/Pet/properties/name" },
        }),
        error: "#/components/schemas/Pet/properties/name is not a model",
    },
    {
        rule: "a model that is not valid in JSON Schema draft 4, for one with a value twice in an enum",
        body: withModels({ Currency: { type: "string", enum: ["EUR", "EUR"] } }),
        error: "Unable to create model for 'Currency': Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified (enum has \"EUR\" twice)]",
    },
    {
        rule: "with failOnWarnings, a reference to a model that does not exist",
        body: withModels({ Pets: { type: "array", items: { $ref: "#/components/schemas/Pet" } } }),
        error: "Warnings found during import:\n\tReference to model 'Pet' not found. Ignoring.",
    },
    {
        rule: "with failOnWarnings, a number of the format decimal, int32 or int64",
        body: withModels({ Price: { type: "number", format: "decimal" } }),
        error: 'the format "decimal" in the model "Price" is not supported',
    },
    {
        rule: "with failOnWarnings, a composed or primitive schema in a response that is not a reference to a model",
        body: withResponse({ allOf: [{ type: "object" }] }),
        error: "Warnings found during import:\n\tUnsupported model type 'ComposedSchema' in 200 response to method 'GET /pictures'. Ignoring.",
    },
    {
        rule: "with failOnWarnings, a composed or primitive schema in a request that is not a reference to a model",
        body: withRequest({ oneOf: [{ type: "object" }] }),
        error: "Unsupported model type 'Content' in request schema for 'GET /pictures'. Ignoring.",
    },
    {
        rule: "with failOnWarnings, a media type with a wildcard (unconfirmed; it may be an error)",
        body: openApi({ responses: { 200: { ...ok, content: { "*/*": { schema: { type: "object" } } } } } }),
        error: "the media type \"*/*\" of 'GET /pictures' is not valid",
    },
    {
        rule: "a parameter whose name has other characters than letters, digits and : . _ $ -",
        body: openApi({ parameters: [parameter("filter[name]", "query")] }),
        error: "Unable to put method 'GET' on resource at path '/pictures': Invalid mapping expression specified",
    },
    {
        rule: "an integration of a wrong form, such as one whose uri is not a string",
        body: withIntegration({ type: "HTTP", uri: ["http://example.com"] }),
        error: "Unable to parse API definition because of a malformed integration at path /pictures.",
    },
    {
        rule: "an integration whose request parameter is not a string",
        body: withIntegration({ requestParameters: { "integration.request.header.n": 1 } }),
        error: "Invalid format for 'requestParameters'. Expected type string for property 'integration.request.header.n'",
    },
    {
        rule: "an integration that maps a parameter which its method does not declare",
        body: withIntegration({ requestParameters: { "integration.request.path.id": "method.request.path.id" } }),
        error: "Invalid mapping expression parameter specified: method.request.path.id",
    },
    {
        rule: "a cache key parameter that its method does not declare",
        body: withIntegration({ cacheKeyParameters: ["method.request.querystring.page"] }),
        error: "Invalid cache key parameter specified",
    },
    {
        rule: "an integration with a timeout of less than 50 ms or more than 29 s, a quota that AWS can raise",
        body: withIntegration({ timeoutInMillis: 30_000 }),
        error: "Timeout should be between 50 ms and 29000 ms",
    },
    {
        rule: "an operation whose integration has connection type VPC_LINK and no link",
        body: withIntegration({ connectionType: "VPC_LINK" }),
        error: "Unable to put integration on 'GET' for resource at path '/pictures': Invalid vpc link id",
    },
    {
        rule: "with failOnWarnings, a response for a range of statuses, such as 4XX (unconfirmed; it may be an error)",
        body: openApi({ responses: { "4XX": ok } }),
        error: "the response \"4XX\" of 'GET /pictures' is for no single status",
    },
    {
        rule: "with failOnWarnings, a parameter in a cookie (unconfirmed; it may be ignored)",
        body: openApi({ parameters: [parameter("session", "cookie")] }),
        error: "the cookie \"session\" of 'GET /pictures' is not supported",
    },
    {
        rule: "with failOnWarnings, a security scheme of another type than apiKey",
        body: openApi({}, { components: { securitySchemes: { basic: { type: "http", scheme: "basic" } } } }),
        error: "Unsupported security definition type 'http' for 'basic'. Ignoring.",
    },
    {
        rule: "with failOnWarnings, more than one server",
        body: openApi({}, { servers: [{ url: "https://a.example.com" }, { url: "https://b.example.com" }] }),
        error: "More than one server provided. Ignoring all but the first for defining endpoint configuration",
    },
    {
        rule: "with failOnWarnings, an attribute that OpenAPI 3.0 does not have (OpenAPI 3.0)",
        body: withModels({ Pet: { type: "object", const: 1 } }),
        error: "Parse issue: attribute components.schemas.Pet.const is unexpected",
    },
    {
        rule: "with failOnWarnings, an attribute of a wrong kind, such as a list of types in a schema (OpenAPI 3.0)",
        body: withModels({ Pet: { type: ["object", "null"] } }),
        error: "Parse issue: attribute components.schemas.Pet.type is not of type `string`",
    },
    {
        rule: "with failOnWarnings, an operation without responses, or a response without a description (OpenAPI 3.0)",
        body: openApi({ responses: { 200: {} } }),
        error: "Parse issue: attribute paths.'/pictures'(get).responses.200.description is missing",
    },
    {
        rule: "with failOnWarnings, a reference to a component that does not exist (OpenAPI 3.0)",
        body: openApi({
            parameters: [{ ...parameter("page", "query"), schema: { $ref: "#/components/schemas/Page" } }],
        }),
        error: "Parse issue: attribute paths.'/pictures'(get).parameters.[page].schemas.#/components/schemas/Page is missing",
    },
    {
        rule: "with failOnWarnings, a path that does not begin with a slash (OpenAPI 3.0)",
        body: withPaths({ $default: item }),
        error: "Parse issue: attribute paths. Resource $default should start with /",
    },
    {
        rule: "with failOnWarnings, a variable of a path that an operation does not declare (OpenAPI 3.0)",
        body: withPaths({ "/pictures/{id}": item }),
        error: "Parse issue: attribute paths.'/pictures/{id}'. Declared path parameter id needs to be defined as a path parameter in path or operation level",
    },
    {
        rule: "with failOnWarnings, two operations with the same operationId (OpenAPI 3.0)",
        body: withPaths({
            "/a": { get: { operationId: "list", responses: { 200: ok } } },
            "/b": { get: { operationId: "list", responses: { 200: ok } } },
        }),
        error: "Parse issue: attribute paths.'/b'(get).operationId is repeated",
    },
    ...rejectedAuthorizers,
];
