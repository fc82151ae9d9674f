import type { z } from "zod";
import { type Caller, deniedMessage, ServiceError } from "../caller";
import type { Queue } from "./queue";
import { invalidParameter, missingParameter, queueDoesNotExist } from "./queue-errors";
import type { Queues } from "./queue-set";

/** A request to SQS by a caller whose signature is verified. */
export interface SqsCall {
    readonly queues: Queues;
    readonly caller: Caller;
    /** Such as `arn:aws:sqs:us-east-1:123456789012:`. */
    readonly arnPrefix: string;
    readonly parameters: unknown;
    /** URL of a queue by its name, as the client sees it. */
    readonly urlOf: (name: string) => string;
    /** Aborted when the client has gone. */
    readonly signal: AbortSignal;
}

/** Reads parameters. @throws {ServiceError} MissingParameter or InvalidParameterValue. */
export function read<Form extends z.ZodType>(form: Form, { parameters }: SqsCall): z.output<Form> {
    const result = form.safeParse(parameters);
    if (result.success) return result.data;
    const [issue] = result.error.issues;
    const name = issue?.path.join(".") ?? "";
    if (issue?.code === "invalid_type" && issue.message.endsWith("undefined")) throw missingParameter(name);
    throw invalidParameter(`Value for parameter ${name} is invalid. Reason: ${issue?.message}.`);
}

/**
 * The queue of a request, whose caller has to be allowed the action.
 * @throws {ServiceError} AccessDenied, or QueueDoesNotExist.
 */
export function queueOf(call: SqsCall, queueUrl: string, action: string): Queue {
    const name = queueUrl.replace(/\/$/, "").split("/").at(-1) ?? "";
    requireAccess(call, action, `${call.arnPrefix}${name}`);
    const queue = call.queues.byName(name);
    if (queue === undefined) throw queueDoesNotExist();
    return queue;
}

/** @throws {ServiceError} AccessDenied. SQS writes the action in lower case (recorded by several users of SQS). */
export function requireAccess({ caller }: SqsCall, action: string, resource: string): void {
    if (caller.allows(`sqs:${action}`, resource)) return;
    throw new ServiceError("AccessDenied", deniedMessage(caller, `sqs:${action.toLowerCase()}`, resource), 403);
}

/** Checks that an optional number is within its limits. @throws {ServiceError} InvalidParameterValue, with AWS's reason. */
export function checkRange(
    value: number | undefined,
    {
        name,
        from,
        to,
        reason,
    }: { readonly name: string; readonly from: number; readonly to: number; readonly reason: string },
): void {
    if (value === undefined || (Number.isInteger(value) && value >= from && value <= to)) return;
    throw invalidParameter(`Value ${value} for parameter ${name} is invalid. Reason: ${reason}`);
}
