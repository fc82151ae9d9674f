import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { answerCommand } from "../../../../tools/cloud-simulator/engine/aws-cli-commands";
import { startAwsCliStub } from "../../../../tools/cloud-simulator/engine/aws-cli-stub";
import { loadBalancers } from "../../../../tools/cloud-simulator/resources/load-balancers";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";
import { SampleCluster } from "../kubernetes/pods/sample-cluster";
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

    it("waits on the simulated clock until the targets are healthy", () => {
        const sample = new SampleCluster({ isExposed: false });
        sample.cluster.settle();
        sample.expose();
        const { cloud, balancer, cluster } = sample;
        const group = groupOf(balancer, cloud);
        const look = () =>
            JSON.parse(elbv2(["describe-target-health", "--target-group-arn", group], cloud).output ?? "");
        const { Target, TargetHealth } = look().TargetHealthDescriptions[0];
        assert.deepEqual(
            [Target, TargetHealth],
            [{ Id: cluster.pods.all[0]?.name }, { State: "initial", Reason: "Elb.InitialHealthChecking" }],
        );
        const began = cluster.clock.seconds;
        assert.deepEqual(elbv2(["wait", "target-in-service", "--target-group-arn", group], cloud), {
            code: 0,
            text: "",
        });
        assert.equal(cluster.clock.seconds - began, 180);
        assert.deepEqual(look().TargetHealthDescriptions[0].TargetHealth, { State: "healthy" });
    });

    it("gives up as the AWS CLI does if no target becomes healthy", () => {
        const { cloud, balancer, cluster } = new SampleCluster();
        for (const zone of ["a", "b"]) cluster.nodePool.loseZone(zone);
        assert.deepEqual(elbv2(["wait", "target-in-service", "--target-group-arn", groupOf(balancer, cloud)], cloud), {
            code: 255,
            text: "Waiter TargetInService failed: Max attempts exceeded",
        });
    });

    it("reports target groups that do not exist, or belong to another account", () => {
        const { cloud, balancer } = new SampleCluster();
        const group = groupOf(balancer, cloud);
        const notFound = /\(TargetGroupNotFound\) when calling the DescribeTargetHealth operation/;
        for (const flags of [[`${group}x`], [group, "--profile", "sandbox"]]) {
            const health = elbv2(["describe-target-health", "--target-group-arn", ...flags], cloud);
            assert.equal(health.code, 254);
            assert.match(health.text, notFound);
            const wait = elbv2(["wait", "target-in-service", "--target-group-arn", ...flags], cloud);
            assert.equal(wait.code, 255);
            assert.match(wait.text, notFound);
        }
        const groups = elbv2(["describe-target-groups", "--load-balancer-arn", `${balancer}x`], cloud);
        assert.equal(groups.code, 254);
        assert.match(groups.text, /\(LoadBalancerNotFound\)/);
    });

    it("does not invent the targets of a load balancer that the program creates", () => {
        const cloud = new SimulatedCloud("123456789012", region);
        const arn = `arn:aws:elasticloadbalancing:${region}:123456789012:loadbalancer/net/shop/1`;
        const type = "aws:lb/loadBalancer:LoadBalancer";
        cloud.store.put({ urn: "urn:x", type, id: arn, inputs: {}, outputs: { arn, region } });
        assert.throws(() => groupOf(arn, cloud), /the targets of "arn:.*" are not simulated: it belongs to no Service/);
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

function elbv2(command: readonly string[], cloud: SimulatedCloud) {
    return answerCommand(["elbv2", ...command, "--region", region], cloud);
}

function groupOf(balancer: string, cloud: SimulatedCloud): string {
    const { output = "" } = elbv2(["describe-target-groups", "--load-balancer-arn", balancer], cloud);
    return JSON.parse(output).TargetGroups[0].TargetGroupArn;
}

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
