import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsCredentials } from "../../aws-credentials";
import { blockPublicAccess } from "../../public-access-block";
import { invalidate } from "./invalidation";
import { createObjects, isHashed, type SiteFile } from "./site-files";

/** Arguments of a site. */
export interface SiteArgs {
    /** Text that operators see at AWS. */
    description: string;
    /** Its files, with an `index.html`. */
    files: readonly SiteFile[];
    /** Whether the bucket cannot be deleted while it has objects that the stack did not write. */
    deletionProtection: boolean;
}

/**
 * A static site in a private bucket that one distribution of CloudFront reads. S3 encrypts every new object, and no ACL counts in
 * a new bucket (docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html, about-object-ownership.html).
 */
export class Site extends pulumi.ComponentResource {
    /** Host of the bucket, and the control that signs the requests of a distribution. */
    readonly origin: {
        readonly domainName: pulumi.Output<string>;
        readonly originAccessControlId: pulumi.Output<string>;
    };
    private readonly bucket: aws.s3.Bucket;
    private readonly block: aws.s3.BucketPublicAccessBlock;
    private readonly objects: readonly pulumi.Resource[];

    /** Creates the bucket and its objects, which no one can read until a distribution is permitted to. */
    constructor(
        private readonly name: string,
        private readonly args: SiteArgs,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        super("gatehouse:edge:Site", name, {}, opts);

        // A bucket with objects cannot be deleted otherwise.
        this.bucket = new aws.s3.Bucket(name, { forceDestroy: !args.deletionProtection }, { parent: this });
        this.block = blockPublicAccess(name, this.bucket, { parent: this });
        this.origin = {
            domainName: this.bucket.bucketRegionalDomainName,
            originAccessControlId: this.createAccessControl().id,
        };
        this.objects = createObjects(this.bucket.id, args.files, this);

        this.registerOutputs();
    }

    /**
     * Permits a distribution to read the objects, by HTTPS. It cannot list them, so that S3 responds with 403 for one that does
     * not exist (docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html).
     * @returns the policy, without which the distribution responds with 403 to all requests.
     */
    permit(distributionArn: pulumi.Input<string>): pulumi.Resource {
        const { arn } = this.bucket;
        // docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
        const policy = pulumi.jsonStringify({
            Version: "2012-10-17",
            Statement: [
                {
                    Effect: "Allow",
                    Principal: { Service: "cloudfront.amazonaws.com" },
                    Action: "s3:GetObject",
                    Resource: pulumi.interpolate`${arn}/*`,
                    Condition: { StringEquals: { "aws:SourceArn": distributionArn } },
                },
                {
                    Effect: "Deny",
                    Principal: "*",
                    Action: "s3:*",
                    Resource: [arn, pulumi.interpolate`${arn}/*`],
                    Condition: { Bool: { "aws:SecureTransport": "false" } },
                },
            ],
        });
        return new aws.s3.BucketPolicy(
            this.name,
            { bucket: this.bucket.id, policy },
            { parent: this, dependsOn: [this.block] },
        );
    }

    /**
     * Makes a distribution drop what it has cached of another build, once the objects are written; see `invalidate`.
     * @param credentials those of the AWS provider, which the CLI does not know by itself.
     * @returns an output that must be among those of the stack: the engine then deletes the objects of the former build later.
     */
    invalidate(distributionId: pulumi.Input<string>, credentials?: AwsCredentials): pulumi.Output<void> {
        const { files } = this.args;
        const content = createHash("sha256");
        for (const { path, sha256 } of files) content.update(`${path} ${sha256}\n`);
        const site = {
            contentHash: content.digest("hex"),
            changeable: files.map(({ path }) => path).filter((path) => !isHashed(path)),
        };
        return pulumi.all([distributionId, ...this.objects.map(({ urn }) => urn)]).apply(async ([id]) => {
            if (!pulumi.runtime.isDryRun() && id !== undefined) await invalidate({ id, ...site }, credentials);
        });
    }

    private createAccessControl() {
        return new aws.cloudfront.OriginAccessControl(
            this.name,
            {
                description: this.args.description,
                originAccessControlOriginType: "s3",
                signingBehavior: "always",
                signingProtocol: "sigv4",
            },
            { parent: this },
        );
    }
}
