import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type AwsCredentials, profileFlags } from "./aws-credentials";

/**
 * Runs a command of the AWS CLI and returns its standard output.
 * @throws {AwsCliMissing} if there is no AWS CLI.
 * @throws {Error} with the command's standard error if it fails.
 */
export type AwsCli = (command: readonly string[]) => Promise<string>;

/** There is no AWS CLI. */
export class AwsCliMissing extends Error {
    constructor() {
        super("aws: executable file not found: the AWS CLI must be on the PATH");
    }
}

/**
 * Returns the AWS CLI for a region, which the kubeconfig needs too. A role is assumed once, as no flag of the CLI does it, except
 * for one of `eks get-token`.
 * @param credentials those of the AWS provider, which the CLI does not know by itself.
 * @throws {Error} if the role cannot be assumed.
 */
export async function awsCli(region: string, credentials: AwsCredentials): Promise<AwsCli> {
    const withProfile: AwsCli = (command) => run([...command, "--region", region, ...profileFlags(credentials)], {});
    if (credentials.roleArn === undefined) return withProfile;
    const session = await assumedRole(credentials.roleArn, withProfile);
    return (command) => run([...command, "--region", region], session);
}

async function assumedRole(roleArn: string, cli: AwsCli): Promise<NodeJS.ProcessEnv> {
    const flags = ["--role-arn", roleArn, "--role-session-name", "gatehouse", "--output", "json"];
    const { Credentials }: AssumeRoleResponse = JSON.parse(await cli(["sts", "assume-role", ...flags]));
    return {
        AWS_ACCESS_KEY_ID: Credentials.AccessKeyId,
        AWS_SECRET_ACCESS_KEY: Credentials.SecretAccessKey,
        AWS_SESSION_TOKEN: Credentials.SessionToken,
    };
}

// docs.aws.amazon.com/cli/latest/reference/sts/assume-role.html
interface AssumeRoleResponse {
    readonly Credentials: {
        readonly AccessKeyId: string;
        readonly SecretAccessKey: string;
        readonly SessionToken: string;
    };
}

async function run(command: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
    try {
        const { stdout } = await promisify(execFile)("aws", command, { env: { ...process.env, ...env } });
        return stdout;
    } catch (error) {
        const { code, message, stderr } = error as Failure;
        throw code === "ENOENT" ? new AwsCliMissing() : new Error(stderr?.trim() || message);
    }
}

interface Failure extends Error {
    readonly code?: string | number | null;
    readonly stderr?: string;
}
