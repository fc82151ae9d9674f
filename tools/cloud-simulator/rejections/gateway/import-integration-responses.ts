import type { BodyOperation, RawObject } from "../../../../openapi/rest-api-body";
import { type ImportRule, importError } from "./import-rule";
import { objectOf } from "./imported-document";
import { conversionError, invalidMapping, isConversion, mappingSource, text } from "./integration-values";

const guide = "docs.aws.amazon.com/apigateway/latest/developerguide";
const responseSource = new RegExp(
    `^(${mappingSource}|integration\\.response\\.((header|multivalueheader)\\.\\S+|body(\\.\\S+)?))$`,
);

/** A response of an integration, and where it is. */
interface IntegrationResponse {
    readonly operation: BodyOperation;
    readonly pattern: string;
    readonly response: RawObject;
}

/** Responses of integrations without proxy that API Gateway rejects. */
export const importIntegrationResponses: readonly ImportRule[] = [
    importError({
        what: "a response of an integration that its method does not have",
        source: "Terraform and CDK runs in public repositories, for PutIntegrationResponse",
        verbatim: true,
        find: onResponse(({ operation, response: { statusCode } }) =>
            Object.hasOwn(operation.responses, text(statusCode))
                ? undefined
                : `${invalidMapping} [No method response exists for method.]`,
        ),
    }),
    importError({
        what: "a response of an integration that sets a header by an unknown expression",
        source: "a Terraform run in a public repository; developer guide, rest-api-parameter-mapping-sources",
        verbatim: true,
        find: onResponse(({ response }) => {
            const [wrong] = Object.entries(objectOf(response.responseParameters)).flatMap(([target, value]) => {
                if (!/^method\.response\.header\.\S+$/.test(target))
                    return [`[Invalid mapping expression parameter specified: ${target}]`];
                return responseSource.test(text(value))
                    ? []
                    : [`[Invalid mapping expression specified: ${text(value)}]`];
            });
            return wrong && `${invalidMapping} ${wrong}`;
        }),
    }),
    importError({
        what: "a response of an integration whose pattern is not a regular expression, or with an unknown conversion of contents",
        source: `${guide}/api-gateway-swagger-extensions-integration-responses.html; API reference of PutIntegrationResponse`,
        verbatim: false,
        find: onResponse(({ pattern, response: { contentHandling } }) => {
            if (contentHandling !== undefined && !isConversion(contentHandling))
                return conversionError(contentHandling);
            return isPattern(pattern) ? undefined : "Invalid selection pattern specified";
        }),
    }),
];

function onResponse(errorOf: (response: IntegrationResponse) => string | undefined): ImportRule["find"] {
    return ({ operations }) =>
        operations.flatMap((operation) =>
            Object.entries(objectOf(operation.integration.responses)).flatMap(([pattern, value]) => {
                const error = errorOf({ operation, pattern, response: objectOf(value) });
                const { method, path } = operation;
                return error === undefined
                    ? []
                    : [`Unable to put integration response on '${method}' for resource at path '${path}': ${error}`];
            }),
        );
}

function isPattern(pattern: string): boolean {
    try {
        return new RegExp(pattern) instanceof RegExp;
    } catch {
        return false;
    }
}
