import assert from "node:assert/strict";
import { runPlain } from "./plain-project";

const program = (...lines: readonly string[]): string =>
    ['const aws = require("@pulumi/aws");', 'const k8s = require("@pulumi/kubernetes");', ...lines, ""].join("\n");

const group =
    'new aws.ec2.SecurityGroup("office", { ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["203.0.113.0/24"] }] });';

describe("The pack in an unrelated program, by plain pulumi preview --policy-pack", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);

    it("fails the preview and says what to change", async () => {
        const { exitCode, output } = await runPlain(
            program('new k8s.core.v1.Service("shop", { spec: { type: "NodePort" } });', group),
        );
        assert.notEqual(exitCode, 0, output);
        assert.match(output, /\[mandatory\].*r1-private-kubernetes.*\(kubernetes:core\/v1:Service: shop\)/);
        assert.match(output, /Change: set spec\.type to "ClusterIP"/);
        assert.match(output, /\[mandatory\].*r1-private-aws.*\(aws:ec2\/securityGroup:SecurityGroup: office\)/);
    });

    it("accepts private resources, with settings from a file", async () => {
        const { exitCode, output } = await runPlain(
            program('new k8s.core.v1.Service("shop", { spec: { type: "ClusterIP" } });', group),
            { packConfig: { "r1-private-aws": { trustedCidrs: ["203.0.113.0/24"] } } },
        );
        assert.equal(exitCode, 0, output);
        assert.match(output, /\+ 3 to create/);
    });

    const waivers = `waivers:
  - policy: r1-private-aws
    urn: "urn:pulumi:dev::shop::aws:ec2/securityGroup:SecurityGroup::office"
    reason: the office moves behind the gateway in December
    owner: platform
    expires: ${new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)}
`;

    it("accepts waived resources, as long as they break the rule", async () => {
        const { exitCode, output } = await runPlain(program(group), { waivers });
        assert.equal(exitCode, 0, output);
        const unused = await runPlain(program(), { waivers });
        assert.notEqual(unused.exitCode, 0, unused.output);
        assert.match(unused.output, /it waives nothing/);
    });

    it("accepts no waiver from the program, because it reads the file before the program runs", async () => {
        const writes = `require("node:fs").writeFileSync("../waivers.yaml", ${JSON.stringify(waivers)});`;
        const { exitCode, output } = await runPlain(program(writes, group), { waivers: null });
        assert.notEqual(exitCode, 0, output);
        assert.match(output, /\[mandatory\].*r1-private-aws.*\(aws:ec2\/securityGroup:SecurityGroup: office\)/);
        assert.match(output, /waivers\.yaml.*cannot be read \(ENOENT\)/);
    });
});
