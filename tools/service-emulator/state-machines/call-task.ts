import type { z } from "zod";
import { deniedMessage, ServiceError } from "../caller";
import { errorTypeOf, type FunctionResult } from "../function-result";
import type { MessageAttribute } from "../topics/publication";
import type { Frame } from "./frame";
import { runtimeError, StatesError } from "./states-error";
import { invokeParameters, publishParameters, sendMessageParameters, type TaskResource } from "./task-resource";

const serviceNames = { lambda: "AWSLambda", sqs: "AmazonSQS", sns: "AmazonSNS" } as const;

/**
 * Calls what a task names, if the machine's role may.
 * @throws {StatesError} with the name that AWS gives to the error (recorded: localstack, stepfunctions/v2/error_handling).
 */
export async function callTask(resource: TaskResource, parameters: unknown, frame: Frame): Promise<unknown> {
    const service = resource.kind === "function" ? "lambda" : resource.service;
    try {
        if (resource.kind === "function") return await invoked(resource.functionArn, parameters, frame);
        if (resource.service === "lambda") return await invokedByService(parameters, frame);
        return resource.service === "sqs" ? await sentMessage(parameters, frame) : await published(parameters, frame);
    } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        const { code, message, status } = error;
        const details = `Service: ${serviceNames[service]}; Status Code: ${status}; Error Code: ${code}; Request ID: ${frame.newId()}; Proxy: null`;
        throw new StatesError(errorName(service, code), `${message} (${details})`);
    }
}

async function invoked(functionArn: string, event: unknown, frame: Frame): Promise<unknown> {
    requireAccess("lambda:InvokeFunction", functionArn, "AccessDeniedException", frame);
    const result: FunctionResult = await frame.targets.invokeFunction(functionArn, event, frame.signal);
    if (result.kind === "function error") throw new StatesError(errorTypeOf(result.payload), result.payload);
    return result.payload === "" ? null : JSON.parse(result.payload);
}

async function invokedByService(parameters: unknown, frame: Frame): Promise<unknown> {
    const { FunctionName, Payload = {}, Qualifier } = valid(invokeParameters, parameters);
    const [, partition, , region, account] = frame.machineArn.split(":");
    const arn = FunctionName.startsWith("arn:")
        ? FunctionName
        : `arn:${partition}:lambda:${region}:${account}:function:${FunctionName}`;
    const payload = await invoked(Qualifier === undefined ? arn : `${arn}:${Qualifier}`, Payload, frame);
    return {
        ExecutedVersion: "$LATEST",
        Payload: payload,
        ...sdkMetadata("application/json", frame),
        StatusCode: 200,
    };
}

async function sentMessage(parameters: unknown, frame: Frame): Promise<unknown> {
    const { QueueUrl, MessageBody, DelaySeconds, MessageAttributes } = valid(sendMessageParameters, parameters);
    const [, partition, , region] = frame.machineArn.split(":");
    const [account, name] = QueueUrl.split("/").slice(-2);
    const queueArn = `arn:${partition}:sqs:${region}:${account}:${name}`;
    requireAccess("sqs:SendMessage", queueArn, "AccessDenied", frame);
    const { messageId, md5OfBody } = await frame.targets.sendMessage(queueArn, {
        body: textOf(MessageBody),
        attributes: attributesOf(MessageAttributes),
        ...(DelaySeconds !== undefined && { delaySeconds: DelaySeconds }),
    });
    return { MD5OfMessageBody: md5OfBody, MessageId: messageId, ...sdkMetadata("application/x-amz-json-1.0", frame) };
}

async function published(parameters: unknown, frame: Frame): Promise<unknown> {
    const { TopicArn, Message, Subject, MessageStructure, MessageAttributes } = valid(publishParameters, parameters);
    requireAccess("sns:Publish", TopicArn, "AuthorizationError", frame);
    const messageId = await frame.targets.publish(TopicArn, {
        message: textOf(Message),
        attributes: attributesOf(MessageAttributes),
        ...(Subject !== undefined && { subject: Subject }),
        ...(MessageStructure !== undefined && { structure: MessageStructure }),
    });
    return { MessageId: messageId, ...sdkMetadata("text/xml", frame) };
}

function requireAccess(action: string, resource: string, code: string, { role }: Frame): void {
    if (!role.allows(action, resource)) throw new ServiceError(code, deniedMessage(role, action, resource), 403);
}

function errorName(service: keyof typeof serviceNames, code: string): string {
    if (service === "lambda") return code === "AccessDeniedException" ? "Lambda.AWSLambdaException" : `Lambda.${code}`;
    if (service === "sns") return `SNS.${code}Exception`;
    return code.includes("QueueDoesNotExist") || code.includes("NonExistentQueue")
        ? "SQS.QueueDoesNotExistException"
        : "SQS.AmazonSQSException";
}

function valid<Schema extends z.ZodType>(schema: Schema, parameters: unknown): z.output<Schema> {
    const { success, data, error } = schema.safeParse(parameters);
    if (success) return data;
    const problems = error.issues.map((issue) => `${issue.path.join(".") || "Parameters"}: ${issue.message}`);
    throw runtimeError(`The Parameters '${JSON.stringify(parameters)}' are invalid: ${problems.join("; ")}`);
}

function attributesOf(
    given: z.output<typeof sendMessageParameters>["MessageAttributes"] = {},
): Record<string, MessageAttribute> {
    return Object.fromEntries(
        Object.entries(given).map(([name, { DataType, StringValue, BinaryValue }]) => [
            name,
            { dataType: DataType, value: StringValue ?? BinaryValue ?? "" },
        ]),
    );
}

function textOf(value: unknown): string {
    return typeof value === "string" ? value : JSON.stringify(value ?? {});
}

function sdkMetadata(contentType: string, { newId }: Frame): object {
    const requestId = newId();
    return {
        SdkHttpMetadata: {
            AllHttpHeaders: { "Content-Type": [contentType], "x-amzn-RequestId": [requestId] },
            HttpHeaders: { "Content-Type": contentType, "x-amzn-RequestId": requestId },
            HttpStatusCode: 200,
        },
        SdkResponseMetadata: { RequestId: requestId },
    };
}
