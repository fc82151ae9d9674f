/**
 * Credentials that are configured for the AWS provider in place of those of the environment. Other tools than the provider, such
 * as the AWS CLI, have to be told of them.
 */
export interface AwsCredentials {
    /** Named profile of the shared configuration. Default: the environment's credentials. */
    readonly profile?: string | undefined;
    /** ARN of a role that is assumed with the profile or the environment's credentials. Default: none. */
    readonly roleArn?: string | undefined;
}

/**
 * Flags of the AWS CLI for a profile. The flag wins over keys in the environment, as the provider's own setting does; the variable
 * AWS_PROFILE does not (docs.aws.amazon.com/cli/latest/topic/config-vars.html).
 */
export function profileFlags({ profile }: AwsCredentials): string[] {
    return profile === undefined ? [] : ["--profile", profile];
}
