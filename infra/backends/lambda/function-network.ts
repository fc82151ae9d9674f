import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { connectToDatabase, type DatabaseEndpoint } from "../../database-access";
import { createFunctionGroup } from "../../vpc-function";

/** Where a function with a database runs. */
export interface FunctionPlace {
    readonly vpcId: pulumi.Input<string>;
    /** Ids of private subnets. */
    readonly subnetIds: pulumi.Input<string[]>;
    /** Resources that give these subnets their routes. */
    readonly routes: readonly pulumi.Resource[];
    /** The database that it connects to. */
    readonly database: DatabaseEndpoint;
}

/** The part of a function that puts it into a network. */
export interface FunctionNetwork {
    readonly vpcConfig: aws.types.input.lambda.FunctionVpcConfig;
    /** Rules without which it reaches nothing. */
    readonly rules: readonly pulumi.Resource[];
}

/**
 * Creates the security group of a function, which reaches its database, and HTTPS outside the network.
 * @param networkPolicy policy with which Lambda removes the network interfaces after the function.
 */
export function joinNetwork(
    name: string,
    { vpcId, subnetIds, routes, database }: FunctionPlace,
    networkPolicy: pulumi.Resource,
    opts: { readonly parent: pulumi.Resource },
): FunctionNetwork {
    const group = createFunctionGroup(
        `${name}-function`,
        { vpcId, description: "Function of an API", neededByInterfaces: [...routes, networkPolicy] },
        opts,
    );
    const rules = [group.https, ...connectToDatabase(name, database, group.id, opts)];
    return { vpcConfig: { subnetIds, securityGroupIds: [group.id] }, rules };
}
