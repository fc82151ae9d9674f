import type { RawObject } from "../../../../openapi/rest-api-body";
import { type ImportRule, importError } from "./import-rule";
import { objectOf } from "./imported-document";
import { conversionError, invalidMapping, isConversion, mappingSource, text } from "./integration-values";

const guide = "docs.aws.amazon.com/apigateway/latest/developerguide";
const types = new Set(["http", "http_proxy", "aws", "aws_proxy", "mock"]);
const requestSource = new RegExp(
    `^(${mappingSource}|method\\.request\\.((path|querystring|multivaluequerystring|header|multivalueheader)\\.\\S+|body(\\.\\S+)?))$`,
);
const requestTarget = /^integration\.request\.(path|querystring|header)\.\S+$/;
const roleArn = /^arn:aws[a-z-]*:iam::(\d{12}:role\/\S+|\*:user\/\*)$/;
const serviceUri = /^arn:[^:]+:apigateway:[^:]*:[^:/]+:/;
const calledUri = /^arn:[^:]+:apigateway:[^:]*:[^:/]+:(path|action)\//;
const functionUri = /:(lambda:path\/|firehose:action\/)/;

/** Integrations of AWS services, functions, constants and HTTP endpoints without proxy that API Gateway rejects. */
export const importIntegrations: readonly ImportRule[] = [
    importError({
        what: "an integration of an unknown type",
        source: `${guide}/api-gateway-swagger-extensions-integration.html`,
        verbatim: false,
        find: onIntegration(({ type }) =>
            type === undefined || isOneOf(type, types)
                ? undefined
                : `Invalid integration type specified: ${String(type)}`,
        ),
    }),
    importError({
        what: "an integration of an AWS service whose uri is not an ARN",
        source: "getmoto/moto, moto/apigateway/exceptions.py (InvalidArn)",
        verbatim: true,
        find: onIntegration((own) =>
            isAws(own) && !serviceUri.test(text(own.uri)) ? "Invalid ARN specified in the request" : undefined,
        ),
    }),
    importError({
        what: "an integration of an AWS service whose uri has neither a path nor an action",
        source: "getmoto/moto, moto/apigateway/exceptions.py (InvalidIntegrationArn)",
        verbatim: true,
        find: onIntegration((own) =>
            isAws(own) && serviceUri.test(text(own.uri)) && !calledUri.test(text(own.uri))
                ? "AWS ARN for integration must contain path or action"
                : undefined,
        ),
    }),
    importError({
        what: "an integration of type aws_proxy for a service other than Lambda",
        source: "localstack/localstack, test_apigateway_dynamodb.snapshot.json (test_error_aws_proxy_not_supported)",
        verbatim: true,
        find: onIntegration((own) =>
            lower(own.type) === "aws_proxy" && calledUri.test(text(own.uri)) && !functionUri.test(text(own.uri))
                ? "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations."
                : undefined,
        ),
    }),
    importError({
        what: "an integration of an AWS service other than Lambda without the role that calls it",
        source: "getmoto/moto, moto/apigateway/exceptions.py (RoleNotSpecified)",
        verbatim: true,
        find: onIntegration((own) =>
            lower(own.type) === "aws" &&
            calledUri.test(text(own.uri)) &&
            !functionUri.test(text(own.uri)) &&
            own.credentials === undefined
                ? "Role ARN must be specified for AWS integrations"
                : undefined,
        ),
    }),
    importError({
        what: "an integration whose credentials are not the ARN of a role",
        source: "getmoto/moto, moto/apigateway/exceptions.py (InvalidArn); API reference of PutIntegration",
        verbatim: true,
        find: onIntegration(({ credentials }) =>
            credentials === undefined || roleArn.test(text(credentials))
                ? undefined
                : "Invalid ARN specified in the request",
        ),
    }),
    importError({
        what: "an integration with an unknown passthrough behavior or conversion of contents",
        source: `${guide}/api-gateway-swagger-extensions-integration.html; API reference of PutIntegration`,
        verbatim: false,
        find: onIntegration(({ passthroughBehavior, contentHandling }) => {
            if (contentHandling !== undefined && !isConversion(contentHandling))
                return conversionError(contentHandling);
            return passthroughBehavior === undefined ||
                /^(when_no_match|when_no_templates|never)$/i.test(text(passthroughBehavior))
                ? undefined
                : "Invalid passthrough behavior specified";
        }),
    }),
    importError({
        what: "an integration that maps a request by an unknown expression",
        source: "a Terraform run in a public repository; developer guide, rest-api-parameter-mapping-sources",
        verbatim: true,
        find: onIntegration(({ requestParameters }) => {
            const [wrong] = Object.entries(objectOf(requestParameters)).flatMap(([target, value]) => {
                if (typeof value !== "string") return [];
                if (!requestTarget.test(target)) return [`[Invalid mapping expression parameter specified: ${target}]`];
                return requestSource.test(value) ? [] : [`[Invalid mapping expression specified: ${value}]`];
            });
            return wrong && `${invalidMapping} ${wrong}`;
        }),
    }),
];

function onIntegration(errorOf: (integration: RawObject) => string | undefined): ImportRule["find"] {
    return ({ operations }) =>
        operations.flatMap(({ method, path, integration }) => {
            const error = errorOf(integration);
            return error === undefined
                ? []
                : [`Unable to put integration on '${method}' for resource at path '${path}': ${error}`];
        });
}

function isAws({ type }: RawObject): boolean {
    return /^aws(_proxy)?$/i.test(text(type));
}

function isOneOf(value: unknown, known: ReadonlySet<string>): boolean {
    return known.has(lower(value));
}

function lower(value: unknown): string {
    return text(value).toLowerCase();
}
