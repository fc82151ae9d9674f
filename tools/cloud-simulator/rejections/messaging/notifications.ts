import { functionAdmits } from "../../resources/access/function-permissions";
import { keyAdmits } from "../../resources/access/kms-keys";
import { admitsService } from "../../resources/access/policy-document";
import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { elementsOf, hasUnknowns, listOf, type PropertyMap, text } from "../../state/property-values";

const notificationType = "aws:s3/bucketNotification:BucketNotification";
const [queueType, topicType] = ["aws:sqs/queue:Queue", "aws:sns/topic:Topic"];
const unvalidated = "InvalidArgument: Unable to validate the following destination configurations";
const docs = "docs.aws.amazon.com/AmazonS3/latest/userguide";

/** A destination of a bucket's events, with its filter. */
interface Destination {
    readonly arn: string;
    readonly events: readonly string[];
    readonly prefix: string;
    readonly suffix: string;
}

/** Notifications of buckets that Amazon S3 rejects, or that have no effect. */
export const notifications: readonly Rejection[] = [
    {
        what: "a notification to a FIFO queue",
        type: notificationType,
        on: ["create", "update"],
        source: "badmintoncryer/cdk-preflight, rules/s3/pf-s3-notification-fifo-queue",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) =>
            listOf(properties.queues).some(({ queueArn }) => text(queueArn).endsWith(".fifo"))
                ? "InvalidArgument: FIFO SQS queues are not supported."
                : undefined,
    },
    {
        what: "a notification of an event that S3 does not have",
        type: notificationType,
        on: ["create", "update"],
        source: `badmintoncryer/cdk-preflight, rules/s3/pf-s3-notification-event-name; ${docs}/notification-how-to-event-types-and-destinations.html`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) =>
            destinationsOf(properties).some(({ events }) => events.some((event) => !eventForm.test(event)))
                ? "InvalidArgument: The event is not supported for notifications"
                : undefined,
    },
    {
        what: "two destinations of the same events whose prefixes and suffixes overlap",
        type: notificationType,
        on: ["create", "update"],
        source: "aws/aws-cli#2387, aws-solutions/aws-waf-security-automations#49",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            const all = destinationsOf(properties);
            return all.some((one, at) => all.slice(at + 1).some((two) => overlap(one, two)))
                ? "InvalidArgument: Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type."
                : undefined;
        },
    },
    {
        what: "a notification to a queue, a topic or a function that does not exist, or whose policy does not admit S3 for this bucket; one that is not of the stack is accepted",
        type: notificationType,
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws#11219, pulumi/pulumi-aws#1895; localstack/localstack, tests/aws/services/s3/test_s3_notifications_sqs.snapshot.json",
        verbatim: true,
        reject: ({ properties }, cloud) =>
            destinationsOf(properties).every(({ arn }) => admitsBucket(arn, text(properties.bucket), cloud))
                ? undefined
                : unvalidated,
    },
    {
        what: "a notification to a queue whose key of KMS S3 may not use, as it never may that of alias/aws/sqs (AWS may accept it and deliver nothing; the simulation rejects it)",
        type: notificationType,
        on: ["create", "update"],
        source: `aws/aws-cdk#14370, aws/aws-cdk#5991; ${docs}/grant-destinations-permissions-to-s3.html`,
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const locked = queuesOf(properties, cloud).find(({ kmsMasterKeyId }) => {
                const key = text(kmsMasterKeyId);
                const needed = ["kms:GenerateDataKey", "kms:Decrypt"];
                return key !== "" && !needed.every((action) => keyAdmits(key, "s3.amazonaws.com", action, cloud));
            });
            return locked && `${unvalidated} (S3 may not use the key ${text(locked.kmsMasterKeyId)} of the queue)`;
        },
    },
    {
        what: "a second notification of a bucket (AWS accepts it and forgets the first one; the simulation rejects it)",
        type: notificationType,
        on: ["create"],
        source: "hashicorp/terraform-provider-aws, website/docs/r/s3_bucket_notification.html.markdown",
        verbatim: false,
        reject: ({ properties }, { store }) =>
            store.find(notificationType, text(properties.bucket))
                ? `a bucket has one notification configuration, and that of "${text(properties.bucket)}" is declared already: the new one would overwrite it`
                : undefined,
    },
];

const eventForm =
    /^s3:(Object(Created|Removed|Restore|Tagging):(\*|\w+)|ObjectAcl:Put|ReducedRedundancyLostObject|Replication:(\*|\w+)|LifecycleExpiration:(\*|\w+)|LifecycleTransition|IntelligentTiering)$/;

function destinationsOf({ queues, topics, lambdaFunctions }: PropertyMap): Destination[] {
    const all = [queues, topics, lambdaFunctions].flatMap((list) => listOf(list));
    const known = all.filter(({ events, filterPrefix = "", filterSuffix = "" }) =>
        [events ?? "", filterPrefix, filterSuffix].every((value) => !hasUnknowns(value)),
    );
    return known.map(({ queueArn, topicArn, lambdaFunctionArn, events, filterPrefix, filterSuffix }) => ({
        arn: text(queueArn ?? topicArn ?? lambdaFunctionArn),
        events: elementsOf(events).map(text),
        prefix: text(filterPrefix),
        suffix: text(filterSuffix),
    }));
}

function overlap(one: Destination, two: Destination): boolean {
    const nests = (a: string, b: string) => a === b || (a.endsWith("*") && b.startsWith(a.slice(0, -1)));
    return (
        one.events.some((event) => two.events.some((other) => nests(event, other) || nests(other, event))) &&
        (one.prefix.startsWith(two.prefix) || two.prefix.startsWith(one.prefix)) &&
        (one.suffix.endsWith(two.suffix) || two.suffix.endsWith(one.suffix))
    );
}

function queuesOf(properties: PropertyMap, { store }: Cloud): PropertyMap[] {
    const arns = listOf(properties.queues).map(({ queueArn }) => text(queueArn));
    return store.ofType(queueType).flatMap(({ inputs, outputs }) => (arns.includes(text(outputs.arn)) ? [inputs] : []));
}

function admitsBucket(arn: string, bucket: string, cloud: Cloud): boolean {
    const call = {
        service: "s3.amazonaws.com",
        resource: arn,
        sourceArn: `arn:aws:s3:::${bucket}`,
        sourceAccount: cloud.accountId,
    };
    const { store } = cloud;
    if (arn.includes(":lambda:"))
        return functionAdmits({ arn, principal: call.service, sourceArn: call.sourceArn }, cloud);
    const isQueue = arn.includes(":sqs:");
    const all = store.ofType(isQueue ? queueType : topicType);
    const own = all.find(({ outputs }) => text(outputs.arn) === arn);
    if (own === undefined) return all.length === 0 || !arn.includes(`:${cloud.accountId}:`);
    const attached = isQueue
        ? store.find("aws:sqs/queuePolicy:QueuePolicy", own.id)
        : store.find("aws:sns/topicPolicy:TopicPolicy", own.id);
    const action = isQueue ? "sqs:SendMessage" : "sns:Publish";
    return admitsService(attached?.inputs.policy ?? own.inputs.policy, { ...call, action });
}
