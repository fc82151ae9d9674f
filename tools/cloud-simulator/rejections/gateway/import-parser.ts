import { isObject } from "../../../../openapi/raw-value";
import type { RawObject } from "../../../../openapi/rest-api-body";
import { type Kind, kinds, methods, schemaValues } from "./import-grammar";
import { type ImportRule, importWarning } from "./import-rule";
import { type ImportedDocument, listOf, objectOf } from "./imported-document";

// API Gateway reads OpenAPI 3.0 with this parser: its messages appear in AWS's warnings word for word. By their form it is
// one of the releases 2.0.9 to 2.0.17, which do not name the media type.
const parser = "swagger-api/swagger-parser, OpenAPIDeserializer.java (2.0.17)";

/** Parts of OpenAPI 3.0 bodies that API Gateway's parser reports. */
export const importParser: readonly ImportRule[] = [
    parseWarning(
        "an attribute that OpenAPI 3.0 does not have",
        "hashicorp/terraform-provider-aws, rest_api_test.go (testAccRestAPIConfig_failOnWarnings)",
        (raw) => partsOf("document", raw, "").flatMap(({ kind, value, at }) => unexpected(kind, value, at)),
    ),
    parseWarning("an attribute of a wrong kind, such as a list of types in a schema", parser, (raw) =>
        partsOf("document", raw, "").flatMap(({ kind, value, at }) => (kind === "schema" ? wrongKinds(value, at) : [])),
    ),
    parseWarning("an operation without responses, or a response without a description", parser, (raw) =>
        partsOf("document", raw, "").flatMap(({ kind, value, at }) => missing(kind, value, at)),
    ),
    parseWarning(
        "a reference to a component that does not exist",
        "getmoto/moto, test_apigatewayv2_reimport.py",
        (raw) =>
            partsOf("document", raw, "")
                .filter(({ kind, at }) => kind === "schema" && at.startsWith("paths"))
                .map(({ value, at }) => ({ at, target: value.$ref }))
                .filter(({ target }) => typeof target === "string" && isMissing(raw, target))
                .map(({ at, target }) => `attribute ${at}.${String(target)} is missing`),
    ),
    parseWarning("a path that does not begin with a slash", "aws/serverless-application-model#2297", (raw) =>
        pathsOf(raw)
            .filter(([path]) => !path.startsWith("/"))
            .map(([path]) => `attribute paths. Resource ${path} should start with /`),
    ),
    parseWarning("a variable of a path that an operation does not declare", parser, (raw) =>
        pathsOf(raw).flatMap(([path, item]) =>
            variablesOf(path)
                .filter((name) => operationsOf(item).some((operation) => !declares([item, operation], name)))
                .map(
                    (name) =>
                        `attribute paths.'${path}'. Declared path parameter ${name} needs to be defined as a path parameter in path or operation level`,
                ),
        ),
    ),
    parseWarning("two operations with the same operationId", parser, (raw) => {
        const ids = pathsOf(raw).flatMap(([path, item]) =>
            methods
                .map((method) => ({ at: `paths.'${path}'(${method})`, id: objectOf(item[method]).operationId }))
                .filter(({ id }) => id !== undefined),
        );
        return ids
            .filter(({ id }, index) => ids.findIndex((other) => other.id === id) < index)
            .map(({ at }) => `attribute ${at}.operationId is repeated`);
    }),
];

interface Part {
    readonly kind: Kind;
    readonly value: RawObject;
    /** Place, as the parser writes it. */
    readonly at: string;
}

function parseWarning(what: string, source: string, find: (raw: RawObject) => readonly string[]): ImportRule {
    return importWarning({
        what: `${what} (OpenAPI 3.0)`,
        source,
        verbatim: true,
        find: ({ raw, isSwagger }: ImportedDocument) =>
            isSwagger ? [] : find(raw).map((text) => `Parse issue: ${text}`),
    });
}

/** An object and all parts of it that the parser reads; it reads nothing beside a reference. */
function partsOf(kind: Kind, value: RawObject, at: string): Part[] {
    const own: Part = { kind, value, at };
    if (typeof value.$ref === "string") return [own];
    const children = kinds[kind].children(value, at);
    return [
        own,
        ...children.flatMap((child) => (isObject(child.value) ? partsOf(child.kind, child.value, child.at) : [])),
    ];
}

function unexpected(kind: Kind, value: RawObject, at: string): string[] {
    if (typeof value.$ref === "string") return [];
    return Object.keys(value)
        .filter((key) => !kinds[kind].attributes.includes(key) && !key.startsWith("x-"))
        .map((key) => `attribute ${at === "" ? "" : `${at}.`}${key} is unexpected`);
}

function wrongKinds(schema: RawObject, at: string): string[] {
    if (typeof schema.$ref === "string") return [];
    return Object.entries(schemaValues).flatMap(([kind, { keys, accepts }]) =>
        keys
            .filter((key) => schema[key] !== undefined && !accepts(schema[key]))
            .map((key) => `attribute ${at}.${key} is not of type \`${kind}\``),
    );
}

function missing(kind: Kind, value: RawObject, at: string): string[] {
    const required = kinds[kind].required ?? [];
    if (typeof value.$ref === "string") return [];
    return required.filter((key) => value[key] === undefined).map((key) => `attribute ${at}.${key} is missing`);
}

function isMissing(raw: RawObject, reference: string): boolean {
    const [, section = "", name = ""] = /^#\/components\/([^/]+)\/([^/]+)/.exec(reference) ?? [];
    return section !== "" && objectOf(objectOf(raw.components)[section])[name] === undefined;
}

function pathsOf(raw: RawObject): [path: string, item: RawObject][] {
    return Object.entries(objectOf(raw.paths))
        .filter(([path]) => !path.startsWith("x-"))
        .map(([path, item]) => [path, objectOf(item)]);
}

function operationsOf(item: RawObject): RawObject[] {
    return methods.map((method) => item[method]).filter(isObject);
}

function variablesOf(path: string): string[] {
    return path
        .split(/[-/.]+/)
        .filter((part) => /^\{.+\}$/.test(part))
        .map((part) => part.slice(1, -1));
}

// To the parser any reference may be the parameter.
function declares(owners: readonly RawObject[], name: string): boolean {
    return owners
        .flatMap(({ parameters }) => listOf(parameters))
        .map(objectOf)
        .some((own) => own.$ref !== undefined || (own.name === name && own.in === "path"));
}
