import { execFile } from "node:child_process";
import { promisify } from "node:util";

/**
 * Waits until a network load balancer is active. Its controller writes the hostname into the Service minutes earlier, as
 * soon as AWS starts to create it. A VPC link created in between fails with "NLB is not in active state"
 * (aws-cloudformation/cloudformation-coverage-roadmap#1951) and stays failed, and the next `up` does not retry it.
 *
 * Uses the AWS CLI, which the kubeconfig needs too: no function of the AWS provider returns the state of a load balancer.
 * It polls every 15 seconds, 40 times (docs.aws.amazon.com/cli/latest/reference/elbv2/wait/load-balancer-available.html).
 * @param profile the AWS provider's profile (`aws:profile`), which the CLI does not know.
 * @throws {Error} if it is not active by then, or if there is no AWS CLI.
 */
export async function waitUntilActive(arn: string, profile?: string): Promise<void> {
    const [, , , region = ""] = arn.split(":");
    const command = ["elbv2", "wait", "load-balancer-available", "--load-balancer-arns", arn, "--region", region];
    try {
        const env = { ...process.env, ...(profile !== undefined && { AWS_PROFILE: profile }) };
        await promisify(execFile)("aws", command, { env });
    } catch (error) {
        throw new Error(explanation(arn, error as Failure));
    }
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
