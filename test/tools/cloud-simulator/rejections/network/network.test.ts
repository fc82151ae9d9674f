import assert from "node:assert/strict";
import type { PropertyMap } from "../../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "../simulated-aws";

const [vpcType, subnetType] = ["aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet"];
const associationType = "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation";
const aclType = "aws:ec2/networkAcl:NetworkAcl";
const aclAssociationType = "aws:ec2/networkAclAssociation:NetworkAclAssociation";

const rule = (ruleNo: number, more: PropertyMap = {}): PropertyMap => ({
    ...{ ruleNo, protocol: "tcp", action: "allow", cidrBlock: "10.20.0.0/16", fromPort: 3306, toPort: 3306 },
    ...more,
});

describe("simulated VPCs", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
    });

    function vpc(cidrBlock = "10.20.0.0/16"): string {
        return aws.make(vpcType, { cidrBlock }).id;
    }

    for (const cidrBlock of ["10.22.0.0/15", "10.21.0.0/29"])
        it(`reject the further block ${cidrBlock}, in a preview already`, () => {
            const args = { vpcId: vpc(), cidrBlock };
            for (const call of [() => aws.make(associationType, args), () => aws.preview(associationType, args)])
                assert.throws(call, /network Value with between 16 and 28 significant bits, got: (15|29)$/);
        });

    it("reject a further block that overlaps another one", () => {
        const vpcId = vpc();
        const add = (cidrBlock: string, name: string) => aws.make(associationType, { vpcId, cidrBlock }, name);
        assert.throws(
            () => add("10.20.255.0/24", "first"),
            /CidrConflict: .*'10\.20\.255\.0\/24' conflicts with 10\.20\.0\.0\/16$/,
        );
        add("10.21.0.0/24", "second");
        assert.throws(() => add("10.21.0.0/20", "third"), /conflicts with 10\.21\.0\.0\/24$/);
        aws.make(associationType, { vpcId: "vpc-other", cidrBlock: "10.21.0.0/24" }, "other");
    });

    it("reject a further block of another private range, and 198.19.0.0/16", () => {
        const vpcId = vpc();
        for (const cidrBlock of ["172.16.0.0/24", "192.168.0.0/24", "198.19.1.0/24"])
            assert.throws(
                () => aws.make(associationType, { vpcId, cidrBlock }),
                /is restricted beside '10\.20\.0\.0\/16'$/,
            );
        aws.make(associationType, { vpcId, cidrBlock: "100.64.0.0/24" });
    });

    it("have subnets in their blocks only, and keep a block with a subnet", () => {
        const vpcId = vpc();
        const subnet = { vpcId, cidrBlock: "10.21.0.0/27" };
        assert.throws(
            () => aws.make(subnetType, subnet),
            /InvalidSubnet\.Range: The CIDR '10\.21\.0\.0\/27' is invalid\.$/,
        );
        const block = aws.make(associationType, { vpcId, cidrBlock: "10.21.0.0/24" });
        aws.make(subnetType, subnet);
        assert.match(
            aws.rejectionOf(associationType, block) ?? "",
            /^InvalidCidrBlock\.InUse: The vpc vpc-\w+ currently has a subnet within CIDR block 10\.21\.0\.0\/24$/,
        );
        aws.drop(subnetType);
        assert.equal(aws.rejectionOf(associationType, block), undefined);
    });

    for (const ruleNo of [0, 32_767])
        it(`reject rule ${ruleNo} of a network ACL, in a preview already`, () => {
            const args = { vpcId: "vpc-1", egress: [rule(ruleNo)] };
            for (const call of [() => aws.make(aclType, args), () => aws.preview(aclType, args)])
                assert.throws(call, new RegExp(`range \\(1 - 32766\\), got ${ruleNo}$`));
        });

    it("reject two rules of a number in a network ACL, and ports of all protocols", () => {
        const acl = (rules: PropertyMap) => ({ vpcId: "vpc-1", ...rules });
        assert.throws(
            () => aws.make(aclType, acl({ ingress: [rule(100), rule(100, { fromPort: 443, toPort: 443 })] })),
            /NetworkAclEntryAlreadyExists: The network acl entry identified by 100 already exists\.$/,
        );
        assert.throws(
            () => aws.make(aclType, acl({ ingress: [rule(100, { protocol: "-1" })] })),
            /to_port \(3306\) and from_port \(3306\) must both be 0 to use the 'all' "-1" protocol!$/,
        );
        const all = rule(200, { protocol: "-1", fromPort: 0, toPort: 0 });
        aws.make(aclType, acl({ ingress: [rule(100), all], egress: [rule(100)] }));
    });

    it("have each subnet in one network ACL", () => {
        const acl = aws.make(aclType, { vpcId: "vpc-1", subnetIds: ["subnet-1"] });
        const other = { vpcId: "vpc-1", subnetIds: ["subnet-1"] };
        assert.throws(() => aws.make(aclType, other, "other"), /subnet-1 is in another network ACL$/);
        const association = { networkAclId: acl.id, subnetId: "subnet-1" };
        assert.throws(() => aws.make(aclAssociationType, association), /subnet-1 is in another network ACL$/);
        aws.make(aclAssociationType, { ...association, subnetId: "subnet-2" });
        assert.throws(
            () => aws.make(aclAssociationType, { ...association, subnetId: "subnet-2" }, "again"),
            /subnet-2 is in/,
        );
        aws.update(aclType, acl, { ...other, ingress: [rule(100)] });
    });
});
