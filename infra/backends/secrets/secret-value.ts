import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type SecretParts, type SecretSource, secretParts } from "./secret-source";

/**
 * The value of a secret, for compute that cannot read it when it starts. One in Secrets Manager is read at each preview and each `up`,
 * by the credentials of the provider.
 */
export function secretValue(source: SecretSource, opts: pulumi.InvokeOptions): pulumi.Output<string> {
    if ("value" in source) return pulumi.secret(source.value);
    const { secretArn: secretId, region, jsonKey, versionStage, versionId } = secretParts(source.arn);
    const { secretString } = aws.secretsmanager.getSecretVersionOutput(
        { secretId, region, versionStage, versionId },
        opts,
    );
    return pulumi.secret(secretString.apply((text) => partOf(text, { secretArn: secretId, jsonKey })));
}

// No error quotes the text, as those of JSON.parse do.
function partOf(text: string, { secretArn, jsonKey }: Pick<SecretParts, "secretArn" | "jsonKey">): string {
    if (text === "") throw new Error(`secret ${secretArn}: got binary data, want text`);
    if (jsonKey === undefined) return text;
    const content = parsed(text);
    if (typeof content !== "object" || content === null || !Object.hasOwn(content, jsonKey))
        throw new Error(
            `secret ${secretArn}: got no JSON object with the key "${jsonKey}", which the stack's file names`,
        );
    const value: unknown = Reflect.get(content, jsonKey);
    return typeof value === "string" ? value : JSON.stringify(value);
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}
