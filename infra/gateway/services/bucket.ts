import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { httpsOnly } from "../../access-policy";
import type { TargetResource, TargetSettings } from "./target-resource";

/**
 * Creates a private bucket, for HTTPS alone. S3 encrypts every new object, and no ACL counts in a new bucket
 * (docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html, about-object-ownership.html).
 */
export function createBucket(
    name: string,
    bucketName: string,
    { deletionProtection }: Pick<TargetSettings, "deletionProtection">,
    opts: pulumi.CustomResourceOptions,
): TargetResource {
    const bucket = new aws.s3.Bucket(
        name,
        // A bucket with objects cannot be deleted otherwise.
        { bucket: bucketName, forceDestroy: !deletionProtection },
        { ...opts, protect: deletionProtection },
    );
    const block = new aws.s3.BucketPublicAccessBlock(
        name,
        {
            bucket: bucket.id,
            blockPublicAcls: true,
            blockPublicPolicy: true,
            ignorePublicAcls: true,
            restrictPublicBuckets: true,
        },
        opts,
    );
    const policy = httpsOnly("s3", [bucket.arn, pulumi.interpolate`${bucket.arn}/*`]);
    // Both at once collide: "OperationAborted: A conflicting conditional operation is currently in progress".
    new aws.s3.BucketPolicy(name, { bucket: bucket.id, policy }, { ...opts, dependsOn: [block] });
    return { arn: bucket.arn, output: bucket.bucket };
}
