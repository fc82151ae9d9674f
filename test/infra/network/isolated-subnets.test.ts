import assert from "node:assert/strict";
import { IsolatedSubnets, type IsolatedSubnetsArgs } from "../../../infra/network/isolated-subnets";
import { inputsOf, listed, record } from "../recorder";

const args: IsolatedSubnetsArgs = {
    vpcId: "vpc-1",
    subnets: [
        { zone: "eu-central-1a", cidrBlock: "10.20.255.0/27" },
        { zone: "eu-central-1b", cidrBlock: "10.20.255.32/27" },
    ],
    deletionProtection: false,
};
const build = (changes: Partial<IsolatedSubnetsArgs> = {}) =>
    record(() => new IsolatedSubnets("net", { ...args, ...changes }));

describe("IsolatedSubnets", () => {
    it("are in one zone each, with a route table that has no routes", async () => {
        const registered = await build();
        assert.deepEqual(listed(registered).sort(), [
            "aws:ec2/routeTable:RouteTable net-isolated",
            "aws:ec2/routeTableAssociation:RouteTableAssociation net-isolated-1",
            "aws:ec2/routeTableAssociation:RouteTableAssociation net-isolated-2",
            "aws:ec2/subnet:Subnet net-isolated-1",
            "aws:ec2/subnet:Subnet net-isolated-2",
        ]);
        const { availabilityZone, cidrBlock, mapPublicIpOnLaunch } = inputsOf(
            registered,
            "aws:ec2/subnet:Subnet",
            "net-isolated-2",
        );
        assert.deepEqual(
            [availabilityZone, cidrBlock, mapPublicIpOnLaunch],
            ["eu-central-1b", "10.20.255.32/27", undefined],
        );
        assert.equal(inputsOf(registered, "aws:ec2/routeTable:RouteTable").routes, undefined);
    });

    it("add a block outside the VPC to it", async () => {
        const registered = await build({ secondaryCidrBlock: "10.99.0.0/24" });
        const type = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";
        assert.deepEqual(inputsOf(registered, type), { vpcId: "vpc-1", cidrBlock: "10.99.0.0/24" });
    });

    it("admit by a network ACL only connections to the ports of databases, and their responses", async () => {
        const admitted = { cidrBlocks: ["10.20.16.0/20", "10.20.48.0/20"], ports: [3306] };
        const acl = inputsOf(await build({ admitted }), "aws:ec2/networkAcl:NetworkAcl");
        assert.deepEqual(acl.subnetIds, ["net-isolated-1_id", "net-isolated-2_id"]);
        const rule = { protocol: "tcp", action: "allow" };
        assert.deepEqual(acl.ingress, [
            { ruleNo: 100, ...rule, cidrBlock: "10.20.16.0/20", fromPort: 3306, toPort: 3306 },
            { ruleNo: 101, ...rule, cidrBlock: "10.20.48.0/20", fromPort: 3306, toPort: 3306 },
        ]);
        assert.deepEqual(acl.egress, [
            { ruleNo: 100, ...rule, cidrBlock: "10.20.16.0/20", fromPort: 1024, toPort: 65_535 },
            { ruleNo: 101, ...rule, cidrBlock: "10.20.48.0/20", fromPort: 1024, toPort: 65_535 },
        ]);
    });

    it("return their ids and blocks", async () => {
        const found: string[][] = [];
        await record(() => {
            const { subnetIds, cidrBlocks } = new IsolatedSubnets("net", args);
            subnetIds.apply((ids) => found.push(ids));
            cidrBlocks.apply((blocks) => found.push(blocks));
        });
        assert.deepEqual(found.sort(), [
            ["10.20.255.0/27", "10.20.255.32/27"],
            ["net-isolated-1_id", "net-isolated-2_id"],
        ]);
    });
});
