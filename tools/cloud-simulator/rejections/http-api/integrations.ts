import type { Rejection } from "../../resources/rejection";
import { mapOf, text } from "../../state/property-values";
import { measured, newerTypes, partsOf, protocolOf } from "../web-socket/parts";

const { integration } = newerTypes;
const on: Rejection["on"] = ["create", "update"];
const guide = "docs.aws.amazon.com/apigateway/latest/developerguide";

/** Calls of AWS services by an HTTP API itself (docs.aws.amazon.com/…/http-api-develop-integrations-aws-services-reference.html). */
const subtypes = [
    "AppConfig-GetConfiguration",
    "EventBridge-PutEvents",
    "Kinesis-PutRecord",
    "SQS-DeleteMessage",
    "SQS-PurgeQueue",
    "SQS-ReceiveMessage",
    "SQS-SendMessage",
    "StepFunctions-StartExecution",
    "StepFunctions-StartSyncExecution",
    "StepFunctions-StopExecution",
];

/** Headers that an HTTP API does not map, in lower case. */
const reservedHeaders =
    /^(access-control-.*|apigw-.*|authorization|connection|content-(encoding|length|location)|forwarded|keep-alive|origin|proxy-.*|te|trailers?|transfer-encoding|upgrade|via|x-amz-.*|x-amzn-.*|x-forwarded-(for|host|proto))$/;

/** Integrations of HTTP APIs that API Gateway rejects, beside private ones. */
export const httpIntegrations: readonly Rejection[] = [
    onHttp({
        what: "an integration of an HTTP API that calls neither a function or service of AWS nor a server",
        source: "docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html",
        verbatim: false,
        reject: ({ properties: { integrationType } }) =>
            ["AWS_PROXY", "HTTP_PROXY"].includes(text(integrationType))
                ? undefined
                : `BadRequestException: an HTTP API has no integrations of type ${text(integrationType)}`,
    }),
    onHttp({
        what: "an integration that an HTTP API waits for less than 50 ms or more than 30 seconds",
        source: `${measured}/pf-apigwv2-integration-timeout-range`,
        verbatim: true,
        reject: ({ properties: { timeoutMilliseconds = 30_000 } }) =>
            Number(timeoutMilliseconds) < 50 || Number(timeoutMilliseconds) > 30_000
                ? "BadRequestException: Timeout should be between 50 ms and 30000 ms"
                : undefined,
    }),
    onHttp({
        what: "a server behind an HTTP API that is called without a method",
        source: `${measured}/pf-apigwv2-http-proxy-integration-method`,
        verbatim: true,
        reject: ({ properties: { integrationType, integrationMethod } }) =>
            integrationType === "HTTP_PROXY" && integrationMethod === undefined
                ? "BadRequestException: HttpMethod parameter method must be specified for integrationType HTTPPROXY"
                : undefined,
    }),
    onHttp({
        what: "a server behind an HTTP API that is called with version 2.0 of the event",
        source: `${measured}/pf-apigwv2-http-proxy-payload-version`,
        verbatim: true,
        reject: ({ properties: { integrationType, payloadFormatVersion } }) =>
            integrationType === "HTTP_PROXY" && payloadFormatVersion === "2.0"
                ? "BadRequestException: PayloadFormatVersion 2.0 is not supported for integration of type HTTP_PROXY"
                : undefined,
    }),
    onHttp({
        what: "a call of an AWS service that an HTTP API does not know, or with version 2.0 of the event",
        source: `${measured}/pf-apigwv2-integration-subtype-known, pf-apigwv2-integration-subtype-payload-version`,
        verbatim: true,
        reject: ({ properties: { integrationSubtype, payloadFormatVersion } }) => {
            const subtype = text(integrationSubtype);
            return subtype === "" || (subtypes.includes(subtype) && payloadFormatVersion !== "2.0")
                ? undefined
                : `BadRequestException: Operation: ${subtype} is not supported.`;
        },
    }),
    onHttp({
        what: "a call of an AWS service by an HTTP API without a role",
        source: `${measured}/pf-apigwv2-integration-subtype-credentials`,
        verbatim: true,
        reject: ({ properties: { integrationSubtype, credentialsArn } }) =>
            integrationSubtype !== undefined && credentialsArn === undefined
                ? `BadRequestException: Role ARN must be specified for AWS integration configuration with Subtype: ${text(integrationSubtype)}`
                : undefined,
    }),
    onHttp({
        what: "a mapping of request parameters of an HTTP API that does not append, overwrite or remove a header, a query parameter or the path",
        source: `${measured}/pf-apigwv2-request-parameter-action; ${guide}/http-api-parameter-mapping.html`,
        verbatim: true,
        reject: ({ properties: { integrationSubtype, requestParameters } }) =>
            integrationSubtype !== undefined ||
            Object.keys(mapOf(requestParameters)).every((key) =>
                /^((append|overwrite|remove):(header|querystring)\.\S+|overwrite:path)$/.test(key),
            )
                ? undefined
                : "BadRequestException: Invalid Request Actioned Parameter",
    }),
    onHttp({
        what: "a mapping of a reserved header, such as Authorization or X-Forwarded-For",
        source: `${guide}/http-api-parameter-mapping.html (Reserved headers)`,
        verbatim: false,
        reject: ({ properties: { integrationSubtype, requestParameters } }) => {
            const headers = Object.keys(mapOf(requestParameters)).map((key) => /:header\.(\S+)$/.exec(key)?.[1] ?? "");
            const reserved = headers.find((name) => reservedHeaders.test(name.toLowerCase()));
            return integrationSubtype === undefined && reserved !== undefined
                ? `BadRequestException: the header ${reserved} is reserved`
                : undefined;
        },
    }),
    {
        what: "deleting an integration that a route uses",
        type: integration,
        on: ["delete"],
        source: "hashicorp/terraform-provider-aws#12195, milliHQ/terraform-aws-next-js#247",
        verbatim: true,
        reject: ({ properties: { apiId }, id = "" }, cloud) => {
            const routes = partsOf("route", apiId, cloud).filter(
                ({ outputs }) => text(outputs.target) === `integrations/${id}`,
            );
            return routes.length > 0
                ? `ConflictException: Cannot delete Integration because it is referenced by the following Routes with Ids: [${routes.map((own) => own.id).join(", ")}]`
                : undefined;
        },
    },
];

function onHttp(rule: Omit<Rejection, "type" | "on">): Rejection {
    return {
        ...rule,
        type: integration,
        on,
        reject: (request, cloud) =>
            protocolOf(request.properties, cloud) === "HTTP" ? rule.reject(request, cloud) : undefined,
    };
}
