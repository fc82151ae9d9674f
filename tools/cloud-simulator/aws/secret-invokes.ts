import type { Invokes } from "../resources/invoke";
import { findSecret } from "../resources/secrets";
import { secret, text } from "../state/property-values";

/** Reads a version of a secret in AWS Secrets Manager. */
export const secretInvokes: Invokes = {
    "aws:secretsmanager/getSecretVersion:getSecretVersion": {
        args: ["region", "secretId", "versionId", "versionStage"],
        answer: (args, cloud) => {
            const [arn, stage] = [text(args.secretId), text(args.versionStage) || "AWSCURRENT"];
            const found = findSecret({ arn, versionId: text(args.versionId) }, cloud);
            if (found === undefined) {
                // digihunch/orthweb#7, hashicorp/terraform-provider-aws#14322
                const version = text(args.versionId) || stage;
                throw new Error(`Secrets Manager Secret "${arn}" Version "${version}" not found`);
            }
            return {
                arn,
                createdDate: `${cloud.today}T00:00:00Z`,
                id: `${arn}|${found.versionId}`,
                region: text(args.region) || cloud.region,
                secretArn: arn,
                secretBinary: secret(""),
                secretId: arn,
                secretString: secret(found.secretString),
                versionId: found.versionId,
                versionStage: stage,
                versionStages: [stage],
            };
        },
    },
};
