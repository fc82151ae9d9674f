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
