import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** What a way to DynamoDB is made of. */
export interface TableEndpointArgs {
    /** Id of the VPC. */
    vpcId: pulumi.Input<string>;
    /** Ids of the route tables whose subnets take this way. */
    routeTableIds: pulumi.Input<string[]>;
    /** What the names of the tables begin with that may be reached. */
    tableNamePrefix: string;
}

/** A gateway endpoint, which is free, through which a VPC reaches its own tables in DynamoDB, and no others. */
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
                // What may be done with a table is the roles' to say; this keeps other accounts, and data for them, out
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
