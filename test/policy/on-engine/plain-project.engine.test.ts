import assert from "node:assert/strict";
import { previewPlain } from "./plain-project";

const program = (...lines: readonly string[]): string =>
    ['const k8s = require("@pulumi/kubernetes");', ...lines, ""].join("\n");

const open = 'new k8s.core.v1.Service("shop", { spec: { type: "NodePort" } });';

const scheme = '{ "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal" }';
const balanced = `new k8s.core.v1.Service("office", { metadata: { annotations: ${scheme} }, spec: { type: "LoadBalancer", loadBalancerClass: "example.com/nlb" } });`;

describe("The pack in an unrelated program, by plain pulumi preview --policy-pack", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);

    it("fails the preview, names the rule and says what to change", async () => {
        const { exitCode, output } = await previewPlain(program(open, balanced));
        assert.notEqual(exitCode, 0, output);
        assert.match(output, /\[mandatory\].*r1-private-kubernetes.*\(kubernetes:core\/v1:Service: shop\)\n +R1: /);
        assert.match(output, /Change: set spec\.type to "ClusterIP"/);
        assert.match(output, /\[mandatory\].*r1-private-kubernetes.*\(kubernetes:core\/v1:Service: office\)/);
    });

    it("accepts private resources, with settings from a file", async () => {
        const { exitCode, output } = await previewPlain(
            program('new k8s.core.v1.Service("shop", { spec: { type: "ClusterIP" } });', balanced),
            { packConfig: { "r1-private-kubernetes": { loadBalancerClasses: ["example.com/nlb"] } } },
        );
        assert.equal(exitCode, 0, output);
        assert.match(output, /\+ 3 to create/);
    });

    const waivers = `waivers:
  - policy: r1-private-kubernetes
    urn: "urn:pulumi:dev::shop::kubernetes:core/v1:Service::shop"
    reason: the shop moves behind the gateway in December
    owner: platform
    expires: ${new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)}
`;

    it("accepts waived resources, as long as they break the rule", async () => {
        const { exitCode, output } = await previewPlain(program(open), { waivers });
        assert.equal(exitCode, 0, output);
        const unused = await previewPlain(program(), { waivers });
        assert.notEqual(unused.exitCode, 0, unused.output);
        assert.match(unused.output, /it waives nothing/);
    });

    it("accepts no waiver from the program, because it reads the file before the program runs", async () => {
        const writes = `require("node:fs").writeFileSync("../waivers.yaml", ${JSON.stringify(waivers)});`;
        const { exitCode, output } = await previewPlain(program(writes, open), { waivers: null });
        assert.notEqual(exitCode, 0, output);
        assert.match(output, /\[mandatory\].*r1-private-kubernetes.*\(kubernetes:core\/v1:Service: shop\)/);
        assert.match(output, /waivers\.yaml.*cannot be read \(ENOENT\)/);
    });
});
