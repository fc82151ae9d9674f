import type { AwsCredentials } from "../../infra/aws-credentials";
import { quote } from "../../openapi/problem";
import { isObject } from "../../openapi/raw-value";

/** The configuration of the AWS provider in the namespace `aws`, without that prefix. */
export type AwsConfig = Readonly<Record<string, unknown>>;

// The AWS CLI, which gets the tokens of the cluster, has no flag for these; but a profile or the environment can have them.
const withoutFlag: Readonly<Record<string, string>> = {
    accessKey: "AWS_ACCESS_KEY_ID in the environment",
    secretKey: "AWS_SECRET_ACCESS_KEY in the environment",
    token: "AWS_SESSION_TOKEN in the environment",
    assumeRole: "assumeRoles with one role, as the provider no longer reads assumeRole",
    assumeRoleWithWebIdentity: "AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE in the environment",
    sharedConfigFiles: "AWS_CONFIG_FILE in the environment",
    sharedCredentialsFiles: "AWS_SHARED_CREDENTIALS_FILE in the environment",
};

// Options of a role that do not change its identity; the CLI does without them.
const ignored: readonly string[] = ["duration", "policy", "policyArns", "sessionName"];

const roleForm = "the ARN of an IAM role";
const profileRemedy = "a profile with role_arn and source_profile in ~/.aws/config, and its name in aws:profile";

/**
 * Reads the credentials that the stack configures for the AWS provider.
 * @returns the part that can be passed to every tool of a deployment.
 */
export function awsCredentials({ profile, assumeRoles }: AwsConfig): AwsCredentials {
    const [role] = Array.isArray(assumeRoles) ? assumeRoles : [];
    const roleArn = isObject(role) && typeof role.roleArn === "string" ? role.roleArn : undefined;
    return { profile: profile === undefined ? undefined : String(profile), roleArn };
}

/**
 * Problems of credentials that the AWS provider would have and the AWS CLI would not: the cluster rejects such a stack with
 * `Unauthorized`, or belongs to another account. Values are not shown, as they may be secret.
 */
export function awsCredentialProblems(config: AwsConfig): string[] {
    return [
        ...Object.entries(withoutFlag).flatMap(([key, want]) =>
            config[key] === undefined
                ? []
                : [`aws:${key}: got a value that cannot be passed to the AWS CLI, want ${want}`],
        ),
        ...(config.profile === "" ? [`aws:profile: got "", want the name of a profile, or no profile`] : []),
        ...roleProblems(config.assumeRoles),
    ];
}

function roleProblems(roles: unknown): string[] {
    if (roles === undefined) return [];
    if (!Array.isArray(roles)) return [`aws:assumeRoles: got no list, want a list such as [{ roleArn: "…" }]`];
    if (roles.length > 1) return [`aws:assumeRoles: got ${roles.length} roles, want one, or ${profileRemedy}`];
    return roles.flatMap((role: unknown) => {
        const { roleArn, ...others } = isObject(role) ? role : {};
        const isArn = typeof roleArn === "string" && /^arn:aws[a-z-]*:iam::\d{12}:role\/[!-~]+$/.test(roleArn);
        return [
            ...(isArn ? [] : [`aws:assumeRoles.0.roleArn: got ${quote(roleArn)}, want ${roleForm}`]),
            ...Object.keys(others)
                .filter((key) => !ignored.includes(key))
                .map(
                    (key) =>
                        `aws:assumeRoles.0.${key}: got a value that cannot be passed to the AWS CLI, want ${profileRemedy}`,
                ),
        ];
    });
}
