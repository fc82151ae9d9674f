import { isObject } from "../../../openapi/raw-value";
import { isSecretArn } from "../../../stacks/settings/api-secrets";
import { placeholder } from "../../cloud-simulator/state/property-values";

/**
 * Names the secrets of APIs that a stack's file has as plain text; never their values.
 * @param apis the section `apis` as the file has it, with placeholders for encrypted values.
 */
export function plainSecretProblems(namespace: string, apis: unknown): string[] {
    return entriesOf(apis).flatMap(([api, settings]) =>
        entriesOf(isObject(settings) ? settings.secrets : undefined)
            .filter(([, value]) => typeof value === "string" && value !== placeholder && !isSecretArn(value))
            .map(([name]) => {
                const key = `${namespace}:apis.${api}.secrets.${name}`;
                return `${key}: got plain text, want the ARN of a secret, or an encrypted value: pulumi config set --secret --path '${key}'`;
            }),
    );
}

function entriesOf(value: unknown): [string, unknown][] {
    return isObject(value) ? Object.entries(value) : [];
}
