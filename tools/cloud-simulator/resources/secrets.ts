import type { Cloud } from "../state/cloud";
import { type SecretParts, secretParts } from "../state/named-secrets";
import { listOf, type PropertyMap, plain, text } from "../state/property-values";

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
 * @param role name of the role that reads them; one that is not in the stack may read everything.
 */
export function secretsProblem(references: readonly string[], role: string, cloud: Cloud): string | undefined {
    for (const parts of references.flatMap((reference) => secretParts(reference) ?? [])) {
        if (findSecret(parts, cloud) === undefined)
            return `ResourceNotFoundException: Secrets Manager can't find the specified secret: ${parts.arn}`;
        if (!mayRead(role, parts.arn, cloud))
            return `AccessDeniedException: ${role} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${parts.arn}`;
    }
    return undefined;
}

function mayRead(role: string, arn: string, { store }: Cloud): boolean {
    const isKnown = store.ofType("aws:iam/role:Role").some(({ outputs }) => text(outputs.name) === role);
    if (!isKnown) return true;
    return store
        .ofType("aws:iam/rolePolicy:RolePolicy")
        .filter(({ inputs }) => text(inputs.role) === role)
        .flatMap(({ inputs }) => statementsOf(inputs))
        .some(({ Effect, Action = null, Resource = null }) => {
            const [actions, resources] = [Action, Resource].map((value) => [value].flat());
            return Effect === "Allow" && actions?.includes("secretsmanager:GetSecretValue") && resources?.includes(arn);
        });
}

function statementsOf({ policy }: PropertyMap): PropertyMap[] {
    const document = plain(policy ?? null);
    const { Statement } = typeof document === "string" ? JSON.parse(document) : Object(document);
    return listOf([Statement].flat());
}
