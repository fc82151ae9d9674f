import { keyNamed } from "../../resources/access/kms-keys";
import type { Rejection } from "../../resources/rejection";
import { listOf, mapOf, type PropertyMap, text } from "../../state/property-values";

const encryptionType = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
const versioningType = "aws:s3/bucketVersioning:BucketVersioning";
const snapshots = "localstack/localstack, tests/aws/services/s3";

/** Encryption and versioning of buckets that Amazon S3 or the provider rejects. */
export const bucketSettings: readonly Rejection[] = [
    {
        what: "a key of KMS for a bucket whose encryption is not by KMS",
        type: encryptionType,
        on: ["create", "update"],
        source: `${snapshots}/test_s3_api.snapshot.json (put-bucket-encryption-kms-with-aes)`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) =>
            encryptionsOf(properties).some(
                ({ kmsMasterKeyId, sseAlgorithm }) =>
                    text(kmsMasterKeyId) !== "" && !text(sseAlgorithm).startsWith("aws:kms"),
            )
                ? "InvalidArgument: a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse"
                : undefined,
    },
    {
        what: "a bucket encrypted by a key that is disabled (AWS accepts it and rejects every upload, with these words; the simulation rejects it)",
        type: encryptionType,
        on: ["create", "update"],
        source: `${snapshots}/test_s3.snapshot.json (test_s3_sse_validate_kms_key_state)`,
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const keys = encryptionsOf(properties).map(({ kmsMasterKeyId }) => keyNamed(text(kmsMasterKeyId), cloud));
            const disabled = keys.find((key) => key?.inputs.isEnabled === false);
            return disabled && `KMS.DisabledException: ${text(disabled.outputs.arn)} is disabled.`;
        },
    },
    {
        what: "versioning that is switched off again, instead of suspended",
        type: versioningType,
        on: ["update"],
        source: "hashicorp/terraform-provider-aws, internal/service/s3/bucket_versioning_test.go",
        verbatim: true,
        atPreview: true,
        reject: ({ properties, id = "" }, { store }) => {
            const before = text(mapOf(store.find(versioningType, id)?.outputs.versioningConfiguration).status);
            const status = text(mapOf(properties.versioningConfiguration).status);
            return status === "Disabled" && ["Enabled", "Suspended"].includes(before)
                ? `versioning_configuration.status cannot be updated from '${before}' to '${status}'`
                : undefined;
        },
    },
];

function encryptionsOf({ rules }: PropertyMap): PropertyMap[] {
    return listOf(rules).map(({ applyServerSideEncryptionByDefault }) => mapOf(applyServerSideEncryptionByDefault));
}
