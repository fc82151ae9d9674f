import { isObject } from "../../openapi/raw-value";
import { settingProblem } from "./problems";
import type { Settings } from "./schema";

// docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html: the name ends with six characters
// that Secrets Manager adds, and JSON key, version stage and version id may follow.
const arn = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@-]+-[A-Za-z0-9]{6}(:[^:]*:[^:]*:[^:]*)?$/;

/** Whether the value of a secret is the ARN of one in Secrets Manager, and not the secret itself. */
export function isSecretArn(value: string): boolean {
    return arn.test(value);
}

/** Replaces the secrets in the raw settings of a stack, whose values messages quote. */
export function withoutSecrets(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const { apis } = values;
    if (!isObject(apis)) return values;
    return { ...values, apis: mapped(apis, (api) => (isObject(api) ? withoutOwn(api) : api)) };
}

/** Checks the secrets of APIs against their kinds of compute: only Fargate reads one by its ARN. */
export function checkSecrets({ apis = {} }: Partial<Settings>): string[] {
    const want = "an encrypted value on Kubernetes: only Fargate reads secrets from Secrets Manager";
    return Object.entries(apis)
        .filter(([, { runsOn }]) => runsOn === "kubernetes")
        .flatMap(([name, { secrets }]) =>
            Object.entries(secrets)
                .filter(([, value]) => isSecretArn(value))
                .map(([key, value]) => settingProblem(["apis", name, "secrets", key], value, want)),
        );
}

function withoutOwn(api: Readonly<Record<string, unknown>>): unknown {
    const { secrets } = api;
    if (secrets === undefined) return api;
    if (!isObject(secrets)) return { ...api, secrets: hidden(secrets) };
    return { ...api, secrets: mapped(secrets, hidden) };
}

function hidden(value: unknown): unknown {
    return typeof value === "string" && isSecretArn(value) ? value : "[secret]";
}

function mapped(
    entries: Readonly<Record<string, unknown>>,
    change: (value: unknown) => unknown,
): Record<string, unknown> {
    return Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, change(value)]));
}
