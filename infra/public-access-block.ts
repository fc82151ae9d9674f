import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/**
 * Blocks all public access to a bucket. The bucket's policy has to depend on it, as both at once collide: "OperationAborted: A
 * conflicting conditional operation is currently in progress".
 */
export function blockPublicAccess(
    name: string,
    bucket: aws.s3.Bucket,
    opts: pulumi.CustomResourceOptions,
): aws.s3.BucketPublicAccessBlock {
    return new aws.s3.BucketPublicAccessBlock(
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
}
