import assert from "node:assert/strict";
import { Network, type NetworkArgs } from "../../../infra/network/network";
import { inputsOf, listed, record } from "../recorder";

const args: NetworkArgs = {
    cidrBlock: "10.20.0.0/16",
    availabilityZones: ["eu-central-1a", "eu-central-1b"],
    natGateways: "onePerZone",
    deletionProtection: false,
    tableNamePrefix: "gatehouse-test-",
    logRetentionDays: 7,
};

describe("Network", () => {
    it("registers a VPC, its endpoints for S3 and DynamoDB, and its flow logs", async () => {
        const registered = await record(() => new Network("net", args));
        assert.deepEqual(listed(registered).sort(), [
            "aws:cloudwatch/logGroup:LogGroup net-flow-logs",
            "aws:ec2/flowLog:FlowLog net-flow-logs",
            "aws:ec2/vpcEndpoint:VpcEndpoint net-dynamodb",
            "aws:ec2/vpcEndpoint:VpcEndpoint net-s3",
            "aws:iam/role:Role net-flow-logs",
            "aws:iam/rolePolicy:RolePolicy net-flow-logs",
            "awsx:ec2:Vpc net",
        ]);
    });

    it("spreads the VPC over the zones and tags its subnets for load balancers", async () => {
        const vpc = inputsOf(await record(() => new Network("net", args)), "awsx:ec2:Vpc");
        assert.deepEqual(vpc.availabilityZoneNames, args.availabilityZones);
        assert.equal(vpc.availabilityZoneCidrMask, undefined);
        assert.equal(vpc.subnetStrategy, "Auto");
        assert.deepEqual(vpc.natGateways, { strategy: "OnePerAz" });
        assert.deepEqual(vpc.subnetSpecs, [
            { type: "Public", tags: { "kubernetes.io/role/elb": "1" } },
            { type: "Private", tags: { "kubernetes.io/role/internal-elb": "1" } },
        ]);
    });

    it("gives each zone a block of the configured size", async () => {
        const vpc = inputsOf(
            await record(() => new Network("net", { ...args, availabilityZoneCidrMask: 19 })),
            "awsx:ec2:Vpc",
        );
        assert.equal(vpc.availabilityZoneCidrMask, 19);
    });

    it("finds the private subnets of a zone", async () => {
        const found: Record<string, string[]> = {};
        await record(() => {
            const network = new Network("net", args);
            for (const zones of [["eu-central-1b"], args.availabilityZones])
                network.privateSubnetIdsIn(zones).apply((ids) => Object.assign(found, { [zones.join()]: ids }));
        });
        assert.deepEqual(found, {
            "eu-central-1b": ["subnet-2"],
            "eu-central-1a,eu-central-1b": ["subnet-1", "subnet-2"],
        });
    });

    it("uses a single NAT gateway if configured", async () => {
        const vpc = inputsOf(
            await record(() => new Network("net", { ...args, natGateways: "single" })),
            "awsx:ec2:Vpc",
        );
        assert.deepEqual(vpc.natGateways, { strategy: "Single" });
    });

    it("reaches S3 through a gateway endpoint of its region", async () => {
        const registered = await record(() => new Network("net", args));
        const endpoint = inputsOf(registered, "aws:ec2/vpcEndpoint:VpcEndpoint", "net-s3");
        assert.equal(endpoint.vpcEndpointType, "Gateway");
        assert.equal(endpoint.serviceName, "com.amazonaws.eu-central-1.s3");
        assert.deepEqual(endpoint.routeTableIds, ["rtb-1"]);
    });

    it("reaches its own tables through a gateway endpoint, from the private subnets only", async () => {
        const registered = await record(() => new Network("net", args));
        const endpoint = inputsOf(registered, "aws:ec2/vpcEndpoint:VpcEndpoint", "net-dynamodb");
        assert.equal(endpoint.vpcEndpointType, "Gateway");
        assert.equal(endpoint.serviceName, "com.amazonaws.eu-central-1.dynamodb");
        assert.deepEqual(endpoint.routeTableIds, ["rtb-1", "rtb-2"]);
        const { Statement } = JSON.parse(String(endpoint.policy));
        assert.equal(Statement.length, 1);
        assert.equal(Statement[0].Resource, "arn:aws:dynamodb:eu-central-1:123456789012:table/gatehouse-test-*");
        assert.deepEqual(Statement[0].Condition, { StringEquals: { "aws:PrincipalAccount": "123456789012" } });
    });

    it("logs every flow to a separate group with the requested retention", async () => {
        const registered = await record(() => new Network("net", args));
        assert.equal(inputsOf(registered, "aws:ec2/flowLog:FlowLog").trafficType, "ALL");
        assert.equal(inputsOf(registered, "aws:cloudwatch/logGroup:LogGroup").retentionInDays, 7);
        const { policy } = inputsOf(registered, "aws:iam/rolePolicy:RolePolicy");
        assert.match(String(policy), /"logs:PutLogEvents"[^}]*"Resource":"arn:net-flow-logs:\*"/);
    });
});
