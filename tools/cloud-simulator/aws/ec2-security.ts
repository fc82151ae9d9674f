import { named, type ResourceTypes } from "../resources/resource-type";

const arn = "arn:aws:ec2:{region}:{account}:";

/** Security groups and their rules. */
export const ec2Security: ResourceTypes = {
    "aws:ec2/securityGroup:SecurityGroup": {
        id: "sg-{hex:17}",
        autoName: named,
        defaults: { description: "Managed by Pulumi", revokeRulesOnDelete: false },
        outputs: {
            arn: `${arn}security-group/{id}`,
            egress: [],
            ingress: [],
            namePrefix: "",
            ownerId: "{account}",
            vpcId: "",
        },
        replaceOn: ["description", "name", "vpcId"],
    },
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
        id: "sg-{hex:17}",
        defaults: { revokeRulesOnDelete: false },
        outputs: {
            arn: `${arn}security-group/{id}`,
            description: "default VPC security group",
            egress: [],
            ingress: [],
            name: "default",
            namePrefix: "",
            ownerId: "{account}",
            vpcId: "",
        },
        replaceOn: ["vpcId"],
    },
    "aws:ec2/securityGroupRule:SecurityGroupRule": {
        id: "sgrule-{digits:10}",
        outputs: { securityGroupRuleId: "sgr-{hex:17}", sourceSecurityGroupId: "" },
        required: ["fromPort", "protocol", "securityGroupId", "toPort", "type"],
        replaceOn: [
            "cidrBlocks",
            "fromPort",
            "ipv6CidrBlocks",
            "prefixListIds",
            "protocol",
            "securityGroupId",
            "self",
            "sourceSecurityGroupId",
            "toPort",
            "type",
        ],
    },
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": {
        id: "sgr-{hex:17}",
        outputs: { arn: `${arn}security-group-rule/{id}`, securityGroupRuleId: "{id}" },
        required: ["ipProtocol", "securityGroupId"],
        replaceOn: ["securityGroupId"],
    },
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": {
        id: "sgr-{hex:17}",
        outputs: { arn: `${arn}security-group-rule/{id}`, securityGroupRuleId: "{id}" },
        required: ["ipProtocol", "securityGroupId"],
        replaceOn: ["securityGroupId"],
    },
};
