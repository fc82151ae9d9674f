import assert from "node:assert/strict";
import type { PropertyMap } from "../../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "../simulated-aws";

const [keyType, policyType, aliasType] = ["aws:kms/key:Key", "aws:kms/keyPolicy:KeyPolicy", "aws:kms/alias:Alias"];
const root: PropertyMap = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::123456789012:root" },
    Action: "kms:*",
    Resource: "*",
};
const policy = (...Statement: PropertyMap[]) => JSON.stringify({ Version: "2012-10-17", Statement });

describe("simulated AWS KMS", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
    });
    const makers = [
        ["a key", (own: PropertyMap) => aws.make(keyType ?? "", own)],
        [
            "a policy of its own",
            (own: PropertyMap) => aws.make(policyType ?? "", { keyId: aws.make(keyType ?? "", {}).id, ...own }),
        ],
    ] as const;

    for (const [title, make] of makers)
        it(`rejects ${title} that locks the account out`, () => {
            const locked =
                /MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future\.$/;
            const service = { ...root, Principal: { Service: "s3.amazonaws.com" } };
            for (const statement of [
                service,
                { ...root, Action: ["kms:Decrypt", "kms:Get*"] },
                { ...root, Principal: { AWS: "arn:aws:iam::210987654321:root" } },
                { ...root, Effect: "Deny" },
            ])
                assert.throws(() => make({ policy: policy(statement) }), locked);
            make({ policy: policy(service), bypassPolicyLockoutSafetyCheck: true });
            make({ policy: policy(root, service) });
            make({ policy: policy({ ...root, Action: ["kms:Put*"], Principal: { AWS: "123456789012" } }) });
        });

    it("rejects a statement without a principal, and accepts a key without a policy", () => {
        const { Principal: _, ...nobody } = root;
        assert.throws(
            () => aws.make(keyType ?? "", { policy: policy(root, nobody) }),
            /Policy contains a statement with no principal\.$/,
        );
        aws.make(keyType ?? "", {});
    });

    it("rejects aliases of reserved names, of other aliases and of keys that do not exist", () => {
        const targetKeyId = aws.make(keyType ?? "", {}).id;
        const alias = (name: string, target = targetKeyId) => aws.make(aliasType ?? "", { name, targetKeyId: target });
        assert.throws(() => alias("photos"), /Alias must start with the prefix "alias\/"/);
        assert.throws(() => alias("alias/aws/photos"), /cannot begin with alias\/aws\/\.$/);
        assert.throws(() => alias("alias/photos:1"), /contains invalid characters for an alias$/);
        assert.throws(() => alias("alias/photos", "alias/other"), /Aliases must refer to keys\. Not aliases$/);
        assert.throws(() => alias("alias/photos", "0123"), /NotFoundException: Key '0123' does not exist$/);
        alias("alias/photos");
        assert.throws(
            () => aws.make(policyType ?? "", { keyId: "0123", policy: policy(root) }),
            /NotFoundException: Key '0123' does not exist$/,
        );
        aws.make(policyType ?? "", { keyId: targetKeyId, policy: policy(root) });
    });
});
