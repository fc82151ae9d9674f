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

    it("leaves it to the AWS CLI, in the load balancer's own region", async () => {
        cli(`echo "$@" > ${folder}/called`);
        await waitUntilActive(arn);
        assert.equal(
            readFileSync(join(folder, "called"), "utf8").trim(),
            `elbv2 wait load-balancer-available --load-balancer-arns ${arn} --region eu-central-1`,
        );
    });

    it("asks as the profile of the provider, where that has one", async () => {
        cli(`echo "$AWS_PROFILE" > ${folder}/profile`);
        await waitUntilActive(arn, "sandbox");
        assert.equal(readFileSync(join(folder, "profile"), "utf8").trim(), "sandbox");
    });

    it("says what to look at where it is in vain, and that nothing but another up is to be done then", async () => {
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

    it("says so where there is no AWS CLI", async () => {
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
