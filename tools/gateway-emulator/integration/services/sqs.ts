import { createHash } from "node:crypto";
import { z } from "zod";
import { deniedMessage, ServiceError } from "../../../service-emulator/caller";
import { jsonAction, jsonError, jsonResponse, stringOf } from "./json-protocol";
import { namedValues, queryError, queryParameters, queryResponse } from "./query-protocol";
import type { SentAttributes } from "./running-resources";
import { type LocalServices, type Service, type ServiceRequest, unsupported } from "./service";

const namespace = "http://queue.amazonaws.com/doc/2012-11-05/";

// SQS quotas, "Message size"; recorded: localstack, test_send_oversized_message.
const maxMessage = 1_048_576;

const attributesForm = z.record(z.string(), z.record(z.string(), z.string())).catch({});

interface Message {
    readonly queueUrl: string | undefined;
    readonly body: string | undefined;
    readonly delaySeconds: string;
    readonly groupId: string | undefined;
    readonly attributes: SentAttributes;
}

/** SQS: SendMessage, in the query protocol or, with a header `X-Amz-Target`, in the JSON protocol. */
export const sqs: Service = (request, services) =>
    request.headers["x-amz-target"] === undefined ? query(request, services) : json(request, services);

function query(request: ServiceRequest, services: LocalServices) {
    const parameters = queryParameters(request);
    const requestId = services.newId();
    try {
        const action = parameters.get("Action");
        if (action === undefined)
            throw new ServiceError("MissingAction", "The request must contain the parameter Action.");
        if (action !== "SendMessage") throw unsupported("SQS", action);
        const { id, md5 } = send(request, services, {
            queueUrl: parameters.get("QueueUrl"),
            body: parameters.get("MessageBody"),
            delaySeconds: parameters.get("DelaySeconds") ?? "0",
            groupId: parameters.get("MessageGroupId"),
            // Both spellings work (recorded: localstack, test_sqs_aws_integration_with_message_attribute).
            attributes: namedValues(parameters, ["MessageAttribute", "MessageAttributes"]),
        });
        const result = {
            MD5OfMessageAttributes: null,
            MD5OfMessageBody: md5,
            MD5OfMessageSystemAttributes: null,
            MessageId: id,
            SequenceNumber: null,
        };
        return queryResponse(request, namespace, action, result, requestId);
    } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        return queryError(request, namespace, error, requestId);
    }
}

function json(request: ServiceRequest, services: LocalServices) {
    try {
        const { action, parameters } = jsonAction(request);
        if (action !== "SendMessage") throw unsupported("SQS", action);
        const { id, md5 } = send(request, services, {
            queueUrl: stringOf(parameters, "QueueUrl"),
            body: stringOf(parameters, "MessageBody"),
            delaySeconds: String(parameters.DelaySeconds ?? 0),
            groupId: stringOf(parameters, "MessageGroupId"),
            attributes: attributesForm.parse(parameters.MessageAttributes),
        });
        return jsonResponse(200, { MD5OfMessageBody: md5, MessageId: id });
    } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        return jsonError(new ServiceError(`com.amazonaws.sqs#${error.code}`, error.message, error.status));
    }
}

// Messages of errors: recorded, localstack, tests/aws/services/sqs/test_sqs.snapshot.json.
function send(request: ServiceRequest, services: LocalServices, message: Message): { id: string; md5: string } {
    const { place, target, role } = request;
    const path = target.kind === "path" ? target.text : message.queueUrl?.replace(/^https?:\/\/[^/]+\//, "");
    const [, accountId, queue] = /^\/?(\d{12})\/([\w-]+(?:\.fifo)?)\/?$/.exec(path ?? "") ?? [];
    if (accountId === undefined || queue === undefined)
        throw new ServiceError("AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.");
    const resource = `arn:${place.partition}:sqs:${place.region}:${accountId}:${queue}`;
    if (!role.allows("sqs:SendMessage", resource))
        throw new ServiceError("AccessDenied", deniedMessage(role, "sqs:sendmessage", resource), 403);
    const { body, delaySeconds, groupId, attributes } = message;
    if (body === undefined || body === "") throw absent("MessageBody");
    if (Buffer.byteLength(body) > maxMessage)
        throw invalid(`One or more parameters are invalid. Reason: Message must be shorter than ${maxMessage} bytes.`);
    if (!/^\d+$/.test(delaySeconds) || Number(delaySeconds) > 900)
        throw invalid(
            `Value ${delaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
        );
    if (queue.endsWith(".fifo") && groupId === undefined) throw absent("MessageGroupId");
    const details = { attributes, ...(groupId !== undefined && { groupId }) };
    services.sent.add({ service: "sqs", action: "SendMessage", resource: queue, content: body, details });
    const sent = services.running.sendMessage(resource, { body, attributes, delaySeconds: Number(delaySeconds) });
    return { id: sent ?? services.newId(), md5: createHash("md5").update(body).digest("hex") };
}

function absent(name: string): ServiceError {
    return new ServiceError("MissingParameter", `The request must contain the parameter ${name}.`);
}

function invalid(message: string): ServiceError {
    return new ServiceError("InvalidParameterValue", message);
}
