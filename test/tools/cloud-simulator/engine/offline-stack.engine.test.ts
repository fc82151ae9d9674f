import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as eks from "@pulumi/eks";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { EngineEvent, PulumiFn } from "@pulumi/pulumi/automation";
import { terminateRpcs } from "@pulumi/pulumi/runtime/settings";
import { waitUntilServing } from "../../../../infra/backends/kubernetes/serving-load-balancer";
import { previewOffline } from "../../../../tools/cloud-simulator/engine/offline-run";
import { type OfflineStackOptions, withOfflineStack } from "../../../../tools/cloud-simulator/engine/offline-stack";
import { linkPackages, writeProject } from "./sample-project";
import { TemporaryFolders } from "./temporary-folder";

const base = {
    projectName: "shop",
    stackName: "dev",
    config: { "aws:region": "eu-west-1" },
} satisfies Partial<OfflineStackOptions>;

describe("a stack on the real engine behind simulated clouds", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);

    const folders = new TemporaryFolders();
    const { TMPDIR } = process.env;
    beforeEach(() => {
        process.env.TMPDIR = folders.make();
    });
    afterEach(() => {
        const leftOvers = readdirSync(process.env.TMPDIR ?? "").filter((name) => name.startsWith("gatehouse-"));
        process.env.TMPDIR = TMPDIR ?? "/tmp";
        folders.removeAll();
        assert.deepEqual(leftOvers, [], "left over by an offline run");
    });

    it("previews, updates, changes and destroys without leftovers", async () => {
        const events: EngineEvent[] = [];
        const onEvent = (event: EngineEvent) => void events.push(event);
        await withOfflineStack({ ...base, program: async () => platform("first"), onEvent }, async (stack) => {
            const planned = await stack.preview();
            assert.equal(planned.error, undefined);
            assert.ok((planned.changes.create ?? 0) > 30, JSON.stringify(planned.changes));
            assert.equal(inputsOf(events, "aws:eks/cluster:Cluster")?.roleArn, unknownValue);
            assert.equal(inputsOf(events, "aws:apigateway/vpcLink:VpcLink")?.targetArn, unknownValue);
            assert.equal(inputsOf(events, "aws:apigateway/restApi:RestApi")?.body, '{"openapi":"3.0.1"}');

            const made = await stack.up();
            assert.equal(made.error, undefined);
            const outputs = await stack.outputs();
            assert.match(String(outputs.host?.value), /^k8s-apis-pictures-[0-9a-f]{10}-[0-9a-f]{16}\.elb\.eu-west-1\./);
            assert.match(
                String(outputs.targetArn?.value),
                /^arn:aws:elasticloadbalancing:eu-west-1:\d{12}:loadbalancer\/net\/k8s-apis-pictures-/,
            );
            assert.deepEqual((await stack.preview()).changes, { same: made.changes.create });
            assert.deepEqual((await stack.refresh()).changes, { same: made.changes.create });

            const changed = await stack.up(async () => platform("second"));
            assert.deepEqual(changed.changes.update, 1, JSON.stringify(changed.changes));
            const moved = await stack.preview(async () => platform("second", "10.9.0.0/16"));
            assert.ok((moved.changes.replace ?? 0) > 5, JSON.stringify(moved.changes));

            const gone = await stack.destroy();
            assert.equal(gone.error, undefined);
            assert.equal(await stack.resourceCount(), 0);
        });
    });

    it("fails if the program loses its connection to the engine before its end", async () => {
        const lost = async () => {
            terminateRpcs();
            new k8s.core.v1.Namespace("made");
        };
        const { succeeded, error } = await previewOffline({ ...base, program: lost });
        assert.equal(succeeded, false);
        assert.match(error ?? "", /lost its connection to the engine before its end; run it again/);
    });

    it("reports the failure of a program, and types that are not simulated", async () => {
        const thrown = await previewOffline({ ...base, program: () => Promise.reject(new Error("out of cheese")) });
        assert.equal(thrown.succeeded, false);
        assert.match(thrown.error ?? "", /out of cheese/);

        const output: string[] = [];
        const unrelated = await previewOffline({
            ...base,
            program: async () => void new aws.amp.Workspace("metrics"),
            onOutput: (text) => output.push(text),
        });
        assert.equal(unrelated.succeeded, false);
        assert.match(output.join(""), /simulated aws has no type "aws:amp\/workspace:Workspace"/);
    });

    it("does not delete resources that AWS would keep", async () => {
        const program: PulumiFn = async () =>
            void new aws.eks.Cluster("shop", {
                roleArn: "arn:aws:iam::123456789012:role/shop",
                vpcConfig: { subnetIds: ["subnet-1"] },
                deletionProtection: true,
            });
        await withOfflineStack({ ...base, program }, async (stack) => {
            assert.equal((await stack.up()).error, undefined);
            const rejected = await stack.destroy();
            assert.equal(rejected.succeeded, false);
            assert.match(rejected.error ?? "", /deletion protection is enabled/);
            assert.ok((await stack.resourceCount()) > 0);
        });
    });

    it("turns placeholders into secrets of the program", async () => {
        const program: PulumiFn = async () => {
            const config = new pulumi.Config("shop");
            return { token: config.requireSecret("token"), nested: config.requireObject<object>("database") };
        };
        const config = {
            ...base.config,
            "shop:token": "offline-placeholder",
            "shop:database": { password: "offline-placeholder" },
        };
        const secretPaths = ["shop:token", "shop:database.password"];
        await withOfflineStack({ ...base, config, secretPaths, program }, async (stack) => {
            assert.equal((await stack.up()).error, undefined);
            const outputs = await stack.outputs();
            assert.deepEqual(outputs.token, { value: "offline-placeholder", secret: true });
            assert.deepEqual(outputs.nested?.value, { password: "offline-placeholder" });
        });
    });

    it("enforces policy packs", async () => {
        const policyPacks = [pack(folders.make())];
        const check = async (name: string) => {
            const violations: string[] = [];
            const { succeeded } = await previewOffline({
                ...base,
                policyPacks,
                program: async () => void new aws.cloudwatch.LogGroup("logs", { name }),
                onEvent: ({ policyEvent }) => void (policyEvent && violations.push(policyEvent.message)),
            });
            return { succeeded, violations: violations.join() };
        };
        assert.deepEqual(await check("good"), { succeeded: true, violations: "" });
        const rejected = await check("bad");
        assert.equal(rejected.succeeded, false);
        assert.match(rejected.violations, /the name is bad/);
    });

    it("runs the program of a folder without writing into it", async () => {
        const workDir = folders.make();
        writeProject(workDir, { main: "program" });
        const before = readFileSync(join(workDir, "Pulumi.dev.yaml"), "utf8");
        const output: string[] = [];
        await withOfflineStack(
            { ...base, config: { "shop:greeting": "hello" }, workDir, onOutput: (text) => output.push(text) },
            async (stack) => {
                assert.equal((await stack.up()).error, undefined, output.join(""));
                assert.equal((await stack.outputs()).greeting?.value, "hello from the program");
            },
        );
        assert.match(output.join(""), /printed by the program/);
        assert.equal(readFileSync(join(workDir, "Pulumi.dev.yaml"), "utf8"), before);
        assert.deepEqual(readdirSync(workDir).sort(), ["Pulumi.dev.yaml", "Pulumi.yaml", "node_modules", "program"]);
    });

    it("reports the failure of a folder's program", async () => {
        const workDir = folders.make();
        writeProject(workDir, { main: "program" });
        writeFileSync(join(workDir, "program", "index.ts"), 'throw new Error("out of cheese");\n');
        const output: string[] = [];
        const result = await previewOffline({ ...base, config: {}, workDir, onOutput: (text) => output.push(text) });
        assert.equal(result.succeeded, false);
        assert.match(output.join(""), /out of cheese/);
    });

    it("stops immediately when it is aborted", async () => {
        const stop = new AbortController();
        const stuck = previewOffline({
            ...base,
            signal: stop.signal,
            program: () => new Promise(() => stop.abort(new Error("enough"))),
        });
        await assert.rejects(stuck, /enough/);
        await assert.rejects(previewOffline({ ...base, signal: stop.signal, program: async () => ({}) }), /enough/);
    });
});

const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

// A program like the product: a network, a cluster, a Service's load balancer behind a VPC link, and an API.
function platform(description: string, cidrBlock = "10.0.0.0/16") {
    const vpc = new awsx.ec2.Vpc("main", {
        cidrBlock,
        numberOfAvailabilityZones: 2,
        natGateways: { strategy: "Single" },
        subnetStrategy: "Auto",
        subnetSpecs: [{ type: "Public" }, { type: "Private", tags: { "kubernetes.io/role/internal-elb": "1" } }],
    });
    const cluster = new eks.Cluster("main", {
        vpcId: vpc.vpcId,
        privateSubnetIds: vpc.privateSubnetIds,
        authenticationMode: "API",
        autoMode: { enabled: true },
        skipDefaultNodeGroup: true,
        corednsAddonOptions: { enabled: false },
    });
    const provider = new k8s.Provider("main", { kubeconfig: cluster.kubeconfigJson });
    const metadata = { name: "pictures", namespace: "apis", labels: { app: "pictures" } };
    const containers = [{ name: "pictures", image: "pictures:1" }];
    const template = { metadata: { labels: metadata.labels }, spec: { containers } };
    const pods = new k8s.apps.v1.Deployment(
        "pictures",
        { metadata, spec: { selector: { matchLabels: metadata.labels }, template } },
        { provider },
    );
    const service = new k8s.core.v1.Service(
        "pictures",
        {
            metadata,
            spec: {
                type: "LoadBalancer",
                loadBalancerClass: "eks.amazonaws.com/nlb",
                selector: metadata.labels,
                ports: [{ port: 80 }],
            },
        },
        { provider, dependsOn: pods },
    );
    const host = service.status.apply(({ loadBalancer }) => loadBalancer?.ingress?.[0]?.hostname ?? "");
    const balancer = aws.lb.getLoadBalancerOutput({ name: host.apply((name) => name.replace(/-[0-9a-f]+\..*$/, "")) });
    const wait = ({ newInputs }: pulumi.ResourceHookArgs) => waitUntilServing(String(newInputs?.targetArn));
    const link = new aws.apigateway.VpcLink(
        "pictures",
        { targetArn: balancer.arn },
        { hooks: { beforeCreate: [wait] } },
    );
    new aws.apigateway.RestApi("main", { body: '{"openapi":"3.0.1"}', description });
    return { host, targetArn: link.targetArn };
}

function inputsOf(events: readonly EngineEvent[], type: string): Record<string, unknown> | undefined {
    const metadata = events
        .map(({ resourcePreEvent }) => resourcePreEvent?.metadata)
        .find((each) => each?.type === type);
    return metadata?.new?.inputs;
}

function pack(folder: string): string {
    writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\nmain: index.js\n");
    writeFileSync(join(folder, "package.json"), '{ "name": "names", "version": "0.1.0" }\n');
    linkPackages(folder);
    writeFileSync(
        join(folder, "index.js"),
        [
            'const { PolicyPack } = require("@pulumi/policy");',
            'new PolicyPack("names", { policies: [{',
            '    name: "good-names", description: "Names are good.", enforcementLevel: "mandatory",',
            '    validateResource: ({ props }, report) => { if (props.name === "bad") report("the name is bad"); },',
            "}] });",
        ].join("\n"),
    );
    return folder;
}
