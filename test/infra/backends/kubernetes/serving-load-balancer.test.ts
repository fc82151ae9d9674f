import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitUntilServing } from "../../../../infra/backends/kubernetes/serving-load-balancer";

const arn =
    "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/k8s-apis-pictures/0123456789abcdef";
const group = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/k8s-apis-pictures/fedcba9876543210";

const gaveUp = (waiter: string) => `echo "Waiter ${waiter} failed: Max attempts exceeded" >&2; exit 255`;

describe("the wait for a load balancer", () => {
    const path = process.env.PATH;
    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "test-aws-"));
    });
    afterEach(() => {
        process.env.PATH = path;
        rmSync(folder, { recursive: true, force: true });
    });

    it("runs the AWS CLI in the load balancer's region until it is active and its targets are healthy", async () => {
        cli({});
        await waitUntilServing(arn);
        assert.deepEqual(called(), [
            `elbv2 wait load-balancer-available --load-balancer-arns ${arn} --region eu-central-1`,
            `elbv2 describe-target-groups --load-balancer-arn ${arn} --output json --region eu-central-1`,
            `elbv2 wait target-in-service --target-group-arn ${group} --region eu-central-1`,
        ]);
    });

    it("waits for the targets of every target group", async () => {
        cli({ groups: [group, `${group}0`] });
        await waitUntilServing(arn);
        assert.deepEqual(
            called()
                .filter((command) => command.includes("target-in-service"))
                .map((command) => command.split(" ")[4]),
            [group, `${group}0`],
        );
    });

    it("uses the provider's profile if it has one, even if the environment has keys", async () => {
        cli({});
        await waitUntilServing(arn, { profile: "sandbox" });
        assert.equal(called().length, 3);
        for (const command of called()) assert.match(command, / --profile sandbox$/);
    });

    it("assumes the provider's role if it has one, once", async () => {
        cli({});
        const roleArn = "arn:aws:iam::270727272727:role/deployer";
        await waitUntilServing(arn, { profile: "sandbox", roleArn });
        const [assumed = "", ...others] = called();
        assert.match(assumed, new RegExp(`^sts assume-role --role-arn ${roleArn} .*--profile sandbox$`));
        assert.equal(others.length, 3);
        for (const command of others) assert.match(command, /^ASIA1 secret session elbv2 .* eu-central-1$/);
    });

    it("explains why it is not active: where to look, and to run up again", async () => {
        cli({ available: gaveUp("LoadBalancerAvailable") });
        await assert.rejects(waitUntilServing(arn), {
            message:
                `load balancer "${arn}" must be active before a VPC link to it is created: ` +
                "Waiter LoadBalancerAvailable failed: Max attempts exceeded. To see its state: " +
                `aws elbv2 describe-load-balancers --load-balancer-arns ${arn} --region eu-central-1. Then run "pulumi up" again`,
        });
    });

    it("shows the command with the provider's profile", async () => {
        cli({ available: gaveUp("LoadBalancerAvailable") });
        const wait = waitUntilServing(arn, { profile: "sandbox" });
        await assert.rejects(wait, /--region eu-central-1 --profile sandbox\. Then run "pulumi up" again$/);
    });

    it("explains that it has no target group", async () => {
        cli({ groups: [] });
        await assert.rejects(waitUntilServing(arn), /must have a target group before .*: it has none\. To see/);
    });

    for (const [title, targets, words] of [
        [
            "no target is healthy",
            [
                { State: "initial", Reason: "Elb.InitialHealthChecking" },
                { State: "unhealthy", Reason: "Target.FailedHealthChecks" },
                { State: "unhealthy", Reason: "Target.FailedHealthChecks" },
            ],
            "its targets are initial (Elb.InitialHealthChecking), unhealthy (Target.FailedHealthChecks)",
        ],
        ["there is no target", [], "it has no target"],
    ] as const) {
        it(`explains that ${title}: where to look, and to run up again`, async () => {
            cli({ inService: gaveUp("TargetInService"), targets });
            await assert.rejects(waitUntilServing(arn), {
                message:
                    `load balancer "${arn}" must have a healthy target before a VPC link to it is created: ` +
                    `Waiter TargetInService failed: Max attempts exceeded; ${words}. To see its state: ` +
                    `aws elbv2 describe-target-health --target-group-arn ${group} --region eu-central-1. Then run "pulumi up" again`,
            });
        });
    }

    it("goes on after ten minutes if one target is healthy", async () => {
        cli({ inService: gaveUp("TargetInService"), targets: [{ State: "unhealthy" }, { State: "healthy" }] });
        await waitUntilServing(arn);
        assert.equal(called().length, 4);
    });

    it("reports what AWS does not permit", async () => {
        cli({
            inService: `echo "An error occurred (AccessDenied)" >&2; exit 255`,
            health: "echo denied >&2; exit 254",
        });
        await assert.rejects(waitUntilServing(arn), /must have a healthy target before .*: denied\. To see/);
    });

    it("reports a role that it cannot assume", async () => {
        cli({ assume: 'echo "An error occurred (AccessDenied) when calling AssumeRole" >&2; exit 254' });
        const roleArn = "arn:aws:iam::270727272727:role/deployer";
        await assert.rejects(waitUntilServing(arn, { roleArn }), /^Error: An error occurred \(AccessDenied\)/);
    });

    it("reports a missing AWS CLI", async () => {
        process.env.PATH = folder;
        await assert.rejects(waitUntilServing(arn), /^Error: aws: executable file not found.* must be on the PATH$/);
    });

    interface Responses {
        available?: string;
        groups?: readonly string[];
        inService?: string;
        health?: string;
        targets?: readonly object[];
        assume?: string;
    }

    // Puts an `aws` on the PATH that notes each command, after the keys of its session if it has one.
    function cli({ available = "", groups = [group], inService = "", targets = [], ...given }: Responses): void {
        const keys = { AccessKeyId: "ASIA1", SecretAccessKey: "secret", SessionToken: "session" };
        const { assume = `echo '${JSON.stringify({ Credentials: keys })}'` } = given;
        const { health = `echo '${JSON.stringify({ TargetHealthDescriptions: targets.map(described) })}'` } = given;
        const TargetGroups = groups.map((TargetGroupArn) => ({ TargetGroupArn }));
        const executable = join(folder, "aws");
        const script = `#!/bin/sh
            keys="\${AWS_SESSION_TOKEN:+$AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY $AWS_SESSION_TOKEN }"
            echo "$keys$*" >> ${folder}/called
            case "$1 $2 $3" in
            "sts assume-role "*) ${assume} ;;
            "elbv2 wait load-balancer-available") ${available} ;;
            "elbv2 describe-target-groups "*) echo '${JSON.stringify({ TargetGroups })}' ;;
            "elbv2 wait target-in-service") ${inService} ;;
            "elbv2 describe-target-health "*) ${health} ;;
            *) exit 252 ;;
            esac`;
        writeFileSync(executable, `${script}\n`);
        chmodSync(executable, 0o755);
        process.env.PATH = `${folder}:${path}`;
    }

    function called(): string[] {
        const file = join(folder, "called");
        return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
    }
});

function described(health: object) {
    return { TargetHealth: health };
}
