import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitUntilActive } from "../../../../infra/backends/kubernetes/active-load-balancer";

const arn =
    "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/k8s-apis-pictures/0123456789abcdef";

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

    it("runs the AWS CLI in the load balancer's region", async () => {
        cli(`echo "$@" > ${folder}/called`);
        await waitUntilActive(arn);
        assert.equal(
            readFileSync(join(folder, "called"), "utf8").trim(),
            `elbv2 wait load-balancer-available --load-balancer-arns ${arn} --region eu-central-1`,
        );
    });

    it("uses the provider's profile if it has one, even if the environment has keys", async () => {
        cli(`echo "$@" > ${folder}/called`);
        await waitUntilActive(arn, { profile: "sandbox" });
        assert.match(readFileSync(join(folder, "called"), "utf8"), / --profile sandbox$/m);
    });

    it("assumes the provider's role if it has one", async () => {
        const keys = { AccessKeyId: "ASIA1", SecretAccessKey: "secret", SessionToken: "session" };
        cli(`if [ $1 = sts ]; then
                echo "$@" > ${folder}/assumed
                echo '${JSON.stringify({ Credentials: keys })}'
            else
                echo "$AWS_ACCESS_KEY_ID $AWS_SECRET_ACCESS_KEY $AWS_SESSION_TOKEN $*" > ${folder}/called
            fi`);
        const roleArn = "arn:aws:iam::270727272727:role/deployer";
        await waitUntilActive(arn, { profile: "sandbox", roleArn });
        assert.match(
            readFileSync(join(folder, "assumed"), "utf8"),
            new RegExp(`^sts assume-role --role-arn ${roleArn} .*--profile sandbox$`, "m"),
        );
        assert.match(
            readFileSync(join(folder, "called"), "utf8"),
            /^ASIA1 secret session elbv2 wait .* eu-central-1$/m,
        );
    });

    it("explains a failed wait: where to look, and to run up again", async () => {
        cli('echo "Waiter LoadBalancerAvailable failed: Max attempts exceeded" >&2; exit 255');
        await assert.rejects(waitUntilActive(arn), (error: Error) => {
            assert.match(error.message, /k8s-apis-pictures.*is not active.*Max attempts exceeded/);
            assert.match(
                error.message,
                /aws elbv2 describe-load-balancers --load-balancer-arns arn:.*"pulumi up" again$/,
            );
            return true;
        });
    });

    it("reports a missing AWS CLI", async () => {
        process.env.PATH = folder;
        await assert.rejects(waitUntilActive(arn), /aws: executable file not found: the AWS CLI must be on the PATH/);
    });

    function cli(script: string): void {
        const executable = join(folder, "aws");
        writeFileSync(executable, `#!/bin/sh\n${script}\n`);
        chmodSync(executable, 0o755);
        process.env.PATH = `${folder}:${path}`;
    }
});
