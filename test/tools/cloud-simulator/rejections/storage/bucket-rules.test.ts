import assert from "node:assert/strict";
import { type PropertyMap, unknown } from "../../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "../simulated-aws";

const lifecycleType = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const corsType = "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration";
const encryptionType = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const versioningType = "aws:s3/bucketVersioning:BucketVersioning";

describe("simulated settings of a bucket", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
        aws.make("aws:s3/bucket:Bucket", { bucket: "photos" });
    });
    const lifecycle = (...rules: PropertyMap[]) => {
        const named = rules.map((rule, index) => ({ id: `rule-${index}`, status: "Enabled", ...rule }));
        aws.preview(lifecycleType, { bucket: "photos", rules: named });
        aws.make(lifecycleType, { bucket: "photos", rules: named });
    };
    const move = (storageClass: string, days: number) => ({ storageClass, days });

    it("reject a lifecycle, CORS and notifications of a bucket that does not exist", () => {
        for (const [type, given] of [
            [lifecycleType, {}],
            [corsType, { corsRules: [] }],
            ["aws:s3/bucketNotification:BucketNotification", {}],
        ] satisfies [string, PropertyMap][]) {
            assert.throws(() => aws.make(type, { bucket: "other", ...given }), /NoSuchBucket/);
            aws.make(type, { bucket: "photos", ...given });
        }
    });

    it("reject rules of a lifecycle that contradict each other", () => {
        assert.throws(
            () => lifecycle({ id: "a" }, { id: "a" }),
            /InvalidArgument: Rule ID must be unique\. Found same ID for more than one rule$/,
        );
        lifecycle({ id: "a", expiration: { days: 1 } }, { id: "b", expiration: { days: 1 } });
    });

    it("reject an expiration of no days, beside delete markers, or before objects move", () => {
        assert.throws(
            () => lifecycle({ expiration: { days: 0 } }),
            /'Days' for Expiration action must be a positive integer$/,
        );
        assert.throws(
            () => lifecycle({ expiration: { days: 3, expiredObjectDeleteMarker: true } }),
            /MalformedXML: The XML you provided was not well-formed/,
        );
        const expiring = { expiration: { days: 30 }, filter: { prefix: "images/" } };
        assert.throws(
            () => lifecycle({ ...expiring, transitions: [move("STANDARD_IA", 30)] }),
            /'Days' in the Expiration action for filter '\(prefix=images\/\)' must be greater than 'Days' in the Transition action$/,
        );
        lifecycle({ ...expiring, transitions: [move("STANDARD_IA", 29)] });
        lifecycle({ expiration: { expiredObjectDeleteMarker: true } });
    });

    it("reject archives less than 30 days after infrequent access, but no early infrequent access", () => {
        const archived = (days: number) => ({ transitions: [move("STANDARD_IA", 5), move("GLACIER", days)] });
        assert.throws(
            () => lifecycle(archived(34)),
            /for StorageClass 'GLACIER' must be 30 days more than the 'Transition' action for StorageClass 'STANDARD_IA'$/,
        );
        lifecycle(archived(35));
        aws.preview(lifecycleType, { bucket: "photos", rules: [{ expiration: { days: unknown } }] });
    });

    it("reject methods of CORS that S3 does not have", () => {
        const allow = (...allowedMethods: string[]) =>
            aws.make(corsType, {
                bucket: "photos",
                corsRules: [{ allowedMethods, allowedOrigins: ["https://example.com"] }],
            });
        assert.throws(
            () => allow("POST", "PATCH"),
            /InvalidRequest: Found unsupported HTTP method in CORS config\. Unsupported method is PATCH$/,
        );
        allow("GET", "PUT", "POST", "DELETE", "HEAD");
    });

    it("reject a key without encryption by KMS, and one that is disabled", () => {
        const encrypt = (applied: PropertyMap) =>
            aws.make(encryptionType, { bucket: "photos", rules: [{ applyServerSideEncryptionByDefault: applied }] });
        assert.throws(
            () => encrypt({ sseAlgorithm: "AES256", kmsMasterKeyId: "alias/photos" }),
            /a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse$/,
        );
        encrypt({ sseAlgorithm: "AES256" });
        const off = aws.make("aws:kms/key:Key", { isEnabled: false }, "off").outputs.arn ?? "";
        const on = aws.make("aws:kms/key:Key", {}, "on").outputs.arn ?? "";
        assert.throws(
            () => encrypt({ sseAlgorithm: "aws:kms", kmsMasterKeyId: off }),
            /KMS\.DisabledException: \S+ is disabled\.$/,
        );
        encrypt({ sseAlgorithm: "aws:kms", kmsMasterKeyId: on });
    });

    it("reject to switch versions off, but not to suspend them", () => {
        const given = (status: string) => ({ bucket: "photos", versioningConfiguration: { status } });
        const before = aws.make(versioningType, given("Enabled"));
        assert.throws(
            () => aws.update(versioningType, before, given("Disabled"), true),
            /versioning_configuration\.status cannot be updated from 'Enabled' to 'Disabled'$/,
        );
        aws.update(versioningType, before, given("Suspended"));
    });
});
