import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AccessStatement } from "../../access-policy";
import type { NodeFunction } from "../../node-function";

/** Arguments of a function's calls with the messages of a queue. */
export interface QueueConsumerArgs {
    readonly calledFunction: NodeFunction;
    readonly queueArn: pulumi.Input<string>;
    /** Maximum number of messages in a call. */
    readonly batchSize: number;
    /** Maximum number of calls at once, from 2 to 1,000 (docs.aws.amazon.com/lambda/latest/api/API_ScalingConfig.html). */
    readonly maximumConcurrency: number;
    /** Resources that must exist before the first call, and are deleted after the last one. Default: none. */
    readonly follows?: readonly pulumi.Resource[];
}

/** The permission that the role of such a function needs (docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html). */
export function receiveMessages(queueArn: pulumi.Input<string>): AccessStatement {
    return { actions: ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"], resources: [queueArn] };
}

/**
 * Lets Lambda call a function with the messages of a queue. Those of a batch that the function names as failed come back alone
 * (docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html). While the maximum number of calls is under way, Lambda receives no
 * further message, so that none uses up its receives (docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html).
 */
export function callWithMessages(
    name: string,
    { calledFunction, queueArn, batchSize, maximumConcurrency, follows = [] }: QueueConsumerArgs,
    opts: { readonly parent: pulumi.Resource },
): aws.lambda.EventSourceMapping {
    return new aws.lambda.EventSourceMapping(
        name,
        {
            eventSourceArn: queueArn,
            functionName: calledFunction.arn,
            batchSize,
            functionResponseTypes: ["ReportBatchItemFailures"],
            scalingConfig: { maximumConcurrency },
        },
        // The function itself follows its role's policy, which Lambda checks.
        { ...opts, dependsOn: [...follows] },
    );
}
