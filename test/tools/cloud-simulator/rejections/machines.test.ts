import assert from "node:assert/strict";
import { type PropertyMap, unknown } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "./simulated-aws";

const instance = "aws:ec2/instance:Instance";

describe("simulated single machines", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
    });
    const machine = (given: PropertyMap) => {
        const ami = aws.cloud.machineImages.arm64;
        return aws.make(instance, { ami, instanceType: "t4g.nano", ...given });
    };
    const subnet = (vpcId: string) => aws.make("aws:ec2/subnet:Subnet", { vpcId, cidrBlock: "10.0.0.0/24" }, vpcId);
    const group = (vpcId: string) => aws.make("aws:ec2/securityGroup:SecurityGroup", { vpcId }, vpcId);

    it("have an instance profile that exists", () => {
        assert.throws(
            () => machine({ iamInstanceProfile: "bastion" }),
            /Value \(bastion\) for parameter iamInstanceProfile\.name is invalid\. Invalid IAM Instance Profile name$/,
        );
        aws.make("aws:iam/instanceProfile:InstanceProfile", { name: "bastion", role: "bastion" });
        machine({ iamInstanceProfile: "bastion" });
    });

    it("are in a subnet that exists, with groups of its VPC", () => {
        machine({ subnetId: "subnet-outside" });
        const subnetId = subnet("vpc-1").id;
        assert.throws(
            () => machine({ subnetId: "subnet-none" }),
            /InvalidSubnetID\.NotFound: The subnet ID 'subnet-none' does not exist$/,
        );
        assert.throws(
            () => machine({ subnetId, vpcSecurityGroupIds: [group("vpc-2").id] }),
            /and subnet subnet-\w+ belong to different networks\.$/,
        );
        machine({ subnetId, vpcSecurityGroupIds: [group("vpc-1").id] });
    });

    it("start from an image for their instance type", () => {
        assert.throws(() => machine({ ami: "al2023" }), /InvalidAMIID\.Malformed: Invalid id: "al2023"$/);
        assert.throws(
            () => machine({ ami: aws.cloud.machineImages.x86_64 }),
            /The architecture 'arm64' of the specified instance type does not match the architecture 'x86_64'/,
        );
        machine({ ami: "ami-0123456789abcdef0" });
        aws.preview(instance, { ami: unknown, instanceType: "t4g.nano" });
    });

    it("keep their subnet and their groups", async () => {
        const [net, own] = [subnet("vpc-1"), group("vpc-1")];
        const made = machine({ subnetId: net.id, vpcSecurityGroupIds: [own.id] });
        const left = () => [
            aws.rejectionOf("aws:ec2/subnet:Subnet", net),
            aws.rejectionOf("aws:ec2/securityGroup:SecurityGroup", own),
        ];
        for (const rejection of left()) assert.match(rejection ?? "", /^DependencyViolation/);
        await aws.remove(instance, made);
        assert.deepEqual(left(), [undefined, undefined]);
    });
});
