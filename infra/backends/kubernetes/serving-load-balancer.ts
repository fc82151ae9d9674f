import { type AwsCli, AwsCliMissing, awsCli } from "../../aws-cli";
import { type AwsCredentials, profileFlags } from "../../aws-credentials";

/**
 * Waits until a network load balancer is active and its targets are healthy. Its controller writes the hostname into the
 * Service minutes earlier, as soon as AWS starts to create it.
 *
 * A VPC link to one that is not active fails with "NLB is not in active state"
 * (aws-cloudformation/cloudformation-coverage-roadmap#1951) and stays failed, and the next `up` does not retry it. Through a
 * link to one whose targets are still initial, clients get 504.
 *
 * Uses the AWS CLI: no function of the AWS provider returns either state.
 * @param credentials those of the AWS provider, which the CLI does not know by itself.
 * @throws {Error} if it is not active after ten minutes, or has no healthy target after ten more, or if there is no AWS CLI.
 */
export async function waitUntilServing(arn: string, credentials: AwsCredentials = {}): Promise<void> {
    const [, , , region = ""] = arn.split(":");
    const shown = ["--region", region, ...profileFlags(credentials)];
    const balancer = { arn, shown, cli: await awsCli(region, credentials) };
    await waitUntilActive(balancer);
    for (const group of await targetGroups(balancer)) await waitUntilHealthy(balancer, group);
}

interface Balancer {
    readonly arn: string;
    /** Flags of a command that a user can run. */
    readonly shown: readonly string[];
    readonly cli: AwsCli;
}

// Polls every 15 seconds, 40 times (docs.aws.amazon.com/cli/latest/reference/elbv2/wait/load-balancer-available.html).
async function waitUntilActive(balancer: Balancer): Promise<void> {
    const flags = ["--load-balancer-arns", balancer.arn];
    await explaining(balancer, { want: "be active", look: ["describe-load-balancers", ...flags] }, () =>
        balancer.cli(["elbv2", "wait", "load-balancer-available", ...flags]),
    );
}

// The controller creates them, and the listeners that connect them, before it writes the hostname
// (kubernetes-sigs/aws-load-balancer-controller, pkg/deploy/stack_deployer.go, controllers/service/service_controller.go).
async function targetGroups(balancer: Balancer): Promise<string[]> {
    const look = ["describe-target-groups", "--load-balancer-arn", balancer.arn];
    return explaining(balancer, { want: "have a target group", look }, async () => {
        const { TargetGroups }: TargetGroupsResponse = await described(balancer, look);
        if (TargetGroups.length === 0) throw new Error("it has none");
        return TargetGroups.map(({ TargetGroupArn }) => TargetGroupArn);
    });
}

// Waits for all targets, because the first healthy one alone may not be able to take the load: for ten minutes, too
// (docs.aws.amazon.com/cli/latest/reference/elbv2/wait/target-in-service.html). A group without targets counts as not healthy
// (boto/botocore, botocore/waiter.py). After that one target is enough: a pod or a node that never becomes healthy must not
// keep the others from their clients.
async function waitUntilHealthy(balancer: Balancer, group: string): Promise<void> {
    const flags = ["--target-group-arn", group];
    const look = ["describe-target-health", ...flags];
    await explaining(balancer, { want: "have a healthy target", look }, async () => {
        try {
            await balancer.cli(["elbv2", "wait", "target-in-service", ...flags]);
        } catch (error) {
            const { TargetHealthDescriptions }: TargetHealthResponse = await described(balancer, look);
            const targets = TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth);
            if (targets.some(({ State }) => State === "healthy")) return;
            throw new Error(`${(error as Error).message}; ${summary(targets)}`);
        }
    });
}

// docs.aws.amazon.com/elasticloadbalancing/latest/APIReference: API_DescribeTargetGroups.html, API_TargetHealth.html
interface TargetGroupsResponse {
    readonly TargetGroups: readonly { readonly TargetGroupArn: string }[];
}

interface TargetHealthResponse {
    readonly TargetHealthDescriptions: readonly { readonly TargetHealth: TargetHealth }[];
}

interface TargetHealth {
    readonly State: string;
    /** Code such as `Target.FailedHealthChecks`; absent for a healthy target. */
    readonly Reason?: string;
}

async function described<T>({ cli }: Balancer, command: readonly string[]): Promise<T> {
    return JSON.parse(await cli(["elbv2", ...command, "--output", "json"]));
}

function summary(targets: readonly TargetHealth[]): string {
    if (targets.length === 0) return "it has no target";
    const states = targets.map(({ State, Reason }) => (Reason === undefined ? State : `${State} (${Reason})`));
    return `its targets are ${[...new Set(states)].join(", ")}`;
}

interface Condition {
    /** Predicate of the load balancer, such as "be active". */
    readonly want: string;
    /** Command that shows whether it holds. */
    readonly look: readonly string[];
}

async function explaining<T>({ arn, shown }: Balancer, { want, look }: Condition, run: () => Promise<T>): Promise<T> {
    try {
        return await run();
    } catch (error) {
        if (error instanceof AwsCliMissing) throw error;
        throw new Error(
            `load balancer "${arn}" must ${want} before a VPC link to it is created: ${(error as Error).message}. ` +
                `To see its state: aws elbv2 ${[...look, ...shown].join(" ")}. Then run "pulumi up" again`,
        );
    }
}
