import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { acceptSessions, policyDocument } from "../access-policy";

/** A target in the VPC that the bastion connects to. */
export interface BastionTarget {
    readonly securityGroupId: pulumi.Input<string>;
    readonly port: number;
}

/** Arguments of a bastion. */
export interface BastionArgs {
    vpcId: pulumi.Input<string>;
    /** Id of a private subnet with a route to Session Manager: by a NAT gateway, or by endpoints for `ssm` and `ssmmessages`. */
    subnetId: pulumi.Input<string>;
    /** Its targets, such as the load balancer of the APIs, by a name that is part of logical names. */
    targets: Readonly<Record<string, BastionTarget>>;
}

/**
 * A machine without an open port, an address or a key pair, through which operators reach what is in the VPC, by port forwarding of
 * Session Manager (docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-sessions-start.html):
 *
 *     aws ssm start-session --target <instanceId> --document-name AWS-StartPortForwardingSessionToRemoteHost \
 *         --parameters host=<host>,portNumber=80,localPortNumber=8080
 *
 * Calls that reach a load balancer in this way do not pass API Gateway: they need no API key, and no limit applies to them.
 */
export class Bastion extends pulumi.ComponentResource {
    /** Id of the machine. */
    readonly instanceId: pulumi.Output<string>;

    /** Creates the machine with its role, and the ways to its targets. */
    constructor(name: string, args: BastionArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:network:Bastion", name, {}, opts);

        const group = this.createGroup(name, args);
        const { profile, access } = this.createRole(name);
        const machine = new aws.ec2.Instance(
            `${name}-bastion`,
            {
                ami: newestAmi(this),
                instanceType: "t4g.nano",
                subnetId: args.subnetId,
                vpcSecurityGroupIds: [group.id],
                // Whatever an existing subnet assigns.
                associatePublicIpAddress: false,
                iamInstanceProfile: profile.name,
                metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
                rootBlockDevice: { encrypted: true, volumeType: "gp3", deleteOnTermination: true },
                tags: { Name: `${name}-bastion` },
            },
            // AWS publishes an image every few weeks, and each would replace the machine.
            { parent: this, dependsOn: [access], ignoreChanges: ["ami"] },
        );
        this.instanceId = machine.id;

        this.registerOutputs({ instanceId: this.instanceId });
    }

    private createGroup(name: string, { vpcId, targets }: BastionArgs) {
        const group = new aws.ec2.SecurityGroup(
            `${name}-bastion`,
            { vpcId, description: "Bastion without an open port" },
            { parent: this },
        );
        // The agent calls Session Manager, which has public addresses.
        new aws.vpc.SecurityGroupEgressRule(
            `${name}-bastion-https`,
            { securityGroupId: group.id, cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 443, toPort: 443 },
            { parent: this },
        );
        for (const [label, { securityGroupId, port }] of Object.entries(targets)) {
            const way = { ipProtocol: "tcp", fromPort: port, toPort: port };
            new aws.vpc.SecurityGroupEgressRule(
                `${name}-bastion-${label}`,
                { securityGroupId: group.id, referencedSecurityGroupId: securityGroupId, ...way },
                { parent: this },
            );
            new aws.vpc.SecurityGroupIngressRule(
                `${name}-bastion-${label}`,
                { securityGroupId, referencedSecurityGroupId: group.id, ...way },
                { parent: this },
            );
        }
        return group;
    }

    private createRole(name: string) {
        const role = new aws.iam.Role(
            `${name}-bastion`,
            { assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "ec2.amazonaws.com" }) },
            { parent: this },
        );
        const access = new aws.iam.RolePolicy(
            `${name}-bastion`,
            { role: role.id, policy: policyDocument([acceptSessions]) },
            { parent: this },
        );
        const profile = new aws.iam.InstanceProfile(`${name}-bastion`, { role: role.name }, { parent: this });
        return { profile, access };
    }
}

// Amazon Linux 2023 has the agent (docs.aws.amazon.com/linux/al2023/ug/ec2.html#launch-from-ssm). The provider marks the parameter as
// a secret.
function newestAmi(parent: pulumi.Resource): pulumi.Output<string> {
    const name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";
    return pulumi.unsecret(aws.ssm.getParameterOutput({ name }, { parent }).insecureValue);
}
