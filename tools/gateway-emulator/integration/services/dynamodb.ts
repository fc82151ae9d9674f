import { ServiceError } from "../../../service-emulator/caller";
import { GatewayError } from "../../errors/gateway-error";
import { jsonAction, jsonError, requireAccess, stringOf } from "./json-protocol";
import type { Service } from "./service";

/**
 * DynamoDB: sends the request to a server with the stack's tables, in DynamoDB's own protocol (recorded: localstack,
 * test_rest_api_to_dynamodb_integration).
 * @throws {GatewayError} API_CONFIGURATION_ERROR without such a server.
 */
export const dynamodb: Service = async (request, { dynamodbEndpoint }) => {
    try {
        const { action, parameters } = jsonAction(request);
        const { partition, region, accountId } = request.place;
        const table = stringOf(parameters, "TableName") ?? "";
        const tableArn = `arn:${partition}:dynamodb:${region}:${accountId}:table/${table}`;
        const index = stringOf(parameters, "IndexName");
        requireAccess(request, `dynamodb:${action}`, index === undefined ? tableArn : `${tableArn}/index/${index}`);
        const endpoint = dynamodbEndpoint();
        if (endpoint === undefined)
            throw new GatewayError("API_CONFIGURATION_ERROR", undefined, "the stack has no table that runs here");
        const response = await fetch(endpoint, {
            method: "POST",
            headers: {
                "content-type": "application/x-amz-json-1.0",
                "x-amz-target": `DynamoDB_20120810.${action}`,
                "x-amz-date": "20260101T000000Z",
                // The server wants a signature, and does not check it.
                authorization:
                    "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=local",
            },
            body: request.body.toString("utf8"),
        });
        return {
            status: response.status,
            headers: [["Content-Type", "application/x-amz-json-1.0"]],
            body: Buffer.from(await response.arrayBuffer()),
        };
    } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        return jsonError(error);
    }
};
