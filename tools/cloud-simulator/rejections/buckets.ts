import { statementsOf, stringsOf } from "../resources/access/policy-document";
import type { Rejection } from "../resources/rejection";
import { mapOf, type PropertyMap, text } from "../state/property-values";

const bucketType = "aws:s3/bucket:Bucket";
const objectType = "aws:s3/bucketObjectv2:BucketObjectv2";
const policyType = "aws:s3/bucketPolicy:BucketPolicy";
const blockType = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";

const parts = [
    objectType,
    policyType,
    blockType,
    "aws:s3/bucketAcl:BucketAcl",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    "aws:s3/bucketVersioning:BucketVersioning",
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration",
    "aws:s3/bucketNotification:BucketNotification",
];

/** Calls that Amazon S3 rejects. */
export const buckets: readonly Rejection[] = [
    ...parts.map(
        (type): Rejection => ({
            what: "an object or a setting of a bucket that does not exist",
            type,
            on: ["create", "update"],
            source: "hashicorp/terraform#10121",
            verbatim: true,
            reject: ({ properties }, { store }) =>
                store.find(bucketType, text(properties.bucket))
                    ? undefined
                    : "NoSuchBucket: The specified bucket does not exist",
        }),
    ),
    {
        what: "deleting a bucket with objects, without `forceDestroy`",
        type: bucketType,
        on: ["delete"],
        source: "hashicorp/terraform#1977, jenkins-x/terraform-aws-eks-jx#56",
        verbatim: true,
        reject: ({ properties, id = "" }, { store }) => {
            const hasObjects = store.ofType(objectType).some(({ inputs }) => text(inputs.bucket) === id);
            return properties.forceDestroy !== true && (hasObjects || store.find(bucketType, id)?.hasObjects === true)
                ? `deleting S3 Bucket (${id}): BucketNotEmpty: The bucket you tried to delete is not empty`
                : undefined;
        },
    },
    {
        what: "a policy of a bucket that names resources of another one",
        type: policyType,
        on: ["create", "update"],
        source: "hashicorp/terraform#23570, cloudposse/terraform-aws-cloudtrail-s3-bucket#7",
        verbatim: true,
        reject: ({ properties }) => {
            const own = `arn:aws:s3:::${text(properties.bucket)}`;
            const named = statementsOf(properties.policy).flatMap(({ Resource }) => stringsOf(Resource));
            return named.every((arn) => arn === own || arn.startsWith(`${own}/`))
                ? undefined
                : "MalformedPolicy: Policy has invalid resource";
        },
    },
    {
        what: "a policy that opens a bucket to everyone while the bucket blocks it, as every new bucket does",
        type: policyType,
        on: ["create", "update"],
        source: "torchbox/buckup#18; docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
        verbatim: true,
        reject: ({ properties }, { store }) => {
            const block = store.find(blockType, text(properties.bucket));
            const isBlocked = block === undefined || block.outputs.blockPublicPolicy === true;
            return isBlocked && statementsOf(properties.policy).some(isPublic)
                ? "AccessDenied: Access Denied"
                : undefined;
        },
    },
];

// A condition with a fixed value of one of these keys makes a statement private.
const narrowing = /^(aws:(Source(Arn|Account|Vpc|Vpce|Ip|OrgId)|Principal\w+|UserId)|s3:DataAccessPoint\w+)$/i;

function isPublic({ Effect, Principal, Condition }: PropertyMap): boolean {
    const everyone = Principal === "*" || stringsOf(mapOf(Principal).AWS).includes("*");
    const keys = Object.values(mapOf(Condition)).flatMap((test) => Object.keys(mapOf(test)));
    return Effect === "Allow" && everyone && !keys.some((key) => narrowing.test(key));
}
