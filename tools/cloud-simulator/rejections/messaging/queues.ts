import { policyDocument } from "../../resources/access/policy-document";
import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { elementsOf, hasUnknowns, type PropertyMap, type PropertyValue, text } from "../../state/property-values";

const [queueType, redriveType, allowType] = [
    "aws:sqs/queue:Queue",
    "aws:sqs/redrivePolicy:RedrivePolicy",
    "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy",
];
const oracle = "badmintoncryer/cdk-preflight, rules/sqs";

/** Queues of Amazon SQS, and what belongs to one, that AWS or its provider rejects. */
export const queues: readonly Rejection[] = [
    ...["aws:sqs/queuePolicy:QueuePolicy", redriveType, allowType].map(
        (type): Rejection => ({
            what: "a policy of a queue that does not exist",
            type,
            on: ["create", "update"],
            source: "localstack/localstack, tests/aws/services/lambda_/event_source_mapping/test_lambda_integration_sqs.snapshot.json",
            verbatim: true,
            reject: ({ properties }, { store }) =>
                store.find(queueType, text(properties.queueUrl))
                    ? undefined
                    : "AWS.SimpleQueueService.NonExistentQueue: The specified queue does not exist.",
        }),
    ),
    {
        what: "a queue with both kinds of encryption, of SQS and by a key of KMS",
        type: queueType,
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws, internal/service/sqs/queue.go (ConflictsWith)",
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { kmsMasterKeyId, sqsManagedSseEnabled } }) =>
            kmsMasterKeyId !== undefined && sqsManagedSseEnabled !== undefined
                ? '"kms_master_key_id": conflicts with sqs_managed_sse_enabled'
                : undefined,
    },
    {
        what: "a queue with a time or a size outside of what SQS has, such as a message that is hidden for more than 12 hours, or kept for less than a minute or for more than 14 days",
        type: queueType,
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws, internal/service/sqs/queue.go (ValidateFunc)",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => outOfRange(properties),
    },
    ...[queueType, redriveType].flatMap((type): Rejection[] => [
        {
            what: "a redrive policy without its queue or count, or with a count that is not from 1 to 1000",
            type,
            on: ["create", "update"],
            source: `${oracle}/pf-sqs-redrive-policy; crossplane-contrib/provider-aws#443`,
            verbatim: true,
            atPreview: true,
            reject: ({ properties }) => invalidRedrive(properties.redrivePolicy),
        },
        {
            what: "a redrive policy to a queue that does not exist, or of another type; one that is not of the stack is accepted",
            type,
            on: ["create", "update"],
            source: `serverless/serverless#5215; ${oracle}/pf-sqs-dlq-same-type`,
            verbatim: true,
            reject: ({ properties }, cloud) => {
                const isFifo = text(properties.name ?? properties.queueUrl).endsWith(".fifo");
                return missingTarget(properties.redrivePolicy, isFifo, cloud);
            },
        },
    ]),
    ...[queueType, allowType].map(
        (type): Rejection => ({
            what: "a redrive allow policy with another permission than allowAll, denyAll and byQueue, or without 1 to 10 queues of the last",
            type,
            on: ["create", "update"],
            source: `${oracle}/pf-sqs-redrive-allow-policy`,
            verbatim: true,
            atPreview: true,
            reject: ({ properties }) => invalidAllowance(properties.redriveAllowPolicy),
        }),
    ),
];

/** Properties with a range, their names in the error, and their smallest and greatest value. */
const ranges: readonly (readonly [property: string, name: string, least: number, most: number])[] = [
    ["delaySeconds", "delay_seconds", 0, 900],
    ["kmsDataKeyReusePeriodSeconds", "kms_data_key_reuse_period_seconds", 60, 86_400],
    ["maxMessageSize", "max_message_size", 1_024, 1_048_576],
    ["messageRetentionSeconds", "message_retention_seconds", 60, 1_209_600],
    ["visibilityTimeoutSeconds", "visibility_timeout_seconds", 0, 43_200],
];

function outOfRange(properties: PropertyMap): string | undefined {
    for (const [property, name, least, most] of ranges) {
        const value = properties[property];
        if (typeof value === "number" && (value < least || value > most))
            return `expected ${name} to be in the range (${least} - ${most}), got ${value}`;
    }
    return undefined;
}

function isGiven(policy: PropertyValue | undefined): policy is PropertyValue {
    return policy !== undefined && policy !== "" && !hasUnknowns(policy);
}

function invalidRedrive(policy: PropertyValue | undefined): string | undefined {
    if (!isGiven(policy)) return undefined;
    const words = (reason: string) =>
        `InvalidParameterValue: Value ${text(policy)} for parameter RedrivePolicy is invalid. Reason: ${reason}`;
    const document = policyDocument(policy);
    const missing = ["deadLetterTargetArn", "maxReceiveCount"].find((key) => document[key] === undefined);
    if (missing !== undefined) return words(`Redrive policy does not contain mandatory attribute: ${missing}.`);
    const count = Number(document.maxReceiveCount);
    if (!Number.isInteger(count) || count < 1 || count > 1_000)
        return words(
            `Invalid value for maxReceiveCount: ${text(document.maxReceiveCount)}, valid values are from 1 to 1000 both inclusive.`,
        );
    return /^arn:[^:]+:sqs:/.test(text(document.deadLetterTargetArn))
        ? undefined
        : words("Only SQS queues are valid resources for deadLetterTargetArn");
}

function missingTarget(policy: PropertyValue | undefined, isFifo: boolean, cloud: Cloud): string | undefined {
    if (!isGiven(policy)) return undefined;
    const arn = text(policyDocument(policy).deadLetterTargetArn);
    const words = (reason: string) =>
        `InvalidParameterValue: Value ${text(policy)} for parameter RedrivePolicy is invalid. Reason: ${reason}`;
    const isOwn = arn.includes(`:${cloud.accountId}:`) && cloud.store.ofType(queueType).length > 0;
    if (isOwn && !cloud.store.ofType(queueType).some(({ outputs }) => outputs.arn === arn))
        return words("Dead letter target does not exist.");
    return arn.endsWith(".fifo") === isFifo
        ? undefined
        : words("Dead-letter queue must be same type of queue as the source.");
}

function invalidAllowance(policy: PropertyValue | undefined): string | undefined {
    if (!isGiven(policy)) return undefined;
    const { redrivePermission, sourceQueueArns } = policyDocument(policy);
    const words = (reason: string) =>
        `InvalidAttributeValue: Amazon SQS can't create the redrive allow policy${reason}`;
    if (!["allowAll", "denyAll", "byQueue"].includes(text(redrivePermission)))
        return words(", as it's in an unsupported format.");
    const count = elementsOf(sourceQueueArns).length;
    if (redrivePermission === "byQueue")
        return count >= 1 && count <= 10
            ? undefined
            : words(
                  ". When you specify the byQueue permission type, you must also specify between 1 and 10 source queue ARNs.",
              );
    return sourceQueueArns === undefined
        ? undefined
        : words(". You can specify source queue ARNs only when the permission type is byQueue.");
}
