import { isObject } from "../../../../openapi/raw-value";
import type { RawObject } from "../../../../openapi/rest-api-body";
import { listOf, objectOf } from "./imported-document";

/** A kind of object in an OpenAPI 3.0 document. */
export type Kind =
    | "components"
    | "document"
    | "header"
    | "info"
    | "mediaType"
    | "operation"
    | "parameter"
    | "pathItem"
    | "requestBody"
    | "response"
    | "schema"
    | "securityScheme"
    | "server"
    | "tag";

/** The objects within one, with the places that API Gateway's parser writes in its messages. */
interface Child {
    readonly kind: Kind;
    readonly value: unknown;
    readonly at: string;
}

interface KindRules {
    readonly attributes: readonly string[];
    readonly required?: readonly string[];
    children(value: RawObject, at: string): readonly Child[];
}

/** The methods that the parser reads; it takes `x-amazon-apigateway-any-method` for an extension. */
export const methods = "get put post delete head patch options trace".split(" ");

/** Attributes and parts of each kind of object (OpenAPI 3.0.3; swagger-api/swagger-parser, OpenAPIDeserializer.java). */
export const kinds: Readonly<Record<Kind, KindRules>> = {
    document: {
        attributes: words("openapi info servers paths components security tags externalDocs"),
        children: ({ info, servers, paths, components, tags }) => [
            { kind: "info", value: info, at: "info" },
            { kind: "components", value: components, at: "components" },
            ...entries("pathItem", paths, (path) => `paths.'${path}'`).filter(({ at }) => !at.startsWith("paths.'x-")),
            ...listOf(servers).map((value): Child => ({ kind: "server", value, at: "servers" })),
            ...listOf(tags).map((value): Child => ({ kind: "tag", value, at: "tags" })),
        ],
    },
    info: leaf("title description termsOfService contact license version"),
    server: leaf("url description variables"),
    tag: leaf("name description externalDocs"),
    securityScheme: leaf("type name in description flows scheme bearerFormat openIdConnectUrl"),
    components: {
        attributes: words(
            "schemas responses parameters examples requestBodies headers securitySchemes links callbacks",
        ),
        children: ({ schemas, responses, parameters, requestBodies, headers, securitySchemes }, at) => [
            ...entries("schema", schemas, (name) => `${at}.schemas.${name}`),
            ...entries("response", responses, (name) => `${at}.responses.${name}`),
            ...entries("parameter", parameters, (name) => `${at}.parameters.${name}`),
            ...entries("requestBody", requestBodies, (name) => `${at}.requestBodies.${name}`),
            ...entries("header", headers, (name) => `${at}.headers.${name}`),
            ...entries("securityScheme", securitySchemes, (name) => `${at}.securitySchemes.${name}`),
        ],
    },
    pathItem: {
        attributes: ["summary", "description", "servers", "parameters", ...methods],
        children: (item, at) => [
            ...parametersOf(item.parameters, at),
            ...methods.map((method): Child => ({ kind: "operation", value: item[method], at: `${at}(${method})` })),
        ],
    },
    operation: {
        attributes: words(
            "tags summary description externalDocs operationId parameters requestBody responses callbacks deprecated security servers",
        ),
        required: ["responses"],
        children: ({ parameters, requestBody, responses }, at) => [
            ...parametersOf(parameters, `${at}.parameters`),
            { kind: "requestBody", value: requestBody, at: `${at}.requestBody` },
            ...entries("response", responses, (status) => `${at}.responses.${status}`),
        ],
    },
    parameter: {
        attributes: words(
            "name in description required deprecated allowEmptyValue style explode allowReserved schema example examples content",
        ),
        children: ({ schema, content }, at) => [
            { kind: "schema", value: schema, at: `${at}.schemas` },
            ...entries("mediaType", content, () => `${at}.content`),
        ],
    },
    header: {
        attributes: words(
            "name in description required deprecated allowEmptyValue style explode allowReserved schema example examples content",
        ),
        children: ({ schema }, at) => [{ kind: "schema", value: schema, at }],
    },
    requestBody: {
        attributes: words("description content required"),
        children: ({ content }, at) => entries("mediaType", content, () => `${at}.content`),
    },
    response: {
        attributes: words("description headers content links"),
        required: ["description"],
        children: ({ headers, content }, at) => [
            ...entries("header", headers, (name) => `${at}.${name}`),
            ...entries("mediaType", content, () => `${at}.content`),
        ],
    },
    mediaType: {
        attributes: words("schema example examples encoding"),
        children: ({ schema }, at) => [{ kind: "schema", value: schema, at: `${at}.schema` }],
    },
    schema: {
        attributes: words(
            "title multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems " +
                "uniqueItems maxProperties minProperties required enum type allOf oneOf anyOf not items properties " +
                "additionalProperties description format default nullable discriminator readOnly writeOnly xml externalDocs " +
                "example deprecated",
        ),
        // The parser names the outermost schema alone.
        children: ({ not, items, additionalProperties, properties, allOf, oneOf, anyOf }, at) =>
            [
                not,
                items,
                additionalProperties,
                ...Object.values(objectOf(properties)),
                ...[allOf, oneOf, anyOf].flatMap(listOf),
            ]
                .filter(isObject)
                .map((value) => ({ kind: "schema", value, at })),
    },
};

/** The keywords of a schema by the kind of value that the parser wants. */
export const schemaValues: Readonly<
    Record<string, { readonly keys: readonly string[]; accepts(value: unknown): boolean }>
> = {
    string: { keys: words("title pattern description format type"), accepts: (value) => typeof value !== "object" },
    boolean: {
        keys: words("exclusiveMaximum exclusiveMinimum uniqueItems nullable readOnly writeOnly deprecated"),
        accepts: (value) => typeof value === "boolean" || value === "true" || value === "false",
    },
    integer: {
        keys: words("maxLength minLength maxItems minItems maxProperties minProperties"),
        accepts: (value) => Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31,
    },
    double: { keys: words("multipleOf maximum minimum"), accepts: (value) => typeof value === "number" },
    array: { keys: words("required enum"), accepts: Array.isArray },
    object: { keys: words("properties not discriminator xml externalDocs"), accepts: isObject },
};

function leaf(attributes: string): KindRules {
    return { attributes: words(attributes), children: () => [] };
}

function words(text: string): string[] {
    return text.split(" ");
}

function entries(kind: Kind, value: unknown, at: (name: string) => string): Child[] {
    return Object.entries(objectOf(value))
        .filter(([name]) => kind !== "response" || !name.startsWith("x-"))
        .map(([name, child]) => ({ kind, value: child, at: at(name) }));
}

function parametersOf(value: unknown, at: string): Child[] {
    return listOf(value).map((child) => ({
        kind: "parameter",
        value: child,
        at: `${at}.[${String(objectOf(child).name ?? "['unknown']")}]`,
    }));
}
