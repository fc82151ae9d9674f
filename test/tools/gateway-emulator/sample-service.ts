import type { GatewayDependencies } from "../../../tools/gateway-emulator/gateway";
import type { Backend } from "../../../tools/gateway-emulator/integration/backend-call";
import { SentMessages } from "../../../tools/gateway-emulator/integration/services/sent-messages";
import { localServices } from "../../../tools/gateway-emulator/integration/services/service";
import type { DeployedApi } from "../../../tools/gateway-emulator/state/deployed-api";
import type { Integration, IntegrationResponse } from "../../../tools/gateway-emulator/state/integration";
import type { Role } from "../../../tools/gateway-emulator/state/role";
import { bench, operation, sampleApi } from "./sample-api";

export const region = "eu-central-1";
export const account = "123456789012";
export const roleArn = `arn:aws:iam::${account}:role/shop-gateway`;

/** A role that API Gateway may assume, and that may perform one action on one resource. */
export function role(action: string, resource: string, changes: Partial<Role> = {}): Role {
    const statements = [{ allows: true, actions: [action], resources: [resource] }];
    return { name: "shop-gateway", trusts: ["apigateway.amazonaws.com"], statements, ...changes };
}

/** A response of an integration that passes the endpoint's body through. */
export function passThrough(statusCode: string, changes: Partial<IntegrationResponse> = {}): IntegrationResponse {
    return { statusCode, responseParameters: {}, responseTemplates: {}, ...changes };
}

/** The URI of a service, such as `sqs:path/123456789012/orders`. */
export function serviceUri(target: string): string {
    return `arn:aws:apigateway:${region}:${target}`;
}

const form = { "integration.request.header.Content-Type": "'application/x-www-form-urlencoded'" };

/** The integration that localstack's recordings for SQS have. */
export const sqsIntegration: Partial<Integration> = {
    type: "aws",
    httpMethod: "POST",
    uri: serviceUri(`sqs:path/${account}/orders`),
    credentials: roleArn,
    requestParameters: form,
    requestTemplates: { "application/json": "Action=SendMessage&MessageBody=$input.body" },
    passthroughBehavior: "never",
    responses: { default: passThrough("200") },
};

/** The role of `sqsIntegration`. */
export const sqsRole = role("sqs:SendMessage", `arn:aws:sqs:${region}:${account}:orders`);

/** A gateway whose `POST /call`, and `GET /call/{id}`, have an integration; and what it has sent. */
export function serviceBench(
    integration: Partial<Integration>,
    changes: Partial<DeployedApi> = {},
    dependencies: Partial<GatewayDependencies> & {
        readonly dynamodbEndpoint?: string;
        readonly responses?: Backend;
    } = {},
) {
    const { dynamodbEndpoint, ...others } = dependencies;
    const sent = new SentMessages();
    let ids = 0;
    const services = localServices({
        sent,
        clock: () => Date.UTC(2026, 0, 1),
        newId: () => `00000000-0000-4000-9000-${String(++ids).padStart(12, "0")}`,
        dynamodbEndpoint: () => dynamodbEndpoint,
    });
    const operations = [
        operation("POST", "/call", { apiKeyRequired: false, integration }),
        operation("GET", "/call/{id}", { apiKeyRequired: false, integration }),
        operation("ANY", "/objects/{key+}", { apiKeyRequired: false, integration }),
    ];
    const api = sampleApi({ operations, roles: [sqsRole], ...changes });
    const { send, calls } = bench(api, { services, explains: true, ...others });
    return {
        sent,
        services,
        calls,
        send,
        post: (body: string, headers: Readonly<Record<string, string>> = {}) =>
            send("POST", "/Test/call", headers, body),
    };
}
