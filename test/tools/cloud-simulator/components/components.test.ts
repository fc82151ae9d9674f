import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ConstructRequest, type ConstructResponse } from "@pulumi/pulumi/proto/provider_pb";
import { awsInvokes } from "../../../../tools/cloud-simulator/aws/invokes/invokes";
import { construct } from "../../../../tools/cloud-simulator/providers/construct";
import { answerInvoke } from "../../../../tools/cloud-simulator/resources/invoke";
import {
    output,
    type PropertyMap,
    plain,
    resourceReference,
    unknown,
} from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedCloud } from "../../../../tools/cloud-simulator/state/simulated-cloud";
import { fromStruct, toStruct } from "../../../../tools/cloud-simulator/wire/grpc-handlers";
import { type FakeMonitor, type Registration, startFakeMonitor, urnOf } from "./fake-monitor";

/** A row of a recording of the real component under Pulumi's mocks. */
interface Row {
    readonly type: string;
    readonly name: string;
    readonly parent?: string;
    readonly inputs: PropertyMap;
    readonly ignoreChanges?: readonly string[];
}

const clusterArgs: PropertyMap = {
    vpcId: "vpc-0aaa",
    publicSubnetIds: ["subnet-pub-a", "subnet-pub-b"],
    privateSubnetIds: ["subnet-priv-a", "subnet-priv-b"],
    authenticationMode: "API",
    createOidcProvider: true,
    endpointPrivateAccess: true,
    endpointPublicAccess: true,
    publicAccessCidrs: ["203.0.113.0/24"],
    enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
};

const autoMode = { autoMode: { enabled: true, createNodeRole: true } };

const cases: Readonly<Record<string, PropertyMap>> = {
    "eks-auto": { ...clusterArgs, ...autoMode },
    "eks-auto-skip": {
        ...clusterArgs,
        ...autoMode,
        skipDefaultNodeGroup: true,
        corednsAddonOptions: { enabled: false },
    },
    "eks-auto-entry": {
        ...clusterArgs,
        ...autoMode,
        accessEntries: {
            admin: {
                principalArn: "arn:aws:iam::123456789012:role/Admin",
                accessPolicies: {
                    admin: {
                        accessScope: { type: "cluster" },
                        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
                    },
                },
            },
        },
    },
    "eks-managed": { ...clusterArgs, skipDefaultNodeGroup: true },
};

describe("simulated components", () => {
    let monitor: FakeMonitor;
    const start = async (region: string) => {
        const cloud = new SimulatedCloud("123456789012", region);
        monitor = await startFakeMonitor(mockedOutputs, (token, args) =>
            token === "pulumi:pulumi:getResource"
                ? stateOf(String(args.urn))
                : answerInvoke(awsInvokes, token, args, cloud),
        );
    };
    beforeEach(() => start("eu-central-1"));
    afterEach(() => monitor.close());

    it("awsx.ec2.Vpc registers the children that were recorded", async () => {
        await run(monitor, "awsx:ec2:Vpc", {
            cidrBlock: "10.0.0.0/16",
            numberOfAvailabilityZones: 2,
            natGateways: { strategy: "Single" },
            subnetStrategy: "Auto",
            subnetSpecs: [
                { type: "Public", tags: { "kubernetes.io/role/elb": "1" } },
                { type: "Private", tags: { "kubernetes.io/role/internal-elb": "1" } },
            ],
            enableDnsHostnames: true,
            tags: { Project: "demo" },
        });
        assert.deepEqual(rowsOf(monitor.registrations), recording("awsx-vpc-dev-auto"));
    });

    it("awsx.ec2.Vpc takes the first zones of the region, or those that are named", async () => {
        monitor.close();
        await start("us-west-2");
        const zones = async (args: PropertyMap) => {
            monitor.registrations.length = 0;
            await run(monitor, "awsx:ec2:Vpc", { subnetStrategy: "Auto", subnetSpecs: [{ type: "Private" }], ...args });
            const subnets = monitor.registrations.filter(({ type }) => type === "aws:ec2/subnet:Subnet");
            return subnets.map(({ inputs }) => inputs.availabilityZone);
        };
        const all = ["us-west-2a", "us-west-2b", "us-west-2c", "us-west-2d"];
        assert.deepEqual((await zones({ numberOfAvailabilityZones: 4 })).sort(), all);
        const named = ["us-west-2b", "us-west-2d"];
        assert.deepEqual((await zones({ availabilityZoneNames: named })).sort(), named);
    });

    for (const [name, args] of Object.entries(cases)) {
        it(`eks.Cluster registers the children that were recorded as ${name}`, async () => {
            await run(monitor, "eks:index:Cluster", args);
            assert.deepEqual(rowsOf(monitor.registrations), recording(name));
        });
    }

    it("awsx.ec2.Vpc creates one NAT gateway per zone or none, as configured", async () => {
        const args = { numberOfAvailabilityZones: 3, subnetStrategy: "Auto" };
        await run(monitor, "awsx:ec2:Vpc", { ...args, natGateways: { strategy: "OnePerAz" } });
        const gateways = monitor.registrations.filter(({ type }) => type === "aws:ec2/natGateway:NatGateway");
        assert.deepEqual(gateways.map(({ inputs }) => inputs.subnetId).sort(), [
            "main-public-1_id",
            "main-public-2_id",
            "main-public-3_id",
        ]);
        const routes = monitor.registrations.filter(({ type }) => type === "aws:ec2/route:Route");
        assert.equal(new Set(routes.map(({ inputs }) => inputs.natGatewayId)).size, 4);

        monitor.registrations.length = 0;
        await run(monitor, "awsx:ec2:Vpc", { ...args, natGateways: { strategy: "None" } });
        assert.equal(monitor.registrations.filter(({ type }) => /NatGateway|Eip/.test(type)).length, 0);
        assert.equal(monitor.registrations.filter(({ inputs }) => "natGatewayId" in inputs).length, 0);
    });

    it("children depend on the resources from which their properties come", async () => {
        const vpc = urnOf("aws:ec2/vpc:Vpc", "network");
        const subnet = urnOf("aws:ec2/subnet:Subnet", "network");
        await run(monitor, "eks:index:Cluster", {
            ...clusterArgs,
            ...autoMode,
            vpcId: output("vpc-1", [vpc]),
            privateSubnetIds: [output("subnet-1", [subnet])],
            publicSubnetIds: [],
            skipDefaultNodeGroup: true,
            corednsAddonOptions: { enabled: false },
        });
        const cluster = monitor.registrations.find(({ type }) => type === "aws:eks/cluster:Cluster");
        assert.deepEqual(cluster?.inputs.vpcConfig, {
            endpointPrivateAccess: true,
            endpointPublicAccess: true,
            publicAccessCidrs: ["203.0.113.0/24"],
            subnetIds: ["subnet-1"],
        });
        assert.deepEqual(cluster?.propertyDependencies.vpcConfig, [subnet]);
        const role = urnOf("aws:iam/role:Role", "main-eksRole-role");
        assert.deepEqual(cluster?.propertyDependencies.roleArn, [role]);
        assert.ok(cluster?.dependencies.some((urn) => urn.includes("RolePolicyAttachment")));
    });

    it("eks.Cluster passes on encryption, version and protection, and returns its kubeconfig", async () => {
        const response = await run(monitor, "eks:index:Cluster", {
            ...clusterArgs,
            ...autoMode,
            skipDefaultNodeGroup: true,
            corednsAddonOptions: { enabled: false },
            name: "shop",
            version: "1.35",
            deletionProtection: true,
            encryptionConfigKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/1",
        });
        const inputs = monitor.registrations.find(({ type }) => type === "aws:eks/cluster:Cluster")?.inputs;
        assert.equal(inputs?.version, "1.35");
        assert.equal(inputs?.deletionProtection, true);
        assert.deepEqual(inputs?.encryptionConfig, {
            provider: { keyArn: "arn:aws:kms:eu-central-1:123456789012:key/1" },
            resources: ["secrets"],
        });
        const kubeconfig = JSON.parse(String(plain(fromStruct(response.getState()).kubeconfigJson ?? null)));
        assert.deepEqual(kubeconfig.users[0].user.exec.args.slice(0, 6), [
            "--region",
            "eu-central-1",
            "eks",
            "get-token",
            "--cluster-name",
            "main-eksCluster-1234567",
        ]);
    });

    it("eks.ManagedNodeGroup gets missing arguments from the cluster", async () => {
        await run(monitor, "eks:index:ManagedNodeGroup", {
            cluster: resourceReference(urnOf("eks:index:Cluster", "main")),
            nodeRoleArn: "arn:aws:iam::123456789012:role/node-role",
            instanceTypes: ["t3.medium"],
            scalingConfig: { desiredSize: 2, maxSize: 3 },
        });
        const nodes = monitor.registrations.find(({ type }) => type === "aws:eks/nodeGroup:NodeGroup");
        assert.deepEqual(nodes?.inputs, {
            clusterName: "shop",
            instanceTypes: ["t3.medium"],
            nodeRoleArn: "arn:aws:iam::123456789012:role/node-role",
            scalingConfig: { desiredSize: 2, minSize: 1, maxSize: 3 },
            subnetIds: ["subnet-1"],
            version: "1.35",
        });
        assert.deepEqual(nodes?.propertyDependencies.clusterName, [urnOf("aws:eks/cluster:Cluster", "main")]);
    });

    it("awsx.ecr.Image builds into the repository, and depends on it in a preview", async () => {
        const repositoryUrl = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/pictures";
        const built = await run(monitor, "awsx:ecr:Image", { repositoryUrl, context: "app", platform: "linux/amd64" });
        const image = monitor.registrations.find(({ type }) => type === "docker-build:index:Image");
        assert.equal(image?.inputs.push, true);
        assert.deepEqual(image?.inputs.platforms, ["linux/amd64"]);
        assert.equal(plain(fromStruct(built.getState()).imageUri ?? null), `${repositoryUrl}@sha256:1`);

        monitor.registrations.length = 0;
        const url = output(unknown, [urnOf("aws:ecr/repository:Repository", "pictures")]);
        const planned = await run(monitor, "awsx:ecr:Image", { repositoryUrl: url, context: "app" });
        assert.deepEqual(
            monitor.registrations.map(({ type }) => type),
            ["awsx:ecr:Image"],
        );
        assert.equal(plain(fromStruct(planned.getState()).imageUri ?? null), unknown);
    });

    const rejected: readonly (readonly [string, PropertyMap, RegExp])[] = [
        [
            "awsx:ec2:Vpc",
            { subnetStrategy: "Auto", ipv4IpamPoolId: "p" },
            /awsx.ec2.Vpc does not know "ipv4IpamPoolId"/,
        ],
        ["awsx:ec2:Vpc", {}, /subnetStrategy is "Legacy", want "Auto"/],
        ["awsx:ec2:Vpc", { subnetStrategy: "Auto", numberOfAvailabilityZones: 4 }, /has 3 availability zones, want 4/],
        ["awsx:ecs:FargateService", {}, /simulated awsx has no component "awsx:ecs:FargateService"/],
        ["eks:index:Cluster", { ...clusterArgs, fargate: true }, /eks.Cluster does not know "fargate"/],
        ["eks:index:Cluster", clusterArgs, /no default node group/],
        [
            "eks:index:Cluster",
            { ...clusterArgs, ...autoMode, authenticationMode: "CONFIG_MAP" },
            /Access entries are required/,
        ],
        [
            "eks:index:Cluster",
            { ...clusterArgs, ...autoMode, endpointPublicAccess: false },
            /can only be set when `endpointPublicAccess` is true/,
        ],
    ];
    for (const [type, args, message] of rejected) {
        it(`${type} rejects ${message.source}`, async () => {
            await assert.rejects(run(monitor, type, args), message);
        });
    }
});

function run(monitor: FakeMonitor, type: string, args: PropertyMap): Promise<ConstructResponse> {
    const request = new ConstructRequest();
    request.setType(type);
    request.setName("main");
    request.setStack("test");
    request.setMonitorendpoint(monitor.address);
    request.setInputs(toStruct(args));
    return construct(request, new SimulatedCloud("123456789012", "eu-central-1"));
}

// Returns the outputs of the mocks with which the recording was made.
function mockedOutputs(type: string, name: string): PropertyMap {
    switch (type) {
        case "aws:ec2/eip:Eip":
            return { allocationId: `eipalloc-${name}` };
        case "aws:iam/role:Role":
            return { arn: `arn:aws:iam::123456789012:role/${name}`, name };
        case "docker-build:index:Image":
            return { digest: "sha256:1" };
        case "aws:eks/cluster:Cluster":
            return {
                name: `${name}-1234567`,
                arn: `arn:aws:eks:eu-central-1:123456789012:cluster/${name}-1234567`,
                version: "1.33",
                endpoint: "https://EXAMPLE.gr7.eu-central-1.eks.amazonaws.com",
                certificateAuthority: { data: "LS0tLS1CRUdJTiBDRVJU" },
                identities: [{ oidcs: [{ issuer: "https://oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE" }] }],
            };
        default:
            return {};
    }
}

// Returns the engine's state of an existing cluster.
function stateOf(urn: string): PropertyMap {
    const cluster = resourceReference(urnOf("aws:eks/cluster:Cluster", "main"), "main_id");
    const component = urn === urnOf("eks:index:Cluster", "main");
    return { state: component ? { core: { cluster, subnetIds: ["subnet-1"] } } : { name: "shop", version: "1.35" } };
}

function recording(name: string): Row[] {
    const file = join(__dirname, "../../../recordings", `${name}.recording.json`);
    const rows: Row[] = JSON.parse(readFileSync(file, "utf8"));
    // Rows outside the component belong to the recorded program.
    return sorted(rows.filter((row) => row.parent !== undefined && !row.parent.includes("ManagedNodeGroup")));
}

function rowsOf(registrations: readonly Registration[]): Row[] {
    return sorted(registrations.filter(({ parent }) => parent !== undefined));
}

function sorted(rows: readonly Row[]): Row[] {
    return rows.map(comparable).sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

function comparable({ type, name, parent = "", inputs, ignoreChanges = [] }: Row): Row {
    return { type, name, parent, inputs: { ...inputs, ...parsed(inputs) }, ignoreChanges };
}

// JSON in strings may differ in the order of its keys; the versions of add-ons change over time.
function parsed(inputs: PropertyMap): PropertyMap {
    const entries = Object.entries(inputs).flatMap(([key, value]): [string, PropertyMap[string]][] => {
        if (key === "addonVersion") return [[key, "some version"]];
        return typeof value === "string" && value.startsWith("{") ? [[key, JSON.parse(value)]] : [];
    });
    return Object.fromEntries(entries);
}
