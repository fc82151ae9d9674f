import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { interpolate, secret } from "@pulumi/pulumi";

/** A secret of a container: one that exists in Secrets Manager, or a value that the stack stores there. */
export type TaskSecret =
    /** ARN of a secret, optionally followed by `:json-key:version-stage:version-id`. */
    { readonly arn: string } | { readonly value: pulumi.Input<string> };

/** Where a task finds the value of an environment variable. */
export interface SecretReference {
    /** `valueFrom` of the container definition. */
    readonly valueFrom: pulumi.Input<string>;
    /** ARN of the secret. */
    readonly secretArn: pulumi.Input<string>;
}

/**
 * Finds a secret, or creates one with the given value.
 * @param name logical name of the secret that is created.
 */
export function secretReference(
    name: string,
    source: TaskSecret,
    opts: { readonly parent: pulumi.Resource },
): SecretReference {
    if ("arn" in source) return { valueFrom: source.arn, secretArn: secretArnOf(source.arn) };
    const created = new aws.secretsmanager.Secret(
        name,
        // Otherwise it would exist for another 7 to 30 days after its deletion. Its value is in the stack's file.
        { recoveryWindowInDays: 0 },
        opts,
    );
    const version = new aws.secretsmanager.SecretVersion(
        name,
        { secretId: created.id, secretString: secret(source.value) },
        opts,
    );
    // By version, so that a new value starts new tasks, and a rollback of these finds the old one.
    return { valueFrom: interpolate`${created.arn}:::${version.versionId}`, secretArn: created.arn };
}

// arn:aws:secretsmanager:<region>:<account>:secret:<name>
function secretArnOf(reference: string): string {
    return reference.split(":").slice(0, 7).join(":");
}
