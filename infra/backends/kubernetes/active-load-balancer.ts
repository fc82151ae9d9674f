import { execFile } from "node:child_process";
import { promisify } from "node:util";

/**
 * Waits until a network load balancer is active. Its controller names it in the Service as soon as AWS has begun to
 * make it, minutes before; a VPC link that is made meanwhile fails with "NLB is not in active state"
 * (aws-cloudformation/cloudformation-coverage-roadmap#1951), stays failed, and the next `up` passes over it.
 *
 * The AWS CLI asks, which the kubeconfig needs too: no function of the AWS provider tells the state of a load balancer.
 * It looks every 15 seconds, 40 times (docs.aws.amazon.com/cli/latest/reference/elbv2/wait/load-balancer-available.html).
 * @param profile the AWS provider's profile (`aws:profile`), which the CLI would not know of by itself.
 * @throws {Error} where it is not active by then, or where there is no AWS CLI.
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
    const said = stderr?.trim() || message;
    return (
        `load balancer "${arn}" is not active, and no VPC link can be made to it before: ${said}. Its state and the reason: ` +
        `aws elbv2 describe-load-balancers --load-balancer-arns ${arn}. Once it is active, run "pulumi up" again`
    );
}
