import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { httpsOnly } from "../../access-policy";
import { blockPublicAccess } from "../../public-access-block";
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
    const block = blockPublicAccess(name, bucket, opts);
    const policy = httpsOnly("s3", [bucket.arn, pulumi.interpolate`${bucket.arn}/*`]);
    new aws.s3.BucketPolicy(name, { bucket: bucket.id, policy }, { ...opts, dependsOn: [block] });
    return { arn: bucket.arn, output: bucket.bucket };
}
