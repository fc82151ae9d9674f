import assert from "node:assert/strict";
import { Cluster, type ClusterArgs } from "../../../infra/cluster/cluster";
import { inputsOf, listed, record } from "../recorder";

const args: ClusterArgs = {
    clusterName: "gatehouse-test",
    kubernetesVersion: "1.35",
    addOnVersions: {},
    supportType: "standard",
    nodes: "auto",
    architecture: "amd64",
    nodeGroup: { instanceType: "t3.large", minNodes: 2, maxNodes: 4 },
    vpcId: "vpc-1",
    privateSubnetIds: ["subnet-1", "subnet-2"],
    publicEndpointCidrs: [],
    privateEndpointCidrs: [],
    accessEntries: {},
    deletionProtection: true,
    logRetentionDays: 7,
};

const build = (changes: Partial<ClusterArgs> = {}) => record(() => new Cluster("cluster", { ...args, ...changes }));
const eksCluster = async (changes: Partial<ClusterArgs> = {}) => inputsOf(await build(changes), "eks:index:Cluster");

describe("Cluster", () => {
    it("registers neither a node group nor a node role in Auto Mode", async () => {
        assert.deepEqual(listed(await build()).sort(), [
            "aws:cloudwatch/logGroup:LogGroup cluster-control-plane",
            "aws:eks/addon:Addon cluster-metrics-server",
            "aws:kms/key:Key cluster-secrets",
            "eks:index:Cluster cluster",
            "kubernetes:core/v1:ConfigMap cluster-network-policies",
        ]);
    });

    it("registers a node group of the requested size, its role and the Pod Identity agent for managed nodes", async () => {
        const registered = await build({ nodes: "managed" });
        assert.deepEqual(listed(registered).sort(), [
            "aws:cloudwatch/logGroup:LogGroup cluster-control-plane",
            "aws:eks/addon:Addon cluster-coredns",
            "aws:eks/addon:Addon cluster-metrics-server",
            "aws:eks/addon:Addon cluster-pod-identity-agent",
            "aws:eks/nodeGroup:NodeGroup cluster-nodes",
            "aws:iam/role:Role cluster-nodes",
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment cluster-nodes-AmazonEC2ContainerRegistryPullOnly",
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment cluster-nodes-AmazonEKSWorkerNodePolicy",
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment cluster-nodes-AmazonEKS_CNI_Policy",
            "aws:kms/key:Key cluster-secrets",
            "eks:index:Cluster cluster",
        ]);
        const group = inputsOf(registered, "aws:eks/nodeGroup:NodeGroup");
        assert.deepEqual(group.scalingConfig, { minSize: 2, desiredSize: 2, maxSize: 4 });
        assert.deepEqual(group.subnetIds, ["subnet-1", "subnet-2"]);
    });

    it("has Graviton nodes for arm64: a node pool in Auto Mode, or a node group with their image", async () => {
        const pool = inputsOf(await build({ architecture: "arm64" }), "kubernetes:karpenter.sh/v1:NodePool") as {
            spec: { template: { spec: { requirements: object[]; nodeClassRef: object } } };
        };
        const { requirements, nodeClassRef } = pool.spec.template.spec;
        assert.deepEqual(nodeClassRef, { group: "eks.amazonaws.com", kind: "NodeClass", name: "default" });
        assert.deepEqual(requirements[0], { key: "kubernetes.io/arch", operator: "In", values: ["arm64"] });
        const amiType = async (architecture: ClusterArgs["architecture"]) =>
            inputsOf(await build({ nodes: "managed", architecture }), "aws:eks/nodeGroup:NodeGroup").amiType;
        assert.deepEqual([await amiType("arm64"), await amiType("amd64")], ["AL2023_ARM_64_STANDARD", undefined]);
    });

    it("pins the version, encrypts secrets and stores every control-plane log", async () => {
        const cluster = await eksCluster();
        assert.equal(cluster.version, "1.35");
        assert.equal(cluster.encryptionConfigKeyArn, "arn:cluster-secrets");
        assert.deepEqual(cluster.enabledClusterLogTypes, [
            "api",
            "audit",
            "authenticator",
            "controllerManager",
            "scheduler",
        ]);
        assert.equal(cluster.authenticationMode, "API");
        assert.equal(cluster.deletionProtection, true);
    });

    it("sets the support policy, so that EKS does not choose the one that costs more", async () => {
        assert.deepEqual((await eksCluster()).upgradePolicy, { supportType: "STANDARD" });
        assert.deepEqual((await eksCluster({ supportType: "extended" })).upgradePolicy, { supportType: "EXTENDED" });
    });

    it("pins each add-on: to the version that EKS proposes, or to a given one", async () => {
        const addOnVersions = { coredns: "v1.14.3-eksbuild.16", "vpc-cni": "v1.20.4-eksbuild.2" };
        const registered = await build({ nodes: "managed", addOnVersions });
        const addOns = registered.filter(({ type }) => type === "aws:eks/addon:Addon").map(({ inputs }) => inputs);
        assert.deepEqual(Object.fromEntries(addOns.map(({ addonName, addonVersion }) => [addonName, addonVersion])), {
            coredns: "v1.14.3-eksbuild.16",
            "eks-pod-identity-agent": "v1.2.3-eksbuild.4",
            "metrics-server": "v1.2.3-eksbuild.4",
        });
        for (const { resolveConflictsOnCreate, resolveConflictsOnUpdate } of addOns)
            assert.deepEqual([resolveConflictsOnCreate, resolveConflictsOnUpdate], ["OVERWRITE", "OVERWRITE"]);
        const { kubeProxyAddonOptions, vpcCniOptions } = inputsOf(registered, "eks:index:Cluster");
        assert.equal((kubeProxyAddonOptions as { version: string }).version, "v1.2.3-eksbuild.4");
        assert.equal((vpcCniOptions as { addonVersion: string }).addonVersion, "v1.20.4-eksbuild.2");
    });

    it("makes the API server private if no block is listed", async () => {
        const cluster = await eksCluster();
        assert.equal(cluster.endpointPrivateAccess, true);
        assert.equal(cluster.endpointPublicAccess, false);
        assert.ok(!("publicAccessCidrs" in cluster));
    });

    it("exposes the API server to the listed blocks only", async () => {
        const cluster = await eksCluster({ publicEndpointCidrs: ["203.0.113.0/24"] });
        assert.equal(cluster.endpointPublicAccess, true);
        assert.deepEqual(cluster.publicAccessCidrs, ["203.0.113.0/24"]);
    });

    it("creates nothing superfluous in Auto Mode", async () => {
        const cluster = await eksCluster();
        assert.equal(cluster.skipDefaultNodeGroup, true);
        assert.equal(cluster.createOidcProvider, false);
        assert.equal((cluster.corednsAddonOptions as { enabled: boolean }).enabled, false);
    });

    it("grants a principal access to the whole cluster, which is never protected", async () => {
        const principalArn = "arn:aws-cn:iam::123456789012:role/support";
        const registered = await build({ accessEntries: { support: { principalArn, access: "view" } } });
        const clusterName = "gatehouse-test";
        const name = "cluster-123456789012:role/support";
        assert.deepEqual(inputsOf(registered, "aws:eks/accessEntry:AccessEntry", name), { clusterName, principalArn });
        assert.deepEqual(inputsOf(registered, "aws:eks/accessPolicyAssociation:AccessPolicyAssociation", name), {
            accessScope: { type: "cluster" },
            clusterName,
            policyArn: "arn:aws-cn:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
            principalArn,
        });
    });

    for (const nodes of ["auto", "managed"] as const)
        it(`admits each private block to the API server, and no other address, with ${nodes} nodes`, async () => {
            const blocks = ["10.100.0.0/16", "10.101.0.0/16"];
            const registered = await build({ nodes, privateEndpointCidrs: blocks });
            const rules = registered.filter(({ type }) => /IngressRule/.test(type));
            assert.deepEqual(
                rules.map(({ name, inputs }) => [
                    name,
                    inputs.cidrIpv4,
                    inputs.fromPort,
                    inputs.toPort,
                    inputs.ipProtocol,
                ]),
                blocks.map((block) => [`cluster-api-server-${block}`, block, 443, 443, "tcp"]),
            );
            assert.deepEqual([...new Set(rules.map(({ inputs }) => inputs.securityGroupId))], ["sg-cluster"]);
        });
});
