/** Credentials that a tool was given, in place of those of its environment. */
export interface GivenCredentials {
    /** Named profile of the shared configuration. */
    readonly profile?: string | undefined;
    /** ARN of a role that is assumed with the credentials. */
    readonly roleArn?: string | undefined;
}

/**
 * The principal behind credentials: the role, or a user. Each profile belongs to a separate user, and the environment to the
 * user `offline`.
 */
export function principalOf({ profile = "offline", roleArn }: GivenCredentials, accountId: string): string {
    return roleArn ?? `arn:aws:iam::${accountId}:user/${profile}`;
}
