import type { ServerResponse } from "node:http";
import { ServiceError } from "../caller";
import { readBody, sendText } from "../wire/request-body";
import type { HandlerOptions, ServiceHandler } from "../wire/service-handler";
import { signedCaller } from "../wire/signed-caller";
import {
    getQueueAttributes,
    getQueueUrl,
    listDeadLetterSourceQueues,
    listMessageMoveTasks,
    purgeQueue,
    startMessageMoveTask,
} from "./queue-attributes";
import { jsonTypeOf } from "./queue-errors";
import type { Queues } from "./queue-set";
import { changeMessageVisibility, deleteMessage, deleteMessageBatch, receiveMessage } from "./receive-messages";
import { sendMessage, sendMessageBatch } from "./send-messages";
import type { SqsCall } from "./sqs-call";

const operations: Readonly<Record<string, (call: SqsCall) => object | Promise<object>>> = {
    SendMessage: sendMessage,
    SendMessageBatch: sendMessageBatch,
    ReceiveMessage: receiveMessage,
    DeleteMessage: deleteMessage,
    DeleteMessageBatch: deleteMessageBatch,
    ChangeMessageVisibility: changeMessageVisibility,
    GetQueueAttributes: getQueueAttributes,
    GetQueueUrl: getQueueUrl,
    PurgeQueue: purgeQueue,
    ListDeadLetterSourceQueues: listDeadLetterSourceQueues,
    StartMessageMoveTask: startMessageMoveTask,
    ListMessageMoveTasks: listMessageMoveTasks,
};

// A message of 1 MiB may be longer in JSON, where a control character takes six bytes.
const longestBody = 8 * 1024 * 1024;

/**
 * The SQS API of queues, in the JSON protocol.
 * @param options with the account, such as `123456789012`, whose queues they are.
 */
export function createSqsHandler(
    queues: Queues,
    options: HandlerOptions & { readonly accountId: string },
): ServiceHandler {
    const { region, accountId, newId } = options;
    return async (request, response, path) => {
        response.setHeader("x-amzn-RequestId", newId());
        try {
            const body = await readBody(request, longestBody);
            if (body === undefined) throw new ServiceError("RequestEntityTooLarge", "", 413);
            const { url = "/", headers } = request;
            const caller = signedCaller(request, body, "sqs", options);
            const action = String(headers["x-amz-target"] ?? "").replace(/^AmazonSQS\./, "");
            const operation = operations[action];
            if (operation === undefined) throw new ServiceError("UnknownOperationException", "", 404);
            const gone = new AbortController();
            response.once("close", () => gone.abort());
            // The mount point remains in the URLs of queues, as clients call what the URL of a queue says.
            const mountPoint = url.slice(0, url.length - path.length).replace(/\/$/, "");
            const result = await operation({
                queues,
                caller,
                arnPrefix: `arn:aws:sqs:${region}:${accountId}:`,
                parameters: parsed(body),
                urlOf: (name) => `http://${headers.host}${mountPoint}/${accountId}/${name}`,
                signal: gone.signal,
            });
            if (!response.destroyed) sendJson(response, 200, result);
        } catch (error) {
            if (!(error instanceof ServiceError)) throw error;
            const { code, message, status } = error;
            // From this header, clients have the code that the query protocol had.
            response.setHeader("x-amzn-query-error", `${code};Sender`);
            sendJson(response, status, { __type: jsonTypeOf(code), message });
        }
    };
}

function sendJson(response: ServerResponse, status: number, value: object): void {
    const headers = { "Content-Type": "application/x-amz-json-1.0" };
    sendText(response, { status, headers, body: JSON.stringify(value) });
}

function parsed(body: Buffer): unknown {
    try {
        return JSON.parse(body.toString());
    } catch (error) {
        if (error instanceof SyntaxError) throw new ServiceError("SerializationException", "");
        throw error;
    }
}
