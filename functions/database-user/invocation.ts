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

/** The name and the password of the master user. RDS changes the password every seven days. */
export async function readMasterUser({ secretArn }: InvocationInput): Promise<{ user: string; password: string }> {
    const { SecretString = "{}" } = await new SecretsManagerClient().send(
        new GetSecretValueCommand({ SecretId: secretArn }),
    );
    const { username, password }: { username?: unknown; password?: unknown } = JSON.parse(SecretString);
    if (typeof username === "string" && typeof password === "string") return { user: username, password };
    throw new Error(`the secret ${secretArn} has no username and password`);
}
