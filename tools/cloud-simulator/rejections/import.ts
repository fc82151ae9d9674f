import type { Rejection, RejectionRequest } from "../resources/rejection";
import { mapOf, text } from "../state/property-values";
import { operationsOf, parsed } from "./deployed-body";

const importPage = "docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html";
const errorsFound = "BadRequestException: Errors found during import:";
const warningsFound = "BadRequestException: Warnings found during import:";

/** OpenAPI bodies that API Gateway rejects. */
export const imports: readonly Rejection[] = [
    ofBody("a body that is not an OpenAPI 2.0 or 3.0 document", importPage, (body) => {
        const { openapi, swagger } = parsed(body);
        const isKnown = /^3\.0\.\d+$/.test(text(openapi)) || text(swagger) === "2.0";
        return isKnown ? undefined : "BadRequestException: Invalid OpenAPI input.";
    }),
    ofBody("a path segment with a character that is not allowed", importPage, (body) => {
        const path = Object.keys(mapOf(parsed(body).paths)).find((own) => !own.slice(1).split("/").every(isPathPart));
        return (
            path &&
            `${errorsFound} Unable to create resource at path '${path}': Resource's path part only allow a-zA-Z0-9._-: or a ` +
                "valid greedy path variable and curly braces at the beginning and the end."
        );
    }),
    ofBody("an operation whose integration has connection type VPC_LINK and no link", importPage, (body) => {
        const { paths } = parsed(body);
        const broken = operationsOf(body).find(({ path, method, connectionId }) => {
            const operation = mapOf(mapOf(mapOf(paths)[path])[method.toLowerCase()]);
            const { connectionType } = mapOf(operation["x-amazon-apigateway-integration"]);
            return connectionType === "VPC_LINK" && !connectionId;
        });
        return (
            broken &&
            `${errorsFound} Unable to put integration on '${broken.method}' for resource at path '${broken.path}': Invalid vpc link id`
        );
    }),
    ofBody("with failOnWarnings, a model whose name is not alphanumeric", importPage, (body, { failOnWarnings }) => {
        const { components, definitions } = parsed(body);
        const names = Object.keys({ ...mapOf(mapOf(components).schemas), ...mapOf(definitions) });
        const name = names.find((own) => !/^[A-Za-z0-9]+$/.test(own));
        return name !== undefined && failOnWarnings === true
            ? `${warningsFound} Invalid model name specified: ${name}. Please use alphanumeric characters only.`
            : undefined;
    }),
    ofBody(
        "a body with more than 300 resources",
        "docs.aws.amazon.com/apigateway/latest/developerguide/limits.html",
        (body) => {
            const resources = new Set(Object.keys(mapOf(parsed(body).paths)).flatMap(resourcesOf));
            return resources.size > 300
                ? "LimitExceededException: Maximum number of resources for this API has been reached. Please contact AWS if you need additional resources."
                : undefined;
        },
    ),
];

function ofBody(
    what: string,
    source: string,
    reject: (body: string, properties: RejectionRequest["properties"]) => string | undefined,
): Rejection {
    return {
        what,
        type: "aws:apigateway/restApi:RestApi",
        on: ["create", "update"],
        source,
        verbatim: false,
        reject: ({ properties }) => {
            const body = text(properties.body);
            return body === "" ? undefined : reject(body, properties);
        },
    };
}

function isPathPart(part: string): boolean {
    return part === "" || /^[A-Za-z0-9._:-]+$/.test(part) || /^\{[A-Za-z0-9._:-]+\+?\}$/.test(part);
}

function resourcesOf(path: string): string[] {
    const parts = path.split("/").filter(Boolean);
    return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
