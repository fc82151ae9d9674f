import { mismatch } from "../../resources/machines";
import type { Rejection } from "../../resources/rejection";
import { elementsOf, hasUnknowns, text } from "../../state/property-values";

const instance = "aws:ec2/instance:Instance";

/** Single machines that Amazon EC2 rejects. */
export const machines: readonly Rejection[] = [
    {
        what: "a machine with an instance profile that does not exist",
        type: instance,
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws#27516, #24281",
        verbatim: true,
        reject: ({ properties: { iamInstanceProfile } }, { store }) => {
            const name = text(iamInstanceProfile);
            const names = store
                .ofType("aws:iam/instanceProfile:InstanceProfile")
                .map(({ outputs }) => text(outputs.name));
            return name === "" || names.includes(name)
                ? undefined
                : `InvalidParameterValue: Value (${name}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`;
        },
    },
    {
        what: "a machine in a subnet that does not exist; one that is not of the stack is accepted where the stack has none",
        type: instance,
        on: ["create"],
        source: "terraform-aws-modules/terraform-aws-ec2-instance#20",
        verbatim: true,
        reject: ({ properties: { subnetId } }, { store }) => {
            const subnets = store.ofType("aws:ec2/subnet:Subnet").map(({ id }) => id);
            return subnetId === undefined || subnets.length === 0 || subnets.includes(text(subnetId))
                ? undefined
                : `InvalidSubnetID.NotFound: The subnet ID '${text(subnetId)}' does not exist`;
        },
    },
    {
        what: "a machine with a security group of another VPC than its subnet",
        type: instance,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (InvalidParameter)",
        verbatim: false,
        reject: ({ properties: { subnetId, vpcSecurityGroupIds } }, { store }) => {
            const vpc = store.find("aws:ec2/subnet:Subnet", text(subnetId))?.outputs.vpcId;
            const foreign = elementsOf(vpcSecurityGroupIds)
                .map((id) => store.find("aws:ec2/securityGroup:SecurityGroup", text(id)))
                .find((group) => group !== undefined && vpc !== undefined && text(group.outputs.vpcId) !== text(vpc));
            return (
                foreign &&
                `InvalidParameter: Security group ${foreign.id} and subnet ${text(subnetId)} belong to different networks.`
            );
        },
    },
    {
        what: "a machine from an image whose id has another form than `ami-` with hexadecimal digits",
        type: instance,
        on: ["create"],
        source: "docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html (InvalidAMIID.Malformed)",
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { ami } }) =>
            ami === undefined || hasUnknowns(ami) || /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/.test(text(ami))
                ? undefined
                : `InvalidAMIID.Malformed: Invalid id: "${text(ami)}"`,
    },
    {
        what: "a machine of an instance type for another architecture than its image",
        type: instance,
        on: ["create"],
        source: "eksctl-io/eksctl#8235, Genaker/TerraformMagentoCloud#21",
        verbatim: true,
        reject: ({ properties: { ami = null, instanceType = null } }, cloud) => {
            const different = mismatch({ imageId: ami, instanceType }, cloud);
            return (
                different &&
                `InvalidParameterValue: The architecture '${different.type}' of the specified instance type does not match the architecture '${different.image}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again.`
            );
        },
    },
];
