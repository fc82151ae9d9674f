import assert from "node:assert/strict";
import { accountOf, packagesOf, prepareState, regionOf } from "../../../../tools/cloud-simulator/state/imported-state";
import { secret } from "../../../../tools/cloud-simulator/state/property-values";
import { parseStackExport } from "../../../../tools/cloud-simulator/state/stack-export";

const prefix = "urn:pulumi:live::acme::";
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const provider = `${prefix}pulumi:providers:aws::main::1`;
const arn = (account: string) => `arn:aws:ec2:us-west-2:${account}:vpc/vpc-1`;

const state = parseStackExport(
    {
        version: 4,
        features: ["hooks"],
        deployment: {
            secrets_providers: { type: "cloud", state: { url: "awskms://key" } },
            pending_operations: [
                {
                    type: "creating",
                    resource: { urn: `${prefix}shop:Net$aws:ec2/vpc:Vpc::second`, type: "aws:ec2/vpc:Vpc" },
                },
            ],
            resources: [
                { urn: `${prefix}pulumi:pulumi:Stack::acme-live`, type: "pulumi:pulumi:Stack" },
                { urn: `${prefix}pulumi:providers:aws::main`, type: "pulumi:providers:aws", custom: true, id: "1" },
                {
                    urn: `${prefix}aws:ec2/vpc:Vpc::main`,
                    type: "aws:ec2/vpc:Vpc",
                    custom: true,
                    id: "vpc-1",
                    parent: `${prefix}pulumi:pulumi:Stack::acme-live`,
                    provider,
                    inputs: { tags: { owner: { [signature]: secretSignature, ciphertext: "AAAB" } } },
                    outputs: {
                        arn: arn("210987654321"),
                        tags: { owner: { [signature]: secretSignature, plaintext: '"me"' } },
                    },
                },
                {
                    urn: `${prefix}aws:ec2/vpc:Vpc::peer`,
                    type: "aws:ec2/vpc:Vpc",
                    custom: true,
                    id: "vpc-2",
                    outputs: { arn: arn("111111111111") },
                },
                {
                    urn: `${prefix}aws:ec2/vpc:Vpc::third`,
                    type: "aws:ec2/vpc:Vpc",
                    custom: true,
                    id: "vpc-3",
                    outputs: { arn: arn("210987654321") },
                },
                { urn: `${prefix}random:index/id:Id::x`, type: "random:index/id:Id", custom: true, id: "r" },
            ],
        },
    },
    "state",
);

describe("a state that is imported into another backend", () => {
    const { deployment, resources, placeholders, dropped } = prepareState(state, "prod", "shop");
    const imported = (deployment.deployment as { resources: Record<string, unknown>[] }).resources;

    it("has the URNs of the target stack", () => {
        assert.equal(imported[0]?.urn, "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod");
        assert.equal(imported[2]?.parent, imported[0]?.urn);
        assert.equal(imported[2]?.provider, "urn:pulumi:prod::shop::pulumi:providers:aws::main::1");
        assert.doesNotMatch(JSON.stringify(deployment), /live|acme/);
        assert.deepEqual([deployment.version, deployment.features], [4, ["hooks"]]);
    });

    it("has placeholders instead of ciphertext, and keeps plain secrets secret", () => {
        assert.equal(placeholders, 1);
        assert.doesNotMatch(JSON.stringify(deployment), /AAAB|awskms/);
        const [vpc] = resources;
        assert.deepEqual(vpc?.inputs, { tags: { owner: secret("offline-placeholder") } });
        assert.deepEqual(vpc?.outputs.tags, { owner: secret("me") });
    });

    it("has no pending operations, and lists those dropped", () => {
        assert.deepEqual(dropped, ['creating aws:ec2/vpc:Vpc "second"']);
        assert.doesNotMatch(JSON.stringify(deployment), /pending/);
    });

    it("adds no resources of the engine to the clouds", () => {
        assert.deepEqual(
            resources.map(({ id }) => id),
            ["vpc-1", "vpc-2", "vpc-3", "r"],
        );
    });

    it("states account, region and packages", () => {
        assert.equal(accountOf(state), "210987654321");
        assert.equal(regionOf(state), "us-west-2");
        assert.deepEqual(packagesOf(state), ["aws", "random"]);
    });
});
