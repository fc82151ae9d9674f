import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { type OfflineStackOptions, withOfflineStack } from "../../../../tools/cloud-simulator/engine/offline-stack";
import { parseStackExport, type StackExport } from "../../../../tools/cloud-simulator/state/stack-export";

const prefix = "urn:pulumi:live::acme::";
const host = "k8s-apis-pictures-0123456789-0123456789abcdef.elb.us-west-2.amazonaws.com";
const secretValue = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "AAABAA" };

describe("an offline stack that starts from an exported state", function () {
    // The first run on a new machine may have to build the engine.
    this.timeout(20 * 60_000);

    it("previews the changes of the program, whatever else the state contains", async () => {
        const operations = new Map<string, string>();
        const lines: string[] = [];
        let known: unknown;
        const program = async () => {
            const provider = new aws.Provider("main", { region: "us-west-2" });
            new aws.ec2.Vpc("main", { cidrBlock: "10.0.0.0/16", tags: { a: "b" } }, { provider });
            const balancer = aws.lb.getLoadBalancerOutput(
                { tags: { "service.eks.amazonaws.com/stack": "apis/pictures" } },
                { provider },
            );
            const { accountId } = aws.getCallerIdentityOutput({}, { provider });
            pulumi.all([balancer.arn, balancer.dnsName, accountId]).apply((values) => {
                known = values;
            });
        };
        const result = await withOfflineStack(options({ program, operations, lines, state: exported() }), (stack) =>
            stack.preview(),
        );
        assert.equal(result.error, undefined);
        assert.deepEqual(known, [
            "arn:aws:elasticloadbalancing:us-west-2:210987654321:loadbalancer/net/k8s-apis-pictures-0123456789/0123456789abcdef",
            host,
            "210987654321",
        ]);
        assert.deepEqual(Object.fromEntries(operations), {
            "shop-prod": "same",
            main: "update",
            pictures: "delete",
            alarms: "delete",
            salt: "delete",
        });
        assert.deepEqual(lines, [
            '"export": "aws:iot/thingGroup:ThingGroup", "random:index/randomId:RandomId" cannot be simulated: the program must not declare resources of these types',
            '"export": 4 secrets cannot be decrypted here: replaced by placeholders, treated as unchanged',
            '"export": pending operations dropped: creating aws:ec2/vpc:Vpc "second"',
        ]);
    });

    it("names the type of a declared resource that cannot be simulated", async () => {
        const program = async () => {
            new aws.iot.ThingGroup("alarms");
        };
        const { error } = await withOfflineStack(
            options({ program, operations: new Map(), lines: [], state: exported() }),
            (stack) => stack.preview(),
        );
        assert.match(
            error ?? "",
            /simulated aws has no type "aws:iot\/thingGroup:ThingGroup" \(requested by "alarms"\)/,
        );
    });

    it("treats a secret of a provider that cannot be decrypted as unchanged", async () => {
        const program = (region: string) => async () => {
            new aws.Provider("main", { region, token: pulumi.secret("changed-since") });
        };
        const first = options({ program: program("us-west-2"), operations: new Map(), lines: [] });
        const { exported } = await withOfflineStack(first, async (stack) => {
            await stack.up();
            return stack.exportState();
        });
        // Ciphertext of another passphrase, as in an export without --show-secrets.
        const json = JSON.stringify(exported).replaceAll(/"plaintext":"(?:[^"\\]|\\.)*"/g, '"ciphertext":"AAABAA"');
        assert.match(json, /"token":\{[^}]*"ciphertext"/);
        const state = parseStackExport(JSON.parse(json), "export");
        const changes = (region: string) => {
            const second = options({ program: program(region), operations: new Map(), lines: [], state });
            return withOfflineStack(second, async (stack) => (await stack.preview()).changes);
        };
        assert.deepEqual(await changes("us-west-2"), { same: 2 });
        assert.deepEqual(await changes("us-east-1"), { same: 1, replace: 1 });
    });

    it("exports its state for another stack", async () => {
        const program = async () => {
            const key = new aws.apigateway.ApiKey("web");
            return { key: pulumi.secret(key.value) };
        };
        const first = options({ program, operations: new Map(), lines: [] });
        const state = await withOfflineStack(first, async (stack) => {
            assert.equal((await stack.up()).error, undefined);
            return stack.exportState();
        });
        const second = { ...options({ program, operations: new Map(), lines: [], state }), stackName: "other" };
        await withOfflineStack(second, async (stack) => {
            assert.deepEqual((await stack.up()).changes, { same: 2 });
            assert.match(String((await stack.outputs()).key?.value), /^[a-z0-9]{40}$/);
            assert.deepEqual((await stack.destroy()).changes, { delete: 2 });
            assert.deepEqual(stack.cloud.store.all(), []);
        });
    });
});

interface Heard {
    readonly program: OfflineStackOptions["program"] & {};
    /** Returns the operation of each resource by its name. */
    readonly operations: Map<string, string>;
    readonly lines: string[];
    readonly state?: StackExport;
}

function options({ program, operations, lines, state }: Heard): OfflineStackOptions {
    return {
        projectName: "shop",
        stackName: "prod",
        config: { "aws:region": "us-west-2" },
        program,
        ...(state && { state }),
        onProgress: (line) => lines.push(line),
        onEvent: ({ resourcePreEvent }: EngineEvent) => {
            const { urn = "", op = "", type = "" } = resourcePreEvent?.metadata ?? {};
            if (urn && !type.startsWith("pulumi:providers:")) operations.set(urn.split("::").at(-1) ?? "", op);
        },
    };
}

function exported(): StackExport {
    const stack = `${prefix}pulumi:pulumi:Stack::acme-live`;
    const provider = (name: string, packageName: string, inputs: object) => ({
        urn: `${prefix}pulumi:providers:${packageName}::${name}`,
        type: `pulumi:providers:${packageName}`,
        custom: true,
        id: `${packageName}-id`,
        inputs,
        outputs: inputs,
        parent: stack,
    });
    const resource = (name: string, type: string, id: string, inputs: object, outputs: object, by: string) => ({
        urn: `${prefix}${type}::${name}`,
        type,
        custom: true,
        id,
        inputs,
        outputs: { ...inputs, ...outputs },
        parent: stack,
        provider: `${prefix}pulumi:providers:${type.split(":")[0]}::${by}::${type.split(":")[0]}-id`,
    });
    const account = "arn:aws:iot:us-west-2:210987654321:thinggroup/alarms";
    const vpc = { cidrBlock: "10.0.0.0/16", enableDnsSupport: true, instanceTenancy: "default", __defaults: [] };
    const metadata = { name: "pictures", namespace: "apis" };
    const spec = { type: "LoadBalancer", loadBalancerClass: "x" };
    const service = { apiVersion: "v1", kind: "Service", metadata, spec };
    return parseStackExport(
        {
            version: 3,
            deployment: {
                manifest: { time: "2026-11-01T00:00:00Z", magic: "", version: "" },
                secrets_providers: { type: "service", state: { url: "https://api.pulumi.com", owner: "acme" } },
                pending_operations: [
                    {
                        type: "creating",
                        resource: { urn: `${prefix}aws:ec2/vpc:Vpc::second`, type: "aws:ec2/vpc:Vpc", custom: true },
                    },
                ],
                resources: [
                    { urn: stack, type: "pulumi:pulumi:Stack", custom: false },
                    provider("main", "aws", {
                        region: "us-west-2",
                        profile: "acme-production",
                        assumeRoles: JSON.stringify([{ roleArn: "arn:aws:iam::210987654321:role/deploy" }]),
                        secretKey: secretValue,
                    }),
                    provider("cluster", "kubernetes", { kubeconfig: secretValue }),
                    provider("default", "random", {}),
                    resource(
                        "main",
                        "aws:ec2/vpc:Vpc",
                        "vpc-1",
                        vpc,
                        { arn: "arn:aws:ec2:us-west-2:210987654321:vpc/vpc-1" },
                        "main",
                    ),
                    resource(
                        "alarms",
                        "aws:iot/thingGroup:ThingGroup",
                        account,
                        { name: "alarms" },
                        { arn: account },
                        "main",
                    ),
                    resource(
                        "pictures",
                        "kubernetes:core/v1:Service",
                        "apis/pictures",
                        service,
                        { status: { loadBalancer: { ingress: [{ hostname: host }] } } },
                        "cluster",
                    ),
                    resource("salt", "random:index/randomId:RandomId", "xyz", { byteLength: 4 }, {}, "default"),
                ],
            },
        },
        "export",
    );
}
