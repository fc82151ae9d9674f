import type { Rejection } from "../../resources/rejection";
import { listOf, mapOf, type PropertyMap, text } from "../../state/property-values";

const aclType = "aws:s3/bucketAcl:BucketAcl";
const userGuide = "docs.aws.amazon.com/AmazonS3/latest/userguide";

/** Access control lists of buckets that Amazon S3 rejects. */
export const bucketAcls: readonly Rejection[] = [
    {
        what: "a list of a bucket whose owner owns every object, as that of every new bucket does",
        type: aclType,
        on: ["create", "update"],
        source: `trussworks/terraform-aws-s3-private-bucket#403; ${userGuide}/about-object-ownership.html`,
        verbatim: true,
        reject: ({ properties }, { store }) => {
            const controls = store.find(
                "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
                text(properties.bucket),
            );
            const { objectOwnership } = mapOf(controls?.outputs.rule);
            return controls === undefined || objectOwnership === "BucketOwnerEnforced"
                ? "AccessControlListNotSupported: The bucket does not allow ACLs"
                : undefined;
        },
    },
    {
        what: "a list that opens a bucket to everyone, or to everyone with an AWS account, while the bucket blocks it, as every new bucket does",
        type: aclType,
        on: ["create", "update"],
        source: `terraform-aws-modules/terraform-aws-s3-bucket#242; ${userGuide}/access-control-block-public-access.html`,
        verbatim: true,
        reject: ({ properties }, { store }) => {
            const block = store.find("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", text(properties.bucket));
            const isBlocked = block === undefined || block.outputs.blockPublicAcls === true;
            return isBlocked && isPublic(properties) ? "AccessDenied: Access Denied" : undefined;
        },
    },
];

const publicLists = ["public-read", "public-read-write", "authenticated-read"];
const publicGroup = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

function isPublic({ acl, accessControlPolicy }: PropertyMap): boolean {
    const grants = listOf(mapOf(accessControlPolicy).grants);
    return publicLists.includes(text(acl)) || grants.some(({ grantee }) => publicGroup.test(text(mapOf(grantee).uri)));
}
