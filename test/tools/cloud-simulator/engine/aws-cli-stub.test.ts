import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { answerCommand, startAwsCliStub } from "../../../../tools/cloud-simulator/engine/aws-cli-stub";
import { loadBalancers } from "../../../../tools/cloud-simulator/resources/load-balancers";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";
import { TemporaryFolders } from "./temporary-folder";

const region = "eu-central-1";
const waitFor = (arn: string) => {
    return ["elbv2", "wait", "load-balancer-available", "--load-balancer-arns", arn, "--region", region];
};

describe("the stub of the AWS CLI", () => {
    const folders = new TemporaryFolders();
    afterEach(() => folders.removeAll());

    it("waits until the simulated load balancer of a Service is active", () => {
        const { cloud, arn } = worldWithService();
        assert.equal(cloud.balancers.isActive(arn), false);
        assert.deepEqual(answerCommand(waitFor(arn), cloud), { code: 0, text: "" });
        assert.equal(cloud.balancers.isActive(arn), true);
    });

    it("gives up as the AWS CLI does if the load balancer does not exist", () => {
        const { cloud, arn } = worldWithService();
        const gaveUp = { code: 255, text: "Waiter LoadBalancerAvailable failed: Max attempts exceeded" };
        assert.deepEqual(answerCommand(waitFor(`${arn}x`), cloud), gaveUp);
        assert.deepEqual(answerCommand([...waitFor(arn).slice(0, -1), "us-east-1"], cloud), gaveUp);
    });

    it("finds the load balancer with the credentials of the AWS provider only", () => {
        const { cloud, arn } = worldWithService();
        const found = (flags: readonly string[], environment = {}) =>
            answerCommand([...waitFor(arn), ...flags], cloud, environment).code === 0;
        const roleArn = "arn:aws:iam::270727272727:role/deployer";
        const assume = ["sts", "assume-role", "--role-arn", roleArn, "--region", region];
        const { output = "" } = answerCommand(assume, cloud);
        const { AccessKeyId: accessKeyId, SessionToken: token } = JSON.parse(output).Credentials;
        const tries = () => [found([]), found(["--profile", "sandbox"]), found([], { accessKeyId, token })];
        assert.deepEqual(tries(), [true, false, false]);
        cloud.configureAws({ profile: "sandbox" });
        assert.deepEqual(tries(), [false, true, false]);
        cloud.configureAws({ profile: "sandbox", assumeRoles: JSON.stringify([{ roleArn }]) });
        assert.deepEqual(tries(), [false, false, true]);
    });

    it("is an executable that exits with the code, and rejects other commands", async () => {
        const { cloud, arn } = worldWithService();
        const aws = await startAwsCliStub(folders.make(), cloud);
        const call = (command: string[]) => promisify(execFile)(join(aws.folder, "aws"), command);
        try {
            await call(waitFor(arn));
            await assert.rejects(call(waitFor("arn:x")), { code: 255, stderr: /Max attempts exceeded/ });
            await assert.rejects(call(["s3", "ls"]), { code: 252, stderr: /has no command "s3 ls"/ });
        } finally {
            await aws.close();
        }
    });
});

function worldWithService(): { cloud: SimulatedCloud; arn: string } {
    const cloud = new SimulatedCloud("123456789012", region);
    const inputs = {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: "shop", namespace: "apis" },
        spec: { type: "LoadBalancer", loadBalancerClass: "eks.amazonaws.com/nlb" },
    };
    const hostname = `k8s-apis-shop-0123456789-0123456789abcdef.elb.${region}.amazonaws.com`;
    const outputs = { ...inputs, status: { loadBalancer: { ingress: [{ hostname }] } } };
    cloud.store.put({ urn: "urn:x", type: "kubernetes:core/v1:Service", id: "apis/shop", inputs, outputs });
    return { cloud, arn: String(loadBalancers(cloud)[0]?.arn) };
}
