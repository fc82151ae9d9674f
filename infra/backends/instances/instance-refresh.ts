import { setTimeout as pause } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { type AwsCli, awsCli } from "../../aws-cli";
import { type AwsCredentials, profileFlags } from "../../aws-credentials";

/** The launch template that the machines of a group get by a refresh. */
export interface RefreshedGroup {
    /** ARN of the Auto Scaling group. */
    readonly arn: string;
    readonly name: string;
    /** Id of the launch template. */
    readonly templateId: string;
    /** Its version. */
    readonly version: string;
}

/** How long a refresh is followed. */
export interface Pace {
    /** Seconds between two looks. */
    readonly intervalSeconds: number;
    /** Seconds after which it is no longer waited for. */
    readonly maxSeconds: number;
}

const usualPace: Pace = { intervalSeconds: 15, maxSeconds: 60 * 60 };

/**
 * Waits until Auto Scaling has replaced the machines of a group, if it replaces them. The provider starts the refresh and does not
 * wait for it (hashicorp/terraform-provider-aws, internal/service/autoscaling/group.go), so `up` would succeed before the new
 * machines are proven, and once more after the old ones were restored.
 *
 * Uses the AWS CLI: no function of the AWS provider returns the state of a refresh.
 * @param credentials those of the AWS provider, which the CLI does not know by itself.
 * @param pace default: a look every 15 seconds, for an hour.
 * @throws {pulumi.RunError} with AWS's reason if the refresh to this version failed or was cancelled, whether the old machines are
 *   restored or not; after an hour; or if there is no AWS CLI.
 */
export async function followRefresh(
    group: RefreshedGroup,
    credentials: AwsCredentials = {},
    { intervalSeconds, maxSeconds } = usualPace,
): Promise<void> {
    const [, , , region = ""] = group.arn.split(":");
    const cli = await awsCli(region, credentials);
    const command = ["autoscaling", "describe-instance-refreshes", "--auto-scaling-group-name", group.name];
    const fail = (problem: string, remedy: string) => {
        const shown = ["aws", ...command, "--region", region, ...profileFlags(credentials)].join(" ");
        return new pulumi.RunError(
            `Auto Scaling group "${group.name}": the replacement of its machines ${problem}. To see it: ${shown}. ${remedy}`,
        );
    };
    for (let look = 0; look * intervalSeconds < maxSeconds; look += 1) {
        const refresh = await newestRefresh(group, cli, command);
        if (refresh === undefined || refresh.Status === "Successful") return;
        if (!running.includes(refresh.Status)) {
            const { Status, StatusReason = "no reason given" } = refresh;
            throw fail(`ended as ${Status}: ${StatusReason}`, 'Correct the API, then run "pulumi up --refresh"');
        }
        await pause(intervalSeconds * 1000);
    }
    throw fail("has not ended", 'Then run "pulumi up" again');
}

// docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstanceRefresh.html
interface InstanceRefresh {
    readonly Status: string;
    readonly StatusReason?: string;
    readonly StartTime?: string;
    readonly DesiredConfiguration?: {
        readonly LaunchTemplate?: { readonly LaunchTemplateId?: string; readonly Version?: string };
    };
}

const running = ["Pending", "InProgress", "Baking", "Cancelling", "RollbackInProgress"];

// An earlier refresh may have failed.
async function newestRefresh(
    { templateId, version }: RefreshedGroup,
    cli: AwsCli,
    command: readonly string[],
): Promise<InstanceRefresh | undefined> {
    const { InstanceRefreshes }: { readonly InstanceRefreshes: readonly InstanceRefresh[] } = JSON.parse(
        await cli([...command, "--output", "json"]),
    );
    const own = InstanceRefreshes.filter(({ DesiredConfiguration }) => {
        const { LaunchTemplateId, Version } = DesiredConfiguration?.LaunchTemplate ?? {};
        return LaunchTemplateId === templateId && Version === version;
    });
    return own.sort((one, other) => startOf(other) - startOf(one))[0];
}

// A refresh that is pending has no start time.
const startOf = ({ StartTime }: InstanceRefresh) =>
    StartTime === undefined ? Number.MAX_VALUE : Date.parse(StartTime);
