import assert from "node:assert/strict";
import { type PropertyMap, secret } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "./simulated-aws";

const [bucket, object, policy, block] = [
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketObjectv2:BucketObjectv2",
    "aws:s3/bucketPolicy:BucketPolicy",
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
];
const reading = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::site-1/*" };
const viewer = {
    ...reading,
    Principal: { Service: "cloudfront.amazonaws.com" },
    Condition: { StringEquals: { "aws:SourceArn": "arn:aws:cloudfront::123456789012:distribution/E1" } },
};
const httpsOnly = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: ["arn:aws:s3:::site-1", "arn:aws:s3:::site-1/*"],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
};

describe("simulated Amazon S3 rejects", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
    });
    const site = () => aws.make(bucket ?? "", { bucket: "site-1" });
    const permit = (...Statement: PropertyMap[]) =>
        aws.make(policy ?? "", { bucket: "site-1", policy: JSON.stringify({ Version: "2012-10-17", Statement }) });

    it("objects and settings of a bucket that does not exist", () => {
        const missing = /NoSuchBucket: The specified bucket does not exist$/;
        assert.throws(() => aws.make(object ?? "", { bucket: "site-1", key: "index.html", content: "" }), missing);
        assert.throws(() => permit(viewer), missing);
        assert.throws(() => aws.make(block ?? "", { bucket: "site-1" }), missing);
        for (const [type, given] of [
            ["aws:s3/bucketOwnershipControls:BucketOwnershipControls", { rule: {} }],
            ["aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration", { rules: [] }],
            ["aws:s3/bucketVersioning:BucketVersioning", { versioningConfiguration: {} }],
        ] satisfies [string, PropertyMap][])
            assert.throws(() => aws.make(type, { bucket: "site-1", ...given }), missing);
        site();
        permit(viewer);
    });

    it("to delete a bucket with objects", () => {
        const own = site();
        const { outputs } = aws.make(object ?? "", { bucket: "site-1", key: "index.html", content: "a" });
        assert.equal(outputs.etag, "0cc175b9c0f1b6a831c399e269772661");
        assert.match(
            aws.rejectionOf(bucket ?? "", own) ?? "",
            /BucketNotEmpty: The bucket you tried to delete is not empty$/,
        );
        const forced = { ...own, outputs: { ...own.outputs, forceDestroy: true } };
        assert.equal(aws.rejectionOf(bucket ?? "", forced), undefined);
        aws.drop(object ?? "");
        assert.equal(aws.rejectionOf(bucket ?? "", own), undefined);
    });

    it("a policy for everyone while public policies are blocked, as by default", () => {
        site();
        const everyone = { ...reading, Principal: "*" };
        assert.throws(() => permit(everyone), /AccessDenied: Access Denied$/);
        assert.throws(() => permit({ ...reading, Principal: { AWS: ["*"] } }), /AccessDenied/);
        permit(viewer, httpsOnly);
        permit({ ...everyone, Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } });
        const open = { blockPublicAcls: true, blockPublicPolicy: false, bucket: "site-1" };
        aws.make(block ?? "", open);
        permit(everyone);
        aws.make(block ?? "", { ...open, blockPublicPolicy: true });
        assert.throws(() => permit(everyone), /AccessDenied/);
    });

    it("a list of a bucket whose owner owns every object, as by default", () => {
        site();
        const [acl, ownership] = [
            "aws:s3/bucketAcl:BucketAcl",
            "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        ];
        const list = (given: PropertyMap) => aws.make(acl, { bucket: "site-1", ...given });
        const own = (objectOwnership: string) => aws.make(ownership, { bucket: "site-1", rule: { objectOwnership } });
        const none = /AccessControlListNotSupported: The bucket does not allow ACLs$/;
        assert.throws(() => aws.make(acl, { bucket: "site-2", acl: "private" }), /NoSuchBucket/);
        assert.throws(() => list({ acl: "private" }), none);
        own("BucketOwnerEnforced");
        assert.throws(() => list({ acl: "private" }), none);
        own("BucketOwnerPreferred");
        assert.equal(list({ acl: "private" }).id, "site-1,private");
        assert.equal(list({ accessControlPolicy: { grants: [] }, expectedBucketOwner: "1" }).id, "site-1,1");
    });

    it("a list for everyone while public lists are blocked, as by default", () => {
        site();
        const ownership = { bucket: "site-1", rule: { objectOwnership: "ObjectWriter" } };
        aws.make("aws:s3/bucketOwnershipControls:BucketOwnershipControls", ownership);
        const list = (given: PropertyMap) => aws.make("aws:s3/bucketAcl:BucketAcl", { bucket: "site-1", ...given });
        const granted = (uri: string) => ({
            accessControlPolicy: { grants: [{ grantee: { type: "Group", uri }, permission: "READ" }] },
        });
        const everyone = [
            { acl: "public-read" },
            { acl: "public-read-write" },
            { acl: "authenticated-read" },
            granted("http://acs.amazonaws.com/groups/global/AllUsers"),
            granted("http://acs.amazonaws.com/groups/global/AuthenticatedUsers"),
        ];
        for (const given of everyone) assert.throws(() => list(given), /AccessDenied: Access Denied$/);
        list({ acl: "log-delivery-write" });
        list(granted("http://acs.amazonaws.com/groups/s3/LogDelivery"));
        aws.make(block ?? "", { bucket: "site-1", blockPublicAcls: true, ignorePublicAcls: false });
        for (const given of everyone) assert.throws(() => list(given), /AccessDenied: Access Denied$/);
        aws.make(block ?? "", { bucket: "site-1", blockPublicAcls: false });
        for (const given of everyone) list(given);
    });

    it("a policy that names another bucket", () => {
        site();
        const other = { ...viewer, Resource: "arn:aws:s3:::site-2/*" };
        assert.throws(() => permit(viewer, other), /MalformedPolicy: Policy has invalid resource$/);
        const given = JSON.stringify({ Statement: other });
        assert.throws(() => aws.make(policy ?? "", { bucket: "site-1", policy: secret(given) }), /MalformedPolicy/);
    });
});
