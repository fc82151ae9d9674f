import { awaitTargets, targetsOf } from "../kubernetes/pods/target-health";
import { endedRefreshes } from "../resources/instance-refreshes";
import { loadBalancers } from "../resources/load-balancers";
import { principalOf } from "../state/callers";
import type { Cloud } from "../state/cloud";
import { text } from "../state/property-values";
import type { InstanceRefresh } from "../state/resource-store";
import { type Command, type CommandResult, failed, gaveUp, success } from "./aws-cli-command";
import { invalidationCommands } from "./invalidation-commands";

/** The credentials in the environment of a command. Only those of a simulated session count: others are the developer's. */
export interface CommandEnvironment {
    readonly accessKeyId?: string | undefined;
    /** Token of a session, which here is the ARN of the role that it belongs to. */
    readonly token?: string | undefined;
}

const everywhere = ["output", "profile", "region"];

/** Number of times that a waiter looks (the references of the waiters below docs.aws.amazon.com/cli/latest/reference/elbv2/wait). */
const maxLooks = 40;

const sessionKey = "offline-session";

const commands: Readonly<Record<string, Command>> = {
    "elbv2 wait load-balancer-available": {
        flags: ["load-balancer-arns"],
        run({ "load-balancer-arns": arn = "", region = "" }, cloud, isAllowed) {
            for (let look = 1; isAllowed && exists(arn, region, cloud) && look <= maxLooks; look += 1) {
                if (cloud.balancers.look(arn) === "active") return success();
            }
            return gaveUp("LoadBalancerAvailable");
        },
    },
    "elbv2 describe-target-groups": {
        flags: ["load-balancer-arn"],
        run({ "load-balancer-arn": arn = "", region = "" }, cloud, isAllowed) {
            if (!isAllowed || !exists(arn, region, cloud))
                return failed("LoadBalancerNotFound", "DescribeTargetGroups", `Load balancers '[${arn}]' not found`);
            simulatedTargets(arn, cloud);
            return success({ TargetGroups: [{ TargetGroupArn: groupOf(arn), LoadBalancerArns: [arn] }] });
        },
    },
    "elbv2 describe-target-health": {
        flags: ["target-group-arn"],
        run({ "target-group-arn": group = "", region = "" }, cloud, isAllowed) {
            const arn = balancerOf(group);
            if (!isAllowed || !exists(arn, region, cloud)) return noTargetGroup();
            const targets = simulatedTargets(arn, cloud);
            return success({
                TargetHealthDescriptions: targets.map(({ name: Id, state }) => ({
                    Target: { Id },
                    TargetHealth: { State: state, ...(reasons[state] && { Reason: reasons[state] }) },
                })),
            });
        },
    },
    "elbv2 wait target-in-service": {
        flags: ["target-group-arn"],
        run({ "target-group-arn": group = "", region = "" }, cloud, isAllowed) {
            const arn = balancerOf(group);
            if (!isAllowed || !exists(arn, region, cloud))
                return { code: 255, text: `Waiter TargetInService failed: ${noTargetGroup().text}` };
            return awaitTargets(arn, cloud) ? success() : gaveUp("TargetInService");
        },
    },
    "autoscaling describe-instance-refreshes": {
        flags: ["auto-scaling-group-name"],
        run({ "auto-scaling-group-name": group = "" }, cloud, isAllowed) {
            const refreshes = isAllowed ? endedRefreshes(group, cloud) : undefined;
            if (refreshes === undefined)
                return failed(
                    "ValidationError",
                    "DescribeInstanceRefreshes",
                    `AutoScalingGroup name not found - ${group}`,
                );
            return success({ InstanceRefreshes: refreshes.map((refresh) => describedRefresh(group, refresh)) });
        },
    },
    ...invalidationCommands,
    "sts assume-role": {
        flags: ["role-arn", "role-session-name"],
        run: ({ "role-arn": roleArn = "" }) =>
            success({
                Credentials: { AccessKeyId: sessionKey, SecretAccessKey: "offline", SessionToken: roleArn },
            }),
    },
};

/**
 * Runs one of the commands of the AWS CLI that the program calls. Waiting takes time on the clock of the pods only.
 * @throws {Error} where it is another, or where a flag is.
 */
export function answerCommand(
    command: readonly string[],
    cloud: Cloud,
    { accessKeyId, token }: CommandEnvironment = {},
): CommandResult {
    const { words, flags } = parsed(command);
    const known = commands[words.join(" ")];
    const accepted = [...everywhere, ...(known?.flags ?? [])];
    if (!known || !flags.region || Object.keys(flags).some((flag) => !accepted.includes(flag)))
        throw new Error(`the simulated AWS CLI has no command "${command.join(" ")}"`);
    const { profile } = flags;
    const isSession = profile === undefined && accessKeyId === sessionKey;
    const principal = principalOf({ profile, roleArn: isSession ? token : undefined }, cloud.accountId);
    return known.run(flags, cloud, principal === cloud.caller);
}

// docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html
const reasons: Readonly<Record<string, string>> = {
    draining: "Target.DeregistrationInProgress",
    initial: "Elb.InitialHealthChecking",
    unhealthy: "Target.FailedHealthChecks",
};

function exists(arn: string, region: string, cloud: Cloud): boolean {
    return loadBalancers(cloud).some((balancer) => balancer.arn === arn && balancer.region === region);
}

function simulatedTargets(arn: string, cloud: Cloud) {
    const targets = targetsOf(arn, cloud);
    if (targets === undefined) throw new Error(`the targets of "${arn}" are not simulated: it belongs to no Service`);
    return targets;
}

// docs.aws.amazon.com/autoscaling/ec2/APIReference/API_InstanceRefresh.html
function describedRefresh(group: string, { template, status, reason }: InstanceRefresh): object {
    return {
        AutoScalingGroupName: group,
        Status: status,
        ...(reason && { StatusReason: reason }),
        DesiredConfiguration: {
            LaunchTemplate: { LaunchTemplateId: text(template.id), Version: text(template.version) },
        },
    };
}

// One target group for each load balancer, which here has the name and the id of the load balancer.
function groupOf(balancer: string): string {
    return balancer.replace(":loadbalancer/net/", ":targetgroup/");
}

function balancerOf(group: string): string {
    return group.replace(":targetgroup/", ":loadbalancer/net/");
}

function noTargetGroup(): CommandResult {
    return failed("TargetGroupNotFound", "DescribeTargetHealth", "One or more target groups not found");
}

// Every flag of these commands has a value.
function parsed(command: readonly string[]): { words: string[]; flags: Record<string, string> } {
    const first = command.findIndex((word) => word.startsWith("--"));
    const [words, rest] = first < 0 ? [[...command], []] : [command.slice(0, first), command.slice(first)];
    const pairs = rest.flatMap((word, index) => (index % 2 === 0 ? [[word.slice(2), rest[index + 1] ?? ""]] : []));
    return { words, flags: Object.fromEntries(pairs) };
}
