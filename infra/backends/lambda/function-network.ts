import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { connectToDatabase, type DatabaseEndpoint } from "../../database-access";

/** Where a function with a database runs. */
export interface FunctionPlace {
    readonly vpcId: pulumi.Input<string>;
    /** Ids of private subnets. */
    readonly subnetIds: pulumi.Input<string[]>;
    /** Resources that the function needs to reach them, until the end of its network interfaces. */
    readonly network: readonly pulumi.Resource[];
    /** The database that it connects to. */
    readonly database: DatabaseEndpoint;
}

/** The part of a function that puts it into a network. */
export interface FunctionNetwork {
    readonly vpcConfig: aws.types.input.lambda.FunctionVpcConfig;
    /** Rules without which it reaches nothing. */
    readonly rules: readonly pulumi.Resource[];
}

/** Lambda removes the network interfaces of a function up to 40 minutes after the function (hashicorp/terraform-provider-aws#10329). */
const interfaceTimeouts = { delete: "60m" };

/**
 * Creates the security group of a function, which reaches its database, and HTTPS outside the network.
 * @param opts `dependsOn` has the policy with which Lambda deletes the network interfaces after the function: without it they remain, and
 * with them the group (terraform-aws-modules/terraform-aws-lambda#310).
 */
export function joinNetwork(
    name: string,
    { vpcId, subnetIds, network, database }: FunctionPlace,
    { dependsOn, ...opts }: { readonly parent: pulumi.Resource; readonly dependsOn: readonly pulumi.Resource[] },
): FunctionNetwork {
    const group = new aws.ec2.SecurityGroup(
        `${name}-function`,
        { vpcId, description: "Function of an API" },
        { ...opts, dependsOn: [...network, ...dependsOn], customTimeouts: interfaceTimeouts },
    );
    const https = new aws.vpc.SecurityGroupEgressRule(
        `${name}-function-https`,
        { securityGroupId: group.id, cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 443, toPort: 443 },
        opts,
    );
    const rules = [https, ...connectToDatabase(name, database, group.id, opts)];
    return { vpcConfig: { subnetIds, securityGroupIds: [group.id] }, rules };
}
