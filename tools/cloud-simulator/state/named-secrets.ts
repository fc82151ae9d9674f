/** The parts of a reference to a secret in AWS Secrets Manager; each but the ARN may be empty. */
export interface SecretParts {
    readonly arn: string;
    readonly jsonKey: string;
    readonly versionStage: string;
    readonly versionId: string;
}

// docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
const reference =
    /^(?<arn>arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@!-]+)(?::(?<jsonKey>[^:]*):(?<versionStage>[^:]*):(?<versionId>[^:]*))?$/;

/** Reads an ARN that `:json-key:version-stage:version-id` may follow; undefined for any other text. */
export function secretParts(text: string): SecretParts | undefined {
    const { arn, jsonKey = "", versionStage = "", versionId = "" } = reference.exec(text)?.groups ?? {};
    return arn === undefined ? undefined : { arn, jsonKey, versionStage, versionId };
}

// Another text than that of a secret that cannot be decrypted, which counts as unchanged whatever it becomes.
const value = "offline-secret";

/**
 * The secrets in AWS Secrets Manager that a configuration names, wherever in it: the text of each by its ARN, which is a JSON object with
 * the keys that the configuration names, if it names any.
 */
export function namedSecrets(config: unknown): Map<string, string> {
    const keys = new Map<string, readonly string[]>();
    for (const { arn, jsonKey } of strings(config).flatMap((text) => secretParts(text) ?? []))
        keys.set(arn, [...(keys.get(arn) ?? []), ...(jsonKey === "" ? [] : [jsonKey])]);
    return new Map([...keys].map(([arn, own]) => [arn, textWith(own)]));
}

function textWith(keys: readonly string[]): string {
    if (keys.length === 0) return value;
    return JSON.stringify(Object.fromEntries(keys.map((key) => [key, value])));
}

function strings(config: unknown): string[] {
    if (typeof config === "string") return [config];
    return typeof config === "object" && config !== null ? Object.values(config).flatMap(strings) : [];
}
