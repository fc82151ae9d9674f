import { maxResources, resourceCount } from "../../../../openapi/paths";
import type { RawObject } from "../../../../openapi/rest-api-body";
import { bodyText } from "../../resources/body-document";
import { importAuthorizers } from "./import-authorizers";
import { importContents } from "./import-content";
import { importGatewayResponses } from "./import-gateway-responses";
import { importIntegrationResponses } from "./import-integration-responses";
import { importIntegrations } from "./import-integrations";
import { importMethods } from "./import-methods";
import { importModels } from "./import-models";
import { importParser } from "./import-parser";
import { type ImportRejection, importError, importRejections, importWarning, onImport } from "./import-rule";
import { type ImportedDocument, importedDocument, listOf, objectOf } from "./imported-document";

const guide = "docs.aws.amazon.com/apigateway/latest/developerguide";
const notes = `${guide}/api-gateway-known-issues.html`;
const maxBytes = 6_000_000;

/** OpenAPI bodies that API Gateway rejects. */
export const imports: readonly ImportRejection[] = [
    onImport(
        { what: "a body that is not an OpenAPI 2.0 or 3.0 document", source: "aws/aws-cli#8191", verbatim: true },
        (request) =>
            bodyText(request.properties) === undefined || importedDocument(request)
                ? undefined
                : "BadRequestException: Invalid OpenAPI input.",
    ),
    onImport({ what: "a body of more than 6 MB", source: `${guide}/limits.html`, verbatim: false }, (request) => {
        const size = importedDocument(request)?.size ?? 0;
        return size > maxBytes
            ? `BadRequestException: the API definition has ${size.toLocaleString("en")} bytes, more than 6 MB`
            : undefined;
    }),
    onImport(
        { what: `a body with more than ${maxResources} resources`, source: `${guide}/limits.html`, verbatim: false },
        (request) => {
            return resourceCount(importedDocument(request)?.paths ?? []) > maxResources
                ? "LimitExceededException: Maximum number of resources for this API has been reached. Please contact AWS if you need additional resources."
                : undefined;
        },
    ),
    ...importRejections([
        importError({
            what: "a path segment with a character that is not allowed",
            source: `serverless/blog#629; ${notes}`,
            verbatim: false,
            find: ({ paths }) =>
                paths
                    .filter((path) => !path.slice(1).split("/").every(isPathPart))
                    .map(
                        (path) =>
                            `Unable to create resource at path '${path}': Resource's path part only allow a-zA-Z0-9._-: or a ` +
                            "valid greedy path variable and curly braces at the beginning and the end.",
                    ),
        }),
        importError({
            what: "two variables of different names at the same place of the paths",
            source: "amazon-archives/aws-apigateway-importer#202",
            verbatim: true,
            find: siblingVariables,
        }),
        ...importModels,
        ...importContents,
        ...importMethods,
        ...importGatewayResponses,
        ...importIntegrations,
        ...importIntegrationResponses,
        ...importAuthorizers,
        importWarning({
            what: "a security scheme of another type than apiKey",
            source: `columbia-it/django-jsonapi-training, docs/aws_api_gw.md; ${notes}`,
            verbatim: true,
            find: (document) =>
                Object.entries(securitySchemes(document))
                    .map(([name, scheme]) => ({ name, type: objectOf(scheme).type }))
                    .filter(({ type }) => type !== "apiKey")
                    .map(
                        ({ name, type }) =>
                            `Unsupported security definition type '${String(type)}' for '${name}'. Ignoring.`,
                    ),
        }),
        importWarning({
            what: "more than one server",
            source: "the output of import-rest-api in a README of 2020",
            verbatim: true,
            find: ({ raw }) =>
                listOf(raw.servers).length > 1
                    ? ["More than one server provided. Ignoring all but the first for defining endpoint configuration"]
                    : [],
        }),
        ...importParser,
    ]),
];

/** The error with which API Gateway rejects a body that is imported with `failOnWarnings`; undefined if it takes it. */
export function importRejection(body: string): string | undefined {
    const request = { properties: { body, failOnWarnings: true } };
    for (const { reject } of imports) {
        const error = reject(request);
        if (error !== undefined) return error;
    }
    return undefined;
}

function securitySchemes({ raw, isSwagger }: ImportedDocument): RawObject {
    return objectOf(isSwagger ? raw.securityDefinitions : objectOf(raw.components).securitySchemes);
}

// Commas are allowed although AWS's words do not say so (the same notes; aws-amplify/amplify-category-api#2719).
function isPathPart(part: string): boolean {
    return part === "" || /^[A-Za-z0-9._:,-]+$/.test(part) || /^\{[A-Za-z0-9._:-]+\+?\}$/.test(part);
}

function siblingVariables({ paths }: ImportedDocument): string[] {
    const variables = new Map<string, string>();
    return paths.flatMap((path) => {
        const parts = path.split("/").filter(Boolean);
        const clash = parts.findIndex((part, index) => {
            if (!part.startsWith("{")) return false;
            const parent = parts.slice(0, index).join("/");
            const sibling = variables.get(parent) ?? part;
            variables.set(parent, sibling);
            return sibling !== part;
        });
        if (clash === -1) return [];
        const sibling = variables.get(parts.slice(0, clash).join("/"));
        return [
            `Unable to create resource at path '${path}': A sibling (${sibling}) of this resource already has a variable ` +
                "path part -- only one is allowed",
        ];
    });
}
