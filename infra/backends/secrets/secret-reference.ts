import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { interpolate, secret } from "@pulumi/pulumi";
import type { AccessStatement } from "../../access-policy";
import { type SecretSource, secretParts } from "./secret-source";

/** Where a container that is started finds the value of an environment variable. */
export interface SecretReference {
    /** ARN of the secret, optionally followed by `:json-key:version-stage:version-id`: `valueFrom` of a container definition. */
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
    source: SecretSource,
    opts: { readonly parent: pulumi.Resource },
): SecretReference {
    if ("arn" in source) return { valueFrom: source.arn, secretArn: secretParts(source.arn).secretArn };
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
    // By version, so that a new value starts new containers, and a rollback of these finds the old one.
    return { valueFrom: interpolate`${created.arn}:::${version.versionId}`, secretArn: created.arn };
}

/** Access that a role needs to read secrets; nothing without any. */
export function secretAccess(secretArns: readonly pulumi.Input<string>[]): AccessStatement[] {
    return secretArns.length === 0 ? [] : [{ actions: ["secretsmanager:GetSecretValue"], resources: secretArns }];
}
