import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/**
 * Reads an API key from Secrets Manager.
 * @param secretId ARN of the secret.
 * @throws {Error} if its value cannot be an API key; the message does not contain it.
 */
export async function readApiKey(secretId: string | undefined): Promise<string> {
    const { SecretString = "" } = await new SecretsManagerClient().send(
        new GetSecretValueCommand({ SecretId: secretId }),
    );
    // For another value, `fetch` would quote it in its error.
    if (!/^[\x21-\x7e]+$/.test(SecretString)) throw new Error("the secret has no API key");
    return SecretString;
}

/**
 * Calls an operation with GET, without a body.
 * @param apiKey value of the key, which no message contains; undefined for an operation that needs none.
 * @param timeoutMs milliseconds for the call.
 * @throws {Error} if it does not get a 2xx response.
 */
export async function call(url: string, apiKey: string | undefined, timeoutMs: number): Promise<void> {
    const response = await fetch(url, {
        headers: { ...(apiKey !== undefined && { "x-api-key": apiKey }), "user-agent": "gatehouse-canary" },
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
    }).catch((error: unknown) => {
        throw new Error(`GET ${url}: ${reasonOf(error, timeoutMs)}`);
    });
    // API Gateway names the type of an error of the gateway in this header.
    const type = response.headers.get("x-amzn-errortype");
    await response.body?.cancel();
    if (!response.ok) throw new Error(`GET ${url}: got ${response.status}${type ? ` (${type})` : ""}, want 2xx`);
}

function reasonOf(error: unknown, timeoutMs: number): string {
    if (!(error instanceof Error)) return String(error);
    if (error.name === "TimeoutError") return `no response within ${timeoutMs} ms`;
    const { cause } = error;
    return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
}
