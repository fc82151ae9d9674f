import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** A database from the point of view of its clients. */
export interface DatabaseEndpoint {
    /** Id of its security group, which admits only clients that a rule names. */
    readonly securityGroupId: pulumi.Output<string>;
    readonly port: number;
    /** IPv4 blocks of its subnets. */
    readonly cidrBlocks: pulumi.Output<string[]>;
}

/** Lets the members of a security group, whose outbound rules admit everything, connect to a database. */
export function admitToDatabase(
    name: string,
    { securityGroupId, port }: DatabaseEndpoint,
    clientGroupId: pulumi.Input<string>,
    opts: pulumi.CustomResourceOptions,
): aws.vpc.SecurityGroupIngressRule {
    return new aws.vpc.SecurityGroupIngressRule(
        `${name}-database`,
        { securityGroupId, referencedSecurityGroupId: clientGroupId, ...onPort(port) },
        opts,
    );
}

/**
 * Lets the members of a security group that restricts outbound traffic connect to a database.
 * @returns the rules without which they cannot.
 */
export function connectToDatabase(
    name: string,
    database: DatabaseEndpoint,
    clientGroupId: pulumi.Input<string>,
    opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
    const { securityGroupId, port } = database;
    return [
        admitToDatabase(name, database, clientGroupId, opts),
        new aws.vpc.SecurityGroupEgressRule(
            `${name}-database`,
            { securityGroupId: clientGroupId, referencedSecurityGroupId: securityGroupId, ...onPort(port) },
            opts,
        ),
    ];
}

const onPort = (port: number) => ({ ipProtocol: "tcp", fromPort: port, toPort: port });
