import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsPlace } from "../../openapi/aws-place";

/** Arguments of a topic of alarms. */
export interface AlarmTopicArgs {
    /** Name of the topic at AWS. */
    topicName: string;
    /** Account and partition that alarms come from. */
    place: Pick<AwsPlace, "partition" | "accountId">;
    /** Region of the topic: that of its alarms, as an alarm's actions are in the same region. Default: the provider's. */
    region?: string | undefined;
    /** Addresses that get a mail for each message, once they have confirmed. */
    email: readonly string[];
    /** HTTPS endpoints that get each message. They may contain keys, so that they are secrets. */
    https: readonly string[];
}

/** Services that publish alarms: CloudWatch, and AWS Budgets. */
const publishers = ["cloudwatch.amazonaws.com", "budgets.amazonaws.com"];

/**
 * An encrypted SNS topic that alarms are sent to, and its subscriptions.
 *
 * The key is a customer managed one, as the policy of `alias/aws/sns` does not admit CloudWatch, whose actions then fail
 * (repost.aws/knowledge-center/cloudwatch-configure-alarm-sns). An endpoint that does not confirm leaves its subscription
 * pending; the update does not wait for it.
 */
export class AlarmTopic extends pulumi.ComponentResource {
    /** ARN of the topic, known once CloudWatch may publish to it. */
    readonly arn: pulumi.Output<string>;

    /** Creates the topic, and its subscriptions once only the two services can publish to it. */
    constructor(name: string, args: AlarmTopicArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:watching:AlarmTopic", name, {}, opts);

        const key = this.createKey(name, args);
        const topic = new aws.sns.Topic(
            name,
            { name: args.topicName, kmsMasterKeyId: key.arn, ...regionOf(args) },
            { parent: this },
        );
        const policy = this.createPolicy(name, topic.arn, args);
        this.arn = policy.arn;
        this.subscribe(name, args);

        this.registerOutputs({ arn: this.arn });
    }

    private createKey(name: string, args: AlarmTopicArgs): aws.kms.Key {
        const { partition, accountId } = args.place;
        const policy = JSON.stringify({
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
                    Action: "kms:*",
                    Resource: "*",
                },
                {
                    Effect: "Allow",
                    Principal: { Service: publishers },
                    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
                    Resource: "*",
                    Condition: { StringEquals: { "aws:SourceAccount": accountId } },
                },
            ],
        });
        return new aws.kms.Key(
            name,
            {
                description: `Messages of alarms of ${args.topicName}`,
                enableKeyRotation: true,
                // Its messages are not kept: nothing is lost with the key.
                deletionWindowInDays: 7,
                policy,
                ...regionOf(args),
            },
            { parent: this },
        );
    }

    private createPolicy(name: string, arn: pulumi.Output<string>, args: AlarmTopicArgs): aws.sns.TopicPolicy {
        const policy = pulumi.jsonStringify({
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { Service: publishers },
                    Action: "sns:Publish",
                    Resource: arn,
                    Condition: { StringEquals: { "aws:SourceAccount": args.place.accountId } },
                },
                {
                    Effect: "Deny",
                    Principal: "*",
                    Action: "sns:Publish",
                    Resource: arn,
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
            ],
        });
        return new aws.sns.TopicPolicy(name, { arn, policy, ...regionOf(args) }, { parent: this });
    }

    private subscribe(name: string, args: AlarmTopicArgs): void {
        const create = (protocol: "email" | "https", endpoint: pulumi.Input<string>, label: string) =>
            new aws.sns.TopicSubscription(
                `${name}-${label}`,
                { topic: this.arn, protocol, endpoint, ...regionOf(args) },
                { parent: this },
            );
        for (const address of args.email) create("email", address, address);
        const labels = new Set<string>();
        for (const url of args.https) {
            // The rest of the URL may be a key, which a logical name would publish.
            const { host } = new URL(url);
            const label = labels.has(host) ? `${host}-${labels.size + 1}` : host;
            labels.add(label);
            create("https", pulumi.secret(url), label);
        }
    }
}

function regionOf({ region }: AlarmTopicArgs): { region?: string } {
    return region === undefined ? {} : { region };
}
