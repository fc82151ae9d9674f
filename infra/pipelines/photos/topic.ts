import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AwsPlace } from "../../../openapi/aws-place";
import { httpsOnly } from "../../access-policy";
import type { PhotoNames } from "./names";

/** Arguments of the topic of announcements. */
export interface PhotoTopicArgs {
    readonly names: Pick<PhotoNames, "topic">;
    readonly place: Pick<AwsPlace, "partition" | "accountId">;
    /** ARN of the KMS key that encrypts messages. Default: the AWS managed key, which admits the account's publishers. */
    readonly kmsKeyArn: pulumi.Input<string> | undefined;
}

/**
 * Creates the topic that says which photos are ready, by HTTPS alone. Only principals of this account may publish and subscribe, if their
 * own policies allow it too.
 * @returns its ARN, known once its policy is in place.
 */
export function createPhotoTopic(
    name: string,
    { names: { topic: own }, place, kmsKeyArn }: PhotoTopicArgs,
    opts: { readonly parent: pulumi.Resource },
): pulumi.Output<string> {
    const topic = new aws.sns.Topic(name, { name: own.name, kmsMasterKeyId: kmsKeyArn ?? "alias/aws/sns" }, opts);
    const policy = httpsOnly(
        "sns",
        [own.arn],
        [
            {
                Effect: "Allow",
                Principal: { AWS: `arn:${place.partition}:iam::${place.accountId}:root` },
                Action: ["sns:GetTopicAttributes", "sns:ListSubscriptionsByTopic", "sns:Publish", "sns:Subscribe"],
                Resource: own.arn,
            },
        ],
    );
    return new aws.sns.TopicPolicy(name, { arn: topic.arn, policy }, opts).arn;
}
