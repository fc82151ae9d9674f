import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { httpsOnly } from "../../access-policy";
import { blockPublicAccess } from "../../public-access-block";
import type { PhotoNames } from "./names";

/** Beginning of the keys of uploads, the only ones that the thumbnail function is told of. */
export const uploadsPrefix = "uploads/";
/** Beginning of the keys of thumbnails and filtered images. */
export const imagesPrefix = "images/";

/** Arguments of the bucket of a pipeline. */
export interface PhotoBucketArgs {
    readonly names: Pick<PhotoNames, "bucket">;
    /** Origins of the pages that may send forms to it. Default: none. */
    readonly corsOrigins: readonly string[];
    /** Days for which replaced and deleted objects can be restored. */
    readonly oldVersionDays: number;
    /** ARN of the KMS key that encrypts the objects. Default: a key of S3. */
    readonly kmsKeyArn: pulumi.Input<string> | undefined;
    /** Protect the bucket from deletion; otherwise it is deleted with its objects. */
    readonly deletionProtection: boolean;
}

/** The bucket of a pipeline. */
export interface PhotoBucket {
    readonly bucket: aws.s3.Bucket;
    /** Name of the bucket, known once it is private, encrypted and versioned. */
    readonly bucketName: pulumi.Output<string>;
    /** The resources that make it complete. */
    readonly settings: readonly pulumi.Resource[];
}

type Options = { readonly parent: pulumi.Resource };

/** Creates a private bucket, for HTTPS alone, which keeps former versions for a while. */
export function createPhotoBucket(name: string, args: PhotoBucketArgs, opts: Options): PhotoBucket {
    const { names, deletionProtection, kmsKeyArn } = args;
    const bucket = new aws.s3.Bucket(
        name,
        // A bucket with objects cannot be deleted otherwise.
        { bucket: names.bucket.name, forceDestroy: !deletionProtection },
        { ...opts, protect: deletionProtection },
    );
    const own = { bucket: bucket.id };
    const closed = closeBucket(name, bucket, names.bucket.arn, opts);
    const algorithm =
        kmsKeyArn === undefined ? { sseAlgorithm: "AES256" } : { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyArn };
    const encryption = new aws.s3.BucketServerSideEncryptionConfiguration(
        name,
        // A bucket key saves most of the requests to KMS (docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html).
        {
            ...own,
            rules: [{ applyServerSideEncryptionByDefault: algorithm, bucketKeyEnabled: kmsKeyArn !== undefined }],
        },
        opts,
    );
    const versioning = new aws.s3.BucketVersioning(
        name,
        { ...own, versioningConfiguration: { status: "Enabled" } },
        opts,
    );
    const secured = [...closed, encryption, versioning];
    return {
        bucket,
        bucketName: pulumi.all(secured.map(({ urn }) => urn)).apply(() => bucket.bucket),
        settings: [
            ...secured,
            expireVersions(name, bucket, args, versioning, opts),
            ...allowPages(name, bucket, args, opts),
        ],
    };
}

// One after the other: two such changes at once may fail with "OperationAborted".
function closeBucket(name: string, bucket: aws.s3.Bucket, arn: string, opts: Options): pulumi.Resource[] {
    const block = blockPublicAccess(name, bucket, opts);
    const ownership = new aws.s3.BucketOwnershipControls(
        name,
        { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } },
        { ...opts, dependsOn: [block] },
    );
    const policy = new aws.s3.BucketPolicy(
        name,
        { bucket: bucket.id, policy: httpsOnly("s3", [arn, `${arn}/*`]) },
        { ...opts, dependsOn: [ownership] },
    );
    return [block, ownership, policy];
}

function expireVersions(
    name: string,
    bucket: aws.s3.Bucket,
    { oldVersionDays }: PhotoBucketArgs,
    versioning: pulumi.Resource,
    opts: Options,
): pulumi.Resource {
    return new aws.s3.BucketLifecycleConfiguration(
        name,
        {
            bucket: bucket.id,
            rules: [
                {
                    id: "old-versions",
                    status: "Enabled",
                    filter: { prefix: "" },
                    noncurrentVersionExpiration: { noncurrentDays: oldVersionDays },
                    // Markers of deleted objects of which no version is left.
                    expiration: { expiredObjectDeleteMarker: true },
                    abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
                },
            ],
        },
        // Former versions exist only in a versioned bucket.
        { ...opts, dependsOn: [versioning] },
    );
}

// A page of another origin than the bucket, as every page is, sends the signed form and may load images by signed URLs.
function allowPages(
    name: string,
    bucket: aws.s3.Bucket,
    { corsOrigins }: PhotoBucketArgs,
    opts: Options,
): pulumi.Resource[] {
    if (corsOrigins.length === 0) return [];
    const rule = {
        allowedOrigins: [...corsOrigins],
        allowedMethods: ["GET", "POST"],
        allowedHeaders: ["*"],
        exposeHeaders: ["ETag"],
        maxAgeSeconds: 3600,
    };
    return [new aws.s3.BucketCorsConfiguration(name, { bucket: bucket.id, corsRules: [rule] }, opts)];
}
