import { isObject } from "../../openapi/raw-value";

// An exclamation mark is in the names of secrets that a service manages, such as rds!db-….
// docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html: the name ends with six characters
// that Secrets Manager adds, and JSON key, version stage and version id may follow.
const arn = /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@!-]+-[A-Za-z0-9]{6}(:[^:]*:[^:]*:[^:]*)?$/;

/** Whether the value of a secret is the ARN of one in Secrets Manager, and not the secret itself. */
export function isSecretArn(value: string): boolean {
    return arn.test(value);
}

/** Replaces the secrets in the raw settings of a stack, whose values messages quote. */
export function withoutSecrets(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const { apis, alarms } = values;
    return {
        ...values,
        ...(isObject(apis) && { apis: mapped(apis, (api) => (isObject(api) ? withoutOwn(api) : api)) }),
        ...(isObject(alarms) && { alarms: withoutUrls(alarms) }),
    };
}

/** The form of a secret, as messages and the table of settings have it. */
export const secretForm =
    "the ARN of a secret in Secrets Manager with the six characters at its end, optionally followed by :json-key::, or an encrypted value";

// docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
const maxBytes = 65_536;

/** The form that the value of a secret misses; undefined for a valid one. */
export function secretProblem(value: string): string | undefined {
    if (value === "" || (value.startsWith("arn:") && !isSecretArn(value))) return secretForm;
    if (Buffer.byteLength(value) > maxBytes) return `at most ${maxBytes} bytes, as Secrets Manager stores no more`;
    return value.includes("\0") ? "text without NUL characters, which no environment variable can contain" : undefined;
}

function withoutOwn(api: Readonly<Record<string, unknown>>): unknown {
    const { secrets } = api;
    if (secrets === undefined) return api;
    if (!isObject(secrets)) return { ...api, secrets: hidden(secrets) };
    return { ...api, secrets: mapped(secrets, hidden) };
}

// Whoever knows the URL of an endpoint may send it alarms.
function withoutUrls({ https, ...alarms }: Readonly<Record<string, unknown>>): unknown {
    if (https === undefined) return alarms;
    return { ...alarms, https: Array.isArray(https) ? https.map(hidden) : hidden(https) };
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
