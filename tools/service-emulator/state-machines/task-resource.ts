import { z } from "zod";
import { DefinitionError } from "./states-error";

/** What a Task state calls. */
export type TaskResource =
    | { readonly kind: "function"; readonly functionArn: string }
    | { readonly kind: "service"; readonly service: "lambda"; readonly action: "invoke" }
    | { readonly kind: "service"; readonly service: "sqs"; readonly action: "sendMessage" }
    | { readonly kind: "service"; readonly service: "sns"; readonly action: "publish" };

const services: Readonly<Record<string, TaskResource>> = {
    "lambda:invoke": { kind: "service", service: "lambda", action: "invoke" },
    "sqs:sendMessage": { kind: "service", service: "sqs", action: "sendMessage" },
    "sns:publish": { kind: "service", service: "sns", action: "publish" },
};

/**
 * Reads the Resource of a Task state: a function's ARN, or a service integration that waits for the response.
 * @throws {DefinitionError} for any other.
 */
export function readTaskResource(arn: string): TaskResource {
    if (/^arn:[^:]+:lambda:[^:]+:\d{12}:function:/.test(arn)) return { kind: "function", functionArn: arn };
    const resource = services[/^arn:[^:]+:states:::(.+)$/.exec(arn)?.[1] ?? ""];
    if (resource === undefined) throw new DefinitionError(`the interpreter has no task "${arn}"`);
    return resource;
}

const attributes = z.record(
    z.string(),
    z.strictObject({
        DataType: z.string(),
        StringValue: z.string().optional(),
        BinaryValue: z.string().optional(),
    }),
);

/** Parameters of `lambda:invoke` (step-functions/latest/dg/connect-lambda). */
export const invokeParameters = z.strictObject({
    FunctionName: z.string(),
    Payload: z.unknown().optional(),
    Qualifier: z.string().optional(),
    InvocationType: z.literal("RequestResponse").optional(),
});

/** Parameters of `sqs:sendMessage` (step-functions/latest/dg/connect-sqs); a body that is no string is sent as JSON. */
export const sendMessageParameters = z.strictObject({
    QueueUrl: z.string(),
    MessageBody: z.unknown(),
    DelaySeconds: z.number().int().optional(),
    MessageAttributes: attributes.optional(),
});

/** Parameters of `sns:publish` (step-functions/latest/dg/connect-sns); a message that is no string is sent as JSON. */
export const publishParameters = z.strictObject({
    TopicArn: z.string(),
    Message: z.unknown(),
    Subject: z.string().optional(),
    MessageStructure: z.string().optional(),
    MessageAttributes: attributes.optional(),
});
