import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of an endpoint for DynamoDB. */
export interface TableEndpointArgs {
    /** Id of the VPC. */
    vpcId: pulumi.Input<string>;
    /** Ids of the route tables of the subnets that use it. */
    routeTableIds: pulumi.Input<string[]>;
    /** Prefix of the names of the tables that can be reached. */
    tableNamePrefix: string;
}

/** A gateway endpoint, which is free, through which a VPC reaches only its own DynamoDB tables. */
export class TableEndpoint extends pulumi.ComponentResource {
    /** Creates the endpoint and its routes. */
    constructor(name: string, args: TableEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:network:TableEndpoint", name, args, opts);

        const { region } = aws.getRegionOutput({}, { parent: this });
        const { partition } = aws.getPartitionOutput({}, { parent: this });
        const { accountId } = aws.getCallerIdentityOutput({}, { parent: this });
        new aws.ec2.VpcEndpoint(
            `${name}-dynamodb`,
            {
                vpcId: args.vpcId,
                vpcEndpointType: "Gateway",
                serviceName: pulumi.interpolate`com.amazonaws.${region}.dynamodb`,
                routeTableIds: args.routeTableIds,
                // Roles decide which actions are allowed; this blocks access to other accounts and data sent to them
                // (docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-ddb.html).
                policy: pulumi.jsonStringify({
                    Version: "2012-10-17",
                    Statement: [
                        {
                            Effect: "Allow",
                            Principal: "*",
                            Action: "dynamodb:*",
                            Resource: pulumi.interpolate`arn:${partition}:dynamodb:${region}:${accountId}:table/${args.tableNamePrefix}*`,
                            Condition: { StringEquals: { "aws:PrincipalAccount": accountId } },
                        },
                    ],
                }),
            },
            { parent: this },
        );

        this.registerOutputs();
    }
}
