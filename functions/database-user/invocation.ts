import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { DatabaseUser } from "./statements";

/** Input of the function. It has no secret. */
export interface InvocationInput extends DatabaseUser {
    readonly host: string;
    readonly port: number;
    /** ARN of the secret with the name and the password of the master user. */
    readonly secretArn: string;
}

/** Milliseconds until a connection is given up. The function itself has a minute. */
export const connectTimeout = 20_000;

/**
 * Reads the name and the password of the master user. RDS changes the password every seven days.
 * @throws {Error} that never quotes the secret.
 */
export async function readMasterUser({ secretArn }: InvocationInput): Promise<{ user: string; password: string }> {
    const { SecretString } = await new SecretsManagerClient().send(new GetSecretValueCommand({ SecretId: secretArn }));
    const { username, password } = fieldsOf(SecretString);
    if (typeof username === "string" && typeof password === "string") return { user: username, password };
    throw new Error(`the secret ${secretArn} has no username and password`);
}

// The error of JSON.parse would quote the secret, and the error of a function is in its log and in that of `up`.
function fieldsOf(text = ""): { readonly username?: unknown; readonly password?: unknown } {
    try {
        return JSON.parse(text) ?? {};
    } catch (error) {
        if (error instanceof SyntaxError) return {};
        throw error;
    }
}
