import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type AwsCredentials, profileFlags } from "../../aws-credentials";

/**
 * Waits until a network load balancer is active. Its controller writes the hostname into the Service minutes earlier, as
 * soon as AWS starts to create it. A VPC link created in between fails with "NLB is not in active state"
 * (aws-cloudformation/cloudformation-coverage-roadmap#1951) and stays failed, and the next `up` does not retry it.
 *
 * Uses the AWS CLI, which the kubeconfig needs too: no function of the AWS provider returns the state of a load balancer.
 * It polls every 15 seconds, 40 times (docs.aws.amazon.com/cli/latest/reference/elbv2/wait/load-balancer-available.html).
 * @param credentials those of the AWS provider, which the CLI does not know by itself.
 * @throws {Error} if it is not active by then, or if there is no AWS CLI.
 */
export async function waitUntilActive(arn: string, credentials: AwsCredentials = {}): Promise<void> {
    const [, , , region = ""] = arn.split(":");
    const command = ["elbv2", "wait", "load-balancer-available", "--load-balancer-arns", arn, "--region", region];
    try {
        if (credentials.roleArn === undefined) await awsCli([...command, ...profileFlags(credentials)]);
        else await awsCli(command, await assumedRole(credentials.roleArn, region, credentials));
    } catch (error) {
        throw new Error(explanation(arn, error as Failure));
    }
}

// No flag of the CLI assumes a role, except for one of `eks get-token`.
async function assumedRole(roleArn: string, region: string, credentials: AwsCredentials): Promise<NodeJS.ProcessEnv> {
    const session = ["--role-session-name", "gatehouse", "--region", region, "--output", "json"];
    const command = ["sts", "assume-role", "--role-arn", roleArn, ...session, ...profileFlags(credentials)];
    const { Credentials }: AssumeRoleResponse = JSON.parse(await awsCli(command));
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

async function awsCli(command: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
    const { stdout } = await promisify(execFile)("aws", command, { env: { ...process.env, ...env } });
    return stdout;
}

interface Failure extends Error {
    readonly code?: string | number | null;
    readonly stderr?: string;
}

function explanation(arn: string, { code, message, stderr }: Failure): string {
    if (code === "ENOENT") return "aws: executable file not found: the AWS CLI must be on the PATH";
    const reason = stderr?.trim() || message;
    return (
        `load balancer "${arn}" is not active, so no VPC link can be created to it: ${reason}. To see its state: ` +
        `aws elbv2 describe-load-balancers --load-balancer-arns ${arn}. Once it is active, run "pulumi up" again`
    );
}
