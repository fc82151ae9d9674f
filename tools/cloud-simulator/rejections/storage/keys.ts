import { keyNamed } from "../../resources/access/kms-keys";
import { covers, statementsOf, stringsOf } from "../../resources/access/policy-document";
import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { hasUnknowns, mapOf, type PropertyMap, type PropertyValue, text } from "../../state/property-values";

const [keyType, policyType, aliasType] = ["aws:kms/key:Key", "aws:kms/keyPolicy:KeyPolicy", "aws:kms/alias:Alias"];
const oracle = "badmintoncryer/cdk-preflight, rules/kms";

/** Keys of AWS KMS, their policies and aliases, that AWS rejects. */
export const keys: readonly Rejection[] = [
    ...[keyType, policyType].flatMap((type): Rejection[] => [
        {
            what: "a policy of a key that lets no principal of the account change it, unless `bypassPolicyLockoutSafetyCheck` is set",
            type,
            on: ["create", "update"],
            source: "terraform-aws-modules/terraform-aws-eks#2843, trussworks/terraform-aws-cloudtrail#178",
            verbatim: true,
            reject: ({ properties }, cloud) =>
                isGiven(properties.policy) &&
                properties.bypassPolicyLockoutSafetyCheck !== true &&
                !statementsOf(properties.policy).some((statement) => letsManage(statement, cloud))
                    ? "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future."
                    : undefined,
        },
        {
            what: "a policy of a key with a statement that lacks its principal",
            type,
            on: ["create", "update"],
            source: `${oracle}/pf-kms-key-policy-statement`,
            verbatim: true,
            reject: ({ properties }) =>
                statementsOf(properties.policy).every(({ Principal, NotPrincipal }) => Principal ?? NotPrincipal)
                    ? undefined
                    : "MalformedPolicyDocumentException: Policy contains a statement with no principal.",
        },
    ]),
    {
        what: "a policy of a key that does not exist; one that is not of the stack is accepted",
        type: policyType,
        on: ["create", "update"],
        source: "localstack/localstack, tests/aws/services/s3/test_s3.snapshot.json (KMS.NotFoundException)",
        verbatim: true,
        reject: ({ properties }, cloud) => unknownKey(text(properties.keyId), cloud),
    },
    {
        what: "an alias with a name that AWS reserves, or with a colon",
        type: aliasType,
        on: ["create"],
        source: `${oracle}/pf-kms-alias-name; localstack/localstack, tests/aws/services/kms/test_kms.snapshot.json`,
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            const name = text(properties.name);
            if (!name.startsWith("alias/"))
                return 'ValidationException: Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html';
            if (name.startsWith("alias/aws/"))
                return "NotAuthorizedException: The alias name for a customer managed CMK cannot begin with alias/aws/.";
            return name.includes(":")
                ? `ValidationException: ${name} contains invalid characters for an alias`
                : undefined;
        },
    },
    {
        what: "an alias of another alias, or of a key that does not exist; one that is not of the stack is accepted",
        type: aliasType,
        on: ["create", "update"],
        source: `${oracle}/pf-kms-alias-target; localstack/localstack, tests/aws/services/s3/test_s3.snapshot.json`,
        verbatim: true,
        reject: ({ properties }, cloud) =>
            /(^|:)alias\//.test(text(properties.targetKeyId))
                ? "ValidationException: Aliases must refer to keys. Not aliases"
                : unknownKey(text(properties.targetKeyId), cloud),
    },
];

function isGiven(policy: PropertyValue | undefined): boolean {
    return policy !== undefined && policy !== "" && !hasUnknowns(policy);
}

function letsManage({ Effect, Principal, Action }: PropertyMap, { accountId }: Cloud): boolean {
    const principals = Principal === "*" ? ["*"] : stringsOf(mapOf(Principal).AWS);
    const isOwn = principals.some((own) => own === "*" || own === accountId || own.includes(`:iam::${accountId}:`));
    return Effect === "Allow" && isOwn && covers(Action, "kms:PutKeyPolicy");
}

function unknownKey(name: string, cloud: Cloud): string | undefined {
    const isOwn = cloud.store.ofType(keyType).length > 0;
    return isOwn && !keyNamed(name, cloud) ? `NotFoundException: Key '${name}' does not exist` : undefined;
}
