import assert from "node:assert/strict";
import { previewPlain } from "./plain-project";

const program = (...lines: readonly string[]): string =>
    ['const aws = require("@pulumi/aws");', 'const k8s = require("@pulumi/kubernetes");', ...lines, ""].join("\n");

const group =
    'new aws.ec2.SecurityGroup("office", { ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["203.0.113.0/24"] }] });';

describe("The pack in a program that has nothing to do with ours, by plain pulumi preview --policy-pack", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);

    it("fails the preview, and says what to change", async () => {
        const { exitCode, output } = await previewPlain(
            program('new k8s.core.v1.Service("shop", { spec: { type: "NodePort" } });', group),
        );
        assert.notEqual(exitCode, 0, output);
        assert.match(output, /\[mandatory\].*r1-private-kubernetes.*\(kubernetes:core\/v1:Service: shop\)/);
        assert.match(output, /Change: set spec\.type to "ClusterIP"/);
        assert.match(output, /\[mandatory\].*r1-private-aws.*\(aws:ec2\/securityGroup:SecurityGroup: office\)/);
    });

    it("passes what is private, by the settings of a file", async () => {
        const { exitCode, output } = await previewPlain(
            program('new k8s.core.v1.Service("shop", { spec: { type: "ClusterIP" } });', group),
            { "r1-private-aws": { trustedCidrs: ["203.0.113.0/24"] } },
        );
        assert.equal(exitCode, 0, output);
        assert.match(output, /\+ 3 to create/);
    });
});
