import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of a VPC endpoint for private REST APIs. */
export interface ApiVpcEndpointArgs {
    /** Id of the VPC. */
    vpcId: pulumi.Input<string>;
    /** Ids of its subnets, one per zone. */
    subnetIds: pulumi.Input<string[]>;
    /** IPv4 blocks of the clients. */
    allowedCidrs: readonly string[];
    /** Whether the host names of API Gateway in the region lead to it, those of public APIs too, inside the VPC. */
    privateDns: boolean;
}

/**
 * An interface endpoint through which clients in a VPC call private REST APIs
 * (docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-create.html).
 */
export class ApiVpcEndpoint extends pulumi.ComponentResource {
    /** Id of the VPC endpoint. */
    readonly vpcEndpointId: pulumi.Output<string>;

    /** Creates the endpoint, and the security group that admits clients to it. */
    constructor(name: string, args: ApiVpcEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:gateway:ApiVpcEndpoint", name, args, opts);

        const { vpcId, subnetIds, privateDns: privateDnsEnabled } = args;
        const { region } = aws.getRegionOutput({}, { parent: this });
        const endpoint = new aws.ec2.VpcEndpoint(
            `${name}-execute-api`,
            {
                vpcId,
                vpcEndpointType: "Interface",
                serviceName: pulumi.interpolate`com.amazonaws.${region}.execute-api`,
                subnetIds,
                securityGroupIds: [this.createGroup(name, args).id],
                privateDnsEnabled,
            },
            { parent: this },
        );
        this.vpcEndpointId = endpoint.id;

        this.registerOutputs({ vpcEndpointId: this.vpcEndpointId });
    }

    private createGroup(name: string, { vpcId, allowedCidrs }: ApiVpcEndpointArgs): aws.ec2.SecurityGroup {
        const group = new aws.ec2.SecurityGroup(
            `${name}-execute-api`,
            { vpcId, description: "VPC endpoint of the private REST API" },
            { parent: this },
        );
        for (const cidrIpv4 of allowedCidrs) {
            new aws.vpc.SecurityGroupIngressRule(
                // By block, so that an edit of the list changes no other rule.
                `${name}-execute-api-${cidrIpv4}`,
                {
                    securityGroupId: group.id,
                    cidrIpv4,
                    ipProtocol: "tcp",
                    fromPort: 443,
                    toPort: 443,
                    description: "Clients of the private REST API",
                },
                { parent: this },
            );
        }
        return group;
    }
}
