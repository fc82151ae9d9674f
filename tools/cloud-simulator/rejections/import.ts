import { type RestApiBody, readRestApiBody } from "../../../openapi/rest-api-body";
import type { Rejection, RejectionRequest } from "../resources/rejection";
import { text } from "../state/property-values";

const importPage = "docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html";
const errorsFound = "BadRequestException: Errors found during import:";
const warningsFound = "BadRequestException: Warnings found during import:";

/** OpenAPI bodies that API Gateway rejects. */
export const imports: readonly Rejection[] = [
    {
        ...onRestApi("a body that is not an OpenAPI 2.0 or 3.0 document", importPage),
        reject: ({ properties }) => {
            const body = text(properties.body);
            return body === "" || readRestApiBody(body) ? undefined : "BadRequestException: Invalid OpenAPI input.";
        },
    },
    ofBody("a path segment with a character that is not allowed", importPage, ({ paths }) => {
        const path = paths.find((own) => !own.slice(1).split("/").every(isPathPart));
        return (
            path &&
            `${errorsFound} Unable to create resource at path '${path}': Resource's path part only allow a-zA-Z0-9._-: or a ` +
                "valid greedy path variable and curly braces at the beginning and the end."
        );
    }),
    ofBody("an operation whose integration has connection type VPC_LINK and no link", importPage, ({ operations }) => {
        const broken = operations.find(
            ({ integration }) => integration.connectionType === "VPC_LINK" && !integration.connectionId,
        );
        return (
            broken &&
            `${errorsFound} Unable to put integration on '${broken.method}' for resource at path '${broken.path}': Invalid vpc link id`
        );
    }),
    ofBody(
        "with failOnWarnings, a model whose name is not alphanumeric",
        importPage,
        ({ schemas }, { failOnWarnings }) => {
            const name = Object.keys(schemas).find((own) => !/^[A-Za-z0-9]+$/.test(own));
            return name !== undefined && failOnWarnings === true
                ? `${warningsFound} Invalid model name specified: ${name}. Please use alphanumeric characters only.`
                : undefined;
        },
    ),
    ofBody(
        "a body with more than 300 resources",
        "docs.aws.amazon.com/apigateway/latest/developerguide/limits.html",
        ({ paths }) => {
            const resources = new Set(paths.flatMap(resourcesOf));
            return resources.size > 300
                ? "LimitExceededException: Maximum number of resources for this API has been reached. Please contact AWS if you need additional resources."
                : undefined;
        },
    ),
];

function ofBody(
    what: string,
    source: string,
    reject: (body: RestApiBody, properties: RejectionRequest["properties"]) => string | undefined,
): Rejection {
    return {
        ...onRestApi(what, source),
        reject: ({ properties }) => {
            const body = readRestApiBody(text(properties.body));
            return body && reject(body, properties);
        },
    };
}

function onRestApi(what: string, source: string): Omit<Rejection, "reject"> {
    return { what, type: "aws:apigateway/restApi:RestApi", on: ["create", "update"], source, verbatim: false };
}

function isPathPart(part: string): boolean {
    return part === "" || /^[A-Za-z0-9._:-]+$/.test(part) || /^\{[A-Za-z0-9._:-]+\+?\}$/.test(part);
}

function resourcesOf(path: string): string[] {
    const parts = path.split("/").filter(Boolean);
    return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
