import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AccessStatement } from "./access-policy";

/**
 * Access that the role of a function in a VPC needs: Lambda creates and deletes the network interfaces with it. These actions have no
 * narrower resource at that time (docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html).
 */
export const vpcAccess: readonly AccessStatement[] = [
    {
        actions: [
            "ec2:AssignPrivateIpAddresses",
            "ec2:CreateNetworkInterface",
            "ec2:DeleteNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSubnets",
            "ec2:UnassignPrivateIpAddresses",
        ],
        resources: ["*"],
    },
];

/** Arguments of the security group of a function. */
export interface FunctionGroupArgs {
    readonly vpcId: pulumi.Input<string>;
    readonly description: string;
    /**
     * Resources that remain until Lambda has removed the function's network interfaces: the routes of its subnets, and the policy of
     * its role, without which Lambda cannot remove them (aws/aws-cdk#34400, terraform-aws-modules/terraform-aws-lambda#327).
     */
    readonly neededByInterfaces: readonly pulumi.Resource[];
}

/** The security group of a function. */
export interface FunctionGroup {
    readonly id: pulumi.Output<string>;
    /** The rule that admits HTTPS to any address. */
    readonly https: pulumi.Resource;
}

/** Lambda removes the network interfaces of a function up to 40 minutes after the function (hashicorp/terraform-provider-aws#10329). */
const interfaceTimeouts = { delete: "60m" };

/** Creates the security group of a function in a VPC, which may call AWS by HTTPS. */
export function createFunctionGroup(
    name: string,
    { vpcId, description, neededByInterfaces }: FunctionGroupArgs,
    opts: { readonly parent: pulumi.Resource },
): FunctionGroup {
    const { id } = new aws.ec2.SecurityGroup(
        name,
        { vpcId, description },
        { ...opts, dependsOn: [...neededByInterfaces], customTimeouts: interfaceTimeouts },
    );
    const https = new aws.vpc.SecurityGroupEgressRule(
        `${name}-https`,
        { securityGroupId: id, cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 443, toPort: 443 },
        opts,
    );
    return { id, https };
}
