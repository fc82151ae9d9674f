import type { ResourceTypes } from "../resources/resource-type";

/** AWS Key Management Service. */
export const kms: ResourceTypes = {
    "aws:kms/key:Key": {
        id: "{uuid}",
        defaults: {
            bypassPolicyLockoutSafetyCheck: false,
            customerMasterKeySpec: "SYMMETRIC_DEFAULT",
            enableKeyRotation: false,
            isEnabled: true,
            keyUsage: "ENCRYPT_DECRYPT",
        },
        outputs: {
            arn: "arn:aws:kms:{region}:{account}:key/{id}",
            description: "",
            keyId: "{id}",
            multiRegion: false,
            policy: '{"Version":"2012-10-17","Statement":[]}',
            rotationPeriodInDays: 365,
        },
        replaceOn: ["customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId"],
        source: "kms/key.go",
        serves: false,
        price: "estimated",
    },
    "aws:kms/alias:Alias": {
        tagged: false,
        id: "{name}",
        autoName: { property: "name", prefix: "alias/" },
        outputs: {
            arn: "arn:aws:kms:{region}:{account}:{name}",
            namePrefix: "",
            targetKeyArn: "arn:aws:kms:{region}:{account}:key/{targetKeyId}",
        },
        required: ["targetKeyId"],
        replaceOn: ["name", "namePrefix"],
        source: "kms/alias.go",
        serves: false,
        price: "free",
    },
    "aws:kms/keyPolicy:KeyPolicy": {
        id: "{keyId}",
        defaults: { bypassPolicyLockoutSafetyCheck: false },
        required: ["keyId", "policy"],
        source: "kms/key_policy.go",
        serves: false,
        price: "free",
    },
};
