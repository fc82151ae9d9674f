import assert from "node:assert/strict";
import { Bastion, type BastionArgs } from "../../../infra/network/bastion";
import { inputsOf, listed, outputsOf, record } from "../recorder";

const args: BastionArgs = {
    vpcId: "vpc-1",
    subnetId: "subnet-1",
    targets: { balancer: { securityGroupId: "sg-balancer", port: 80 } },
};
const build = () => record(() => void new Bastion("shop", args));

const types = {
    instance: "aws:ec2/instance:Instance",
    group: "aws:ec2/securityGroup:SecurityGroup",
    ingress: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    egress: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
} as const;

describe("Bastion", () => {
    it("is a machine without an address, a key pair or user data, with signed metadata requests and an encrypted volume", async () => {
        const { tags: _, ...machine } = inputsOf(await build(), types.instance);
        assert.deepEqual(machine, {
            ami: "ami-0123456789abcdef0",
            instanceType: "t4g.nano",
            subnetId: "subnet-1",
            vpcSecurityGroupIds: ["shop-bastion_id"],
            associatePublicIpAddress: false,
            iamInstanceProfile: "shop-bastion",
            metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
            rootBlockDevice: { encrypted: true, volumeType: "gp3", deleteOnTermination: true },
        });
    });

    it("has no open port, and connects to Session Manager and its targets only", async () => {
        const registered = await build();
        const group = inputsOf(registered, types.group);
        assert.ok(!("ingress" in group) && !("egress" in group));
        const port = { ipProtocol: "tcp", fromPort: 80, toPort: 80 };
        assert.deepEqual(inputsOf(registered, types.ingress), {
            ...{ securityGroupId: "sg-balancer", referencedSecurityGroupId: "shop-bastion_id" },
            ...port,
        });
        assert.deepEqual(inputsOf(registered, types.egress, "shop-bastion-balancer"), {
            ...{ securityGroupId: "shop-bastion_id", referencedSecurityGroupId: "sg-balancer" },
            ...port,
        });
        const https = { ipProtocol: "tcp", fromPort: 443, toPort: 443 };
        assert.deepEqual(inputsOf(registered, types.egress, "shop-bastion-https"), {
            ...{ securityGroupId: "shop-bastion_id", cidrIpv4: "0.0.0.0/0" },
            ...https,
        });
        assert.equal(registered.filter(({ type }) => type === types.egress).length, 2);
    });

    it("stays when AWS publishes another image of its operating system", async () => {
        const machine = (await build()).find(({ type }) => type === types.instance);
        assert.deepEqual(machine?.ignoredChanges, ["ami"]);
    });

    it("has a role for sessions alone, which reads no parameters, before it starts", async () => {
        const registered = await build();
        const roles = listed(registered).filter((name) => name.startsWith("aws:iam"));
        assert.deepEqual(roles.sort(), [
            "aws:iam/instanceProfile:InstanceProfile shop-bastion",
            "aws:iam/role:Role shop-bastion",
            "aws:iam/rolePolicy:RolePolicy shop-bastion",
        ]);
        const { policy } = inputsOf(registered, "aws:iam/rolePolicy:RolePolicy");
        assert.deepEqual(JSON.parse(String(policy)).Statement, [
            {
                Effect: "Allow",
                Action: [
                    "ssm:UpdateInstanceInformation",
                    "ssmmessages:CreateControlChannel",
                    "ssmmessages:CreateDataChannel",
                    "ssmmessages:OpenControlChannel",
                    "ssmmessages:OpenDataChannel",
                ],
                Resource: "*",
            },
        ]);
        const { dependencies = [] } = registered.find(({ type }) => type === types.instance) ?? {};
        assert.ok(dependencies.includes("aws:iam/rolePolicy:RolePolicy shop-bastion"));
        assert.deepEqual(outputsOf(registered, "gatehouse:network:Bastion"), { instanceId: "shop-bastion_id" });
    });
});
