import type { Cloud } from "../state/cloud";
import { type SecretParts, secretParts } from "../state/named-secrets";
import { text } from "../state/property-values";
import { mayCall } from "./access/role-permissions";

/** A version of a secret in AWS Secrets Manager. */
export interface SecretVersion {
    readonly secretString: string;
    readonly versionId: string;
}

/** A version of a secret that a stack has created, or that its configuration names; undefined if it does not exist. */
export function findSecret(
    { arn, versionId }: Pick<SecretParts, "arn" | "versionId">,
    { secrets, store }: Cloud,
): SecretVersion | undefined {
    const named = secrets.get(arn);
    if (named !== undefined)
        return { secretString: named, versionId: versionId || "00000000-0000-4000-8000-000000000000" };
    const found = store
        .ofType("aws:secretsmanager/secretVersion:SecretVersion")
        .filter(({ outputs }) => text(outputs.secretId) === arn)
        .findLast(({ outputs }) => versionId === "" || text(outputs.versionId) === versionId);
    return found && { secretString: text(found.outputs.secretString), versionId: text(found.outputs.versionId) };
}

/**
 * Why a container cannot be started with its secrets; undefined if it can.
 * @param references ARNs that `:json-key:version-stage:version-id` may follow; any other text is ignored.
 * @param roleArn ARN of the role that reads them; one that is not of this stack may read every one.
 */
export function secretsProblem(references: readonly string[], roleArn: string, cloud: Cloud): string | undefined {
    for (const parts of references.flatMap((reference) => secretParts(reference) ?? [])) {
        if (findSecret(parts, cloud) === undefined)
            return `ResourceNotFoundException: Secrets Manager can't find the specified secret: ${parts.arn}`;
        if (!mayCall(roleArn, "secretsmanager:GetSecretValue", cloud, parts.arn))
            return `AccessDeniedException: ${roleArn} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${parts.arn}`;
    }
    return undefined;
}
