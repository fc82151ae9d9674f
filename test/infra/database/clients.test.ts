import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { FargateCluster } from "../../../infra/backends/fargate/cluster";
import { FargateService } from "../../../infra/backends/fargate/service";
import { InstanceService } from "../../../infra/backends/instances/instance-service";
import { Workload, type WorkloadArgs } from "../../../infra/backends/kubernetes/workload";
import { ApiFunction, type ApiFunctionArgs } from "../../../infra/backends/lambda/api-function";
import { NetworkLoadBalancer } from "../../../infra/backends/network-load-balancer";
import type { DatabaseEndpoint } from "../../../infra/database-access";
import { inputsOf, listed, type Registered, record } from "../recorder";

const placed = { vpcId: "vpc-1", subnetIds: ["subnet-1", "subnet-2"] };
const ingressType = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const egressType = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const policyType = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

// In the mocks' context.
const endpoint = (): DatabaseEndpoint => ({
    securityGroupId: pulumi.output("sg-database"),
    port: 5432,
    cidrBlocks: pulumi.output(["10.20.255.0/27", "10.20.255.32/27"]),
});

const container = {
    image: "registry/orders:1",
    port: 8080,
    environment: {},
    healthPath: "/readyz",
    listenerPort: 10_080,
};
const scale = { replicas: 2, maxReplicas: 6 };

function onFargate(database?: DatabaseEndpoint) {
    const cluster = new FargateCluster("shop", { ...placed, logRetentionDays: 30 });
    const loadBalancer = new NetworkLoadBalancer("shop", { ...placed, linkName: "shared_nlb" });
    const size = { cpu: 0.25, memoryMib: 512, architecture: "amd64", family: "shop-orders", secrets: {} } as const;
    new FargateService(
        "orders",
        { ...container, ...scale, ...size, database },
        { cluster, loadBalancer, routes: [cluster] },
    );
}

function onInstances(database?: DatabaseEndpoint) {
    const loadBalancer = new NetworkLoadBalancer("shop", { ...placed, linkName: "shared_nlb" });
    const machine = {
        stack: "shop",
        instanceType: "t3.small",
        architecture: "amd64",
        ami: { id: "ami-1" },
        secrets: {},
    } as const;
    new InstanceService(
        "orders",
        { ...container, ...scale, ...machine, logRetentionDays: 30, database },
        { ...placed, loadBalancer, routes: [loadBalancer] },
    );
}

const functionArgs: ApiFunctionArgs = {
    ...{ functionName: "shop_orders", image: "registry/orders:1", architecture: "arm64", memory: 512 },
    ...{ port: 8080, healthPath: "/readyz", removedPrefix: "/orders/", environment: {}, stages: ["Test"] },
    ...{ provisionedConcurrency: 0, logRetentionDays: 30, secrets: {} },
};

function onLambda(database?: DatabaseEndpoint) {
    const place = database && { ...placed, routes: [], database };
    new ApiFunction("orders", { ...functionArgs, place });
}

const kinds = {
    "tasks on Fargate": [onFargate, "orders-tasks_id"],
    "machines on EC2": [onInstances, "orders-machines_id"],
    "a function": [onLambda, "orders-function_id"],
} as const;

describe("a client of a database", () => {
    for (const [title, [run, groupId]] of Object.entries(kinds)) {
        it(`as ${title} is admitted by its own security group, on the port of the database only`, async () => {
            const registered = await record(() => run(endpoint()));
            const onPort = { ipProtocol: "tcp", fromPort: 5432, toPort: 5432 };
            assert.deepEqual(inputsOf(registered, ingressType, "orders-database"), {
                securityGroupId: "sg-database",
                referencedSecurityGroupId: groupId,
                ...onPort,
            });
            assert.deepEqual(inputsOf(registered, egressType, "orders-database"), {
                securityGroupId: groupId,
                referencedSecurityGroupId: "sg-database",
                ...onPort,
            });
        });

        it(`as ${title} has no such rules without a database`, async () => {
            const names = listed(await record(() => run()));
            assert.deepEqual(
                names.filter((name) => name.endsWith("orders-database")),
                [],
            );
        });
    }

    const vpcOf = (registered: Registered[]) => inputsOf(registered, "aws:lambda/function:Function").vpcConfig;

    it("as a function is in the private subnets, with the right to create interfaces there, and HTTPS", async () => {
        const registered = await record(() => onLambda(endpoint()));
        assert.deepEqual(vpcOf(registered), { subnetIds: placed.subnetIds, securityGroupIds: ["orders-function_id"] });
        const { policy } = inputsOf(registered, "aws:iam/rolePolicy:RolePolicy", "orders-function-network");
        assert.match(String(policy), /ec2:CreateNetworkInterface/);
        const https = inputsOf(registered, egressType, "orders-function-https");
        assert.deepEqual([https.cidrIpv4, https.fromPort, https.toPort], ["0.0.0.0/0", 443, 443]);
    });

    it("as a function keeps the permissions of its role until its network interfaces are removed with their group", async () => {
        const registered = await record(() => onLambda(endpoint()));
        const group = registered.find(({ inputs }) => inputs.description === "Function of an API");
        assert.ok(group?.dependencies?.includes("aws:iam/rolePolicy:RolePolicy orders-function-network"));
    });

    it("as a function is in no network without a database", async () => {
        const registered = await record(() => onLambda());
        assert.equal(vpcOf(registered), undefined);
        assert.deepEqual(
            listed(registered).filter((name) => /ec2|vpc|network/.test(name)),
            [],
        );
    });

    it("as pods may connect to the port and the subnets of the database, besides AWS", async () => {
        const pods: WorkloadArgs = {
            ...{
                namespace: "apis",
                image: "registry/orders:1",
                port: 8080,
                environment: {},
                cpu: "250m",
                memory: "256Mi",
            },
            ...{ livenessPath: "/healthz", readinessPath: "/readyz", nodes: "auto", architecture: "amd64" },
            ...{ ...scale, vpcCidrBlocks: ["10.20.0.0/16"], serviceAccountName: "orders" },
        };
        const egress = async (database?: () => DatabaseEndpoint) => {
            const registered = await record(() => new Workload("orders", { ...pods, database: database?.() }));
            return (inputsOf(registered, policyType).spec as { egress: object[] }).egress;
        };
        const [toAws, toBoth] = [await egress(), await egress(endpoint)];
        assert.deepEqual(toBoth.slice(0, toAws.length), toAws);
        assert.deepEqual(toBoth.slice(toAws.length), [
            {
                to: [{ ipBlock: { cidr: "10.20.255.0/27" } }, { ipBlock: { cidr: "10.20.255.32/27" } }],
                ports: [{ protocol: "TCP", port: 5432 }],
            },
        ]);
    });
});
