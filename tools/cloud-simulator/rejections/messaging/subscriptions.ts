import { keyAdmits } from "../../resources/access/kms-keys";
import { admitsService, policyDocument } from "../../resources/access/policy-document";
import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import {
    elementsOf,
    hasUnknowns,
    isMap,
    type PropertyMap,
    type PropertyValue,
    text,
} from "../../state/property-values";

const type = "aws:sns/topicSubscription:TopicSubscription";
const on: Rejection["on"] = ["create", "update"];
const oracle = "badmintoncryer/cdk-preflight, rules/sns";
const snapshots = "localstack/localstack, tests/aws/services/sns/test_sns.snapshot.json";

/** Forms of the endpoints of a protocol, and the error of any other one. */
const endpoints: Readonly<Record<string, readonly [RegExp, string]>> = {
    sqs: [/^arn:[^:]+:sqs:/, "SQS endpoint ARN"],
    lambda: [/^arn:[^:]+:lambda:/, "Lambda endpoint ARN"],
    firehose: [/^arn:[^:]+:firehose:/, "Firehose endpoint ARN"],
    application: [/^arn:[^:]+:sns:[^:]*:[^:]*:endpoint\//, "Application endpoint arn invalid"],
    email: [/^[^@ ]+@[^@ ]+$/, "Email address"],
    "email-json": [/^[^@ ]+@[^@ ]+$/, "Email address"],
    http: [/^http:\/\//, "Endpoint must match the specified protocol"],
    https: [/^https:\/\//, "Endpoint must match the specified protocol"],
    sms: [/^[+]?[0-9][0-9 -]*$/, "SMS endpoint"],
};

/** Subscriptions to topics that Amazon SNS rejects, or whose messages it loses. */
export const subscriptions: readonly Rejection[] = [
    {
        what: "a subscription to a topic that does not exist",
        type,
        on: ["create"],
        source: `${snapshots} (non-existent-topic)`,
        verbatim: true,
        reject: ({ properties }, { store }) =>
            store.find("aws:sns/topic:Topic", text(properties.topic)) ? undefined : "NotFound: Topic does not exist",
    },
    {
        what: "a subscription with another protocol than those of SNS, or whose endpoint is not one of its protocol",
        type,
        on: ["create"],
        source: `${oracle}/pf-sns-subscription-endpoint; ${snapshots}`,
        verbatim: true,
        reject: ({ properties: { protocol, endpoint } }) => {
            const form = endpoints[text(protocol)];
            if (form === undefined)
                return invalid(`Amazon SNS does not support this protocol string: ${text(protocol)}`);
            return form[0].test(text(endpoint)) ? undefined : invalid(form[1]);
        },
    },
    {
        what: "a subscription of a FIFO queue to a standard topic",
        type,
        on: ["create"],
        source: `${snapshots} (not-fifo-topic)`,
        verbatim: true,
        reject: ({ properties: { protocol, endpoint, topic } }) =>
            protocol === "sqs" && text(endpoint).endsWith(".fifo") && !text(topic).endsWith(".fifo")
                ? invalid(
                      "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
                  )
                : undefined,
    },
    {
        what: "a subscription of a function or a queue that does not exist (AWS accepts it and loses the messages; the simulation rejects it); one that is not of the stack is accepted",
        type,
        on: ["create"],
        source: "docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html (client-side errors)",
        verbatim: false,
        reject: ({ properties }, cloud) =>
            isDeleted(text(properties.endpoint), cloud)
                ? `SNS would lose each message: there is no ${text(properties.endpoint)}`
                : undefined,
    },
    {
        what: "a subscription of a queue whose policy does not admit SNS for this topic, or whose key of KMS SNS may not use, as it never may that of alias/aws/sqs (AWS accepts it and loses the messages; the simulation rejects it); one that is not of the stack is accepted",
        type,
        on: ["create"],
        source: "docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html, sns-enable-encryption-for-topic-sqs-queue-subscriptions.html",
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const reason = closedQueue(properties, cloud);
            return reason && `SNS would lose each message: ${reason}`;
        },
    },
    {
        what: "raw messages for another protocol than sqs, http, https and firehose",
        type,
        on,
        source: `${oracle}/pf-sns-raw-message-delivery`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { protocol, rawMessageDelivery } }) =>
            rawMessageDelivery === true && !["sqs", "http", "https", "firehose"].includes(text(protocol))
                ? invalid(
                      `Attributes Reason: Delivery protocol [${text(protocol)}] does not support raw message delivery.`,
                  )
                : undefined,
    },
    {
        what: "a filter policy that is not JSON, has more than 5 keys, or other values than lists of matches",
        type,
        on,
        source: `${oracle}/pf-sns-filter-policy; ${snapshots}`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => filterProblem(properties),
    },
    {
        what: "dead letters of a subscription that do not go to a queue",
        type,
        on,
        source: `${oracle}/pf-sns-subscription-redrive`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { redrivePolicy } }) => {
            if (!isGiven(redrivePolicy)) return undefined;
            const { deadLetterTargetArn } = policyDocument(redrivePolicy);
            const words = (reason: string) => invalid(`Attributes Reason: RedrivePolicy: ${reason}`);
            if (deadLetterTargetArn === undefined) return words("Missing deadLetterTargetArn attribute");
            return /^arn:[^:]+:sqs:/.test(text(deadLetterTargetArn))
                ? undefined
                : words("deadLetterTargetArn must be a SQS queue");
        },
    },
];

function invalid(reason: string): string {
    return `InvalidParameter: Invalid parameter: ${reason}`;
}

function isGiven(value: PropertyValue | undefined): value is PropertyValue {
    return value !== undefined && value !== "" && !hasUnknowns(value);
}

function isDeleted(arn: string, { store, accountId }: Cloud): boolean {
    if (!arn.includes(`:${accountId}:`)) return false;
    const functions = store.ofType("aws:lambda/function:Function");
    if (arn.includes(":lambda:")) return functions.length > 0 && !functions.some(({ id }) => id === arn.split(":")[6]);
    const queues = store.ofType("aws:sqs/queue:Queue");
    return arn.includes(":sqs:") && queues.length > 0 && !queues.some(({ outputs }) => outputs.arn === arn);
}

function closedQueue({ endpoint, topic }: PropertyMap, cloud: Cloud): string | undefined {
    const { store, accountId } = cloud;
    const arn = text(endpoint);
    const queue = store.ofType("aws:sqs/queue:Queue").find(({ outputs }) => outputs.arn === arn);
    if (queue === undefined) return undefined;
    const attached = store.find("aws:sqs/queuePolicy:QueuePolicy", queue.id);
    const isAdmitted = admitsService(attached?.inputs.policy ?? queue.inputs.policy, {
        ...{ service: "sns.amazonaws.com", action: "sqs:SendMessage", resource: arn },
        ...{ sourceArn: text(topic), sourceAccount: accountId },
    });
    if (!isAdmitted) return `the policy of ${arn} does not admit ${text(topic)}`;
    const key = text(queue.inputs.kmsMasterKeyId);
    const mayUse = (action: string) => keyAdmits(key, "sns.amazonaws.com", action, cloud);
    return key === "" || ["kms:GenerateDataKey", "kms:Decrypt"].every(mayUse)
        ? undefined
        : `SNS may not use the key ${key} of ${arn}`;
}

function filterProblem({ filterPolicy, filterPolicyScope }: PropertyMap): string | undefined {
    if (!isGiven(filterPolicy)) return undefined;
    const words = (reason: string) => invalid(`Attributes Reason: FilterPolicy: ${reason}`);
    const policy = policyDocument(filterPolicy);
    const entries = Object.entries(policy);
    if (entries.length === 0 && text(filterPolicy).trim() !== "{}") return words("failed to parse JSON.");
    if (entries.length > 5) return words("Filter policy can not have more than 5 keys");
    for (const [key, matches] of entries) {
        if (isMap(matches)) {
            if (filterPolicyScope === "MessageBody") continue;
            return invalid(
                "Attributes Reason: Filter policy scope MessageAttributes does not support nested filter policy",
            );
        }
        if (!Array.isArray(matches)) return words(`"${key}" must be an object or an array`);
        if (matches.length === 0) return words("Empty arrays are not allowed");
        if (elementsOf(matches).some(Array.isArray))
            return words("Match value must be String, number, true, false, or null");
    }
    return undefined;
}
