import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { httpsOnly } from "../access-policy";
import { blockPublicAccess } from "../public-access-block";

/** Code of a canary. */
export interface CanaryCode {
    /** Archive with `index.js`, which exports `handler`. */
    readonly archive: pulumi.asset.Archive;
    /** Hash of the code; when it changes, the canary runs the new one. */
    readonly hash: string;
}

/** The bucket of a canary: where its code is, and where Synthetics stores the results of its runs. */
export interface CanaryBucket {
    /** Name of the bucket, known once it is private. */
    readonly bucketName: pulumi.Output<string>;
    readonly arn: pulumi.Output<string>;
    /** Key of the archive with the code. */
    readonly codeKey: pulumi.Output<string>;
}

/** Beginning of the keys of results. */
export const runsPrefix = "runs/";

/**
 * Creates a private bucket for HTTPS alone, whose results expire. Everything in it can be created again, so it is deleted with its
 * objects.
 * @param name logical name of the bucket, from which its name at AWS derives; a canary's bucket may not have a dot in it
 * (docs.aws.amazon.com/AmazonSynthetics/latest/APIReference/API_CreateCanary.html).
 */
export function createCanaryBucket(
    name: string,
    { code, retentionDays }: { readonly code: CanaryCode; readonly retentionDays: number },
    opts: { readonly parent: pulumi.Resource },
): CanaryBucket {
    const bucket = new aws.s3.Bucket(name, { forceDestroy: true }, opts);
    const block = blockPublicAccess(name, bucket, opts);
    const policy = httpsOnly("s3", [bucket.arn, pulumi.interpolate`${bucket.arn}/*`]);
    const secured = new aws.s3.BucketPolicy(name, { bucket: bucket.id, policy }, { ...opts, dependsOn: [block] });
    const expiring = new aws.s3.BucketLifecycleConfiguration(
        name,
        {
            bucket: bucket.id,
            rules: [
                {
                    id: "results",
                    status: "Enabled",
                    filter: { prefix: runsPrefix },
                    expiration: { days: retentionDays },
                    abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
                },
            ],
        },
        { ...opts, dependsOn: [secured] },
    );
    const object = new aws.s3.BucketObjectv2(
        name,
        {
            bucket: bucket.id,
            // The provider gives a canary new code only if its key changes.
            key: `code/${code.hash}.zip`,
            // The folder in which a canary's runtime looks for modules
            // (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_WritingCanary_Nodejs.html).
            source: new pulumi.asset.AssetArchive({ "nodejs/node_modules": code.archive }),
        },
        { ...opts, dependsOn: [expiring] },
    );
    return { bucketName: object.bucket, arn: bucket.arn, codeKey: object.key };
}
