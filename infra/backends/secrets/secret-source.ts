import type * as pulumi from "@pulumi/pulumi";

/** Where a secret of an API comes from: one that exists in AWS Secrets Manager, or a value. */
export type SecretSource =
    /** ARN of a secret, optionally followed by `:json-key:version-stage:version-id`. */
    { readonly arn: string } | { readonly value: pulumi.Input<string> };

/** The parts of a reference to a secret in Secrets Manager. */
export interface SecretParts {
    /** ARN of the secret. */
    readonly secretArn: string;
    /** Region of the secret. */
    readonly region: string;
    /** Key of its value, which is a JSON object. Default: the whole value. */
    readonly jsonKey: string | undefined;
    /** Staging label of its version. Default: the current version. */
    readonly versionStage: string | undefined;
    /** Id of its version. Default: the current version. */
    readonly versionId: string | undefined;
}

/**
 * Splits the reference to a secret
 * (docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html).
 * @param reference ARN of the secret, optionally followed by `:json-key:version-stage:version-id`.
 */
export function secretParts(reference: string): SecretParts {
    // arn:aws:secretsmanager:<region>:<account>:secret:<name>
    const parts = reference.split(":");
    const [jsonKey, versionStage, versionId] = parts.slice(7).map((part) => (part === "" ? undefined : part));
    return { secretArn: parts.slice(0, 7).join(":"), region: parts[3] ?? "", jsonKey, versionStage, versionId };
}
