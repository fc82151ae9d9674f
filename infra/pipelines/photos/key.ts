import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AwsPlace } from "../../../openapi/aws-place";
import type { AccessStatement, PolicyStatement } from "../../access-policy";
import type { PhotoNames } from "./names";

/** Arguments of the key of a pipeline. */
export interface PhotoKeyArgs {
    /** Text that operators see at AWS. */
    readonly description: string;
    readonly names: Pick<PhotoNames, "bucket">;
    readonly place: AwsPlace;
    readonly deletionProtection: boolean;
}

/**
 * Creates the key that encrypts photos, messages and metadata. Policies of the account decide who uses it; besides, S3 may send messages
 * to a queue that it encrypts, which the keys of AWS never admit (docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html).
 */
export function createPhotoKey(
    name: string,
    { description, names, place: { partition, accountId }, deletionProtection }: PhotoKeyArgs,
    opts: { readonly parent: pulumi.Resource },
): aws.kms.Key {
    const statements: PolicyStatement[] = [
        {
            Effect: "Allow",
            Principal: { AWS: `arn:${partition}:iam::${accountId}:root` },
            Action: "kms:*",
            Resource: "*",
        },
        {
            Effect: "Allow",
            Principal: { Service: "s3.amazonaws.com" },
            Action: ["kms:Decrypt", "kms:GenerateDataKey"],
            Resource: "*",
            Condition: {
                ArnLike: { "aws:SourceArn": names.bucket.arn },
                StringEquals: { "aws:SourceAccount": accountId },
            },
        },
    ];
    return new aws.kms.Key(
        name,
        {
            description,
            enableKeyRotation: true,
            // Without it, the photos of a bucket that remains are lost.
            deletionWindowInDays: 30,
            policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
        },
        { ...opts, protect: deletionProtection },
    );
}

/**
 * Lets a role use the key through the services whose data it encrypts, never by itself: SQS and SNS decrypt and encrypt for a consumer and
 * a sender, S3 and DynamoDB for whoever reads and writes (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html,
 * sns/latest/dg/sns-key-management.html, AmazonS3/latest/userguide/UsingKMSEncryption.html,
 * amazondynamodb/latest/developerguide/encryption.usagenotes.html).
 * @param kmsKeyArn undefined for a pipeline without its own key.
 */
export function keyAccess(kmsKeyArn: pulumi.Input<string> | undefined, region: string): AccessStatement[] {
    if (kmsKeyArn === undefined) return [];
    const services = ["dynamodb", "s3", "sns", "sqs"].map((service) => `${service}.${region}.amazonaws.com`);
    return [
        {
            actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
            resources: [kmsKeyArn],
            conditions: { StringEquals: { "kms:ViaService": services } },
        },
    ];
}
