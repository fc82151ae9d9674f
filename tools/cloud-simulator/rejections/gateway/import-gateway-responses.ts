import { gatewayResponseTypes } from "../../../../openapi/gateway-response-types";
import type { RawObject } from "../../../../openapi/rest-api-body";
import { type ImportRule, importError } from "./import-rule";
import { type ImportedDocument, objectOf } from "./imported-document";

const invalidMapping = "Invalid mapping expression specified: Validation Result: warnings : [], errors :";
const names = Object.keys(gatewayResponseTypes);

/** Gateway responses that API Gateway rejects; the messages are those of PutGatewayResponse, as no source has one of an import. */
export const importGatewayResponses: readonly ImportRule[] = [
    importError({
        what: "a gateway response of an unknown type",
        source: "localstack/localstack, test_apigateway_api.snapshot.json, test_gateway_response_validation",
        verbatim: false,
        find: (document) =>
            responsesOf(document)
                .filter(([type]) => !names.includes(type))
                .map(
                    ([type]) =>
                        `1 validation error detected: Value '${type}' at 'responseType' failed to satisfy constraint: Member must ` +
                        `satisfy enum value set: [${names.join(", ")}]`,
                ),
    }),
    importError({
        what: "a gateway response whose status is not a number from 100 to 599",
        source: "docs.aws.amazon.com/apigateway/latest/api/API_PutGatewayResponse.html (the pattern of statusCode)",
        verbatim: false,
        find: (document) =>
            responsesOf(document)
                .filter(([, { statusCode }]) => statusCode !== undefined && !/^[1-5]\d\d$/.test(String(statusCode)))
                .map(
                    ([, { statusCode }]) =>
                        `1 validation error detected: Value '${String(statusCode)}' at 'statusCode' failed to satisfy constraint: ` +
                        "Member must satisfy regular expression pattern: [1-5]\\d\\d",
                ),
    }),
    importError({
        what: "a gateway response with a parameter that is not one of a gateway response",
        source: "aws/aws-cli#2879",
        verbatim: true,
        find: (document) =>
            parametersOf(document)
                .filter(([name]) => !/^gatewayresponse\.(header|path|querystring)\.\S+$/.test(name))
                .map(([name]) => `${invalidMapping} [Invalid mapping expression specified: ${name}]`),
    }),
    importError({
        what: "a gateway response whose header is neither an expression nor a constant in single quotes",
        source: "aws/aws-cdk#11306",
        verbatim: true,
        find: (document) =>
            parametersOf(document)
                .filter(([, value]) => !isMapping(String(value)))
                .map(([, value]) => `${invalidMapping} [Invalid mapping expression specified: ${String(value)}]`),
    }),
];

function responsesOf({ gatewayResponses }: ImportedDocument): (readonly [type: string, RawObject])[] {
    return Object.entries(gatewayResponses).map(([type, response]) => [type, objectOf(response)]);
}

function parametersOf(document: ImportedDocument): (readonly [name: string, unknown])[] {
    return responsesOf(document).flatMap(([, { responseParameters }]) => Object.entries(objectOf(responseParameters)));
}

function isMapping(value: string): boolean {
    return /^('.*'|method\.request\.[a-z]+\.\S+|context\.\S+|stageVariables\.\S+)$/s.test(value);
}
