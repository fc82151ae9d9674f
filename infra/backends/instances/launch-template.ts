import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of the template from which machines are launched. */
export interface LaunchTemplateArgs {
    /** Name that the machines have in lists. */
    displayName: string;
    /** Type of the machines, such as "t4g.small". */
    instanceType: string;
    /** Architecture of the type, and of the image of the operating system. */
    architecture: "amd64" | "arm64";
    /**
     * Image of the operating system: its id, or the newest one of Amazon Linux 2023, always or when the template is created. Another
     * one replaces every machine.
     */
    ami: { readonly id: string } | "newest" | "newest at first";
    /** User data as text. */
    userData: pulumi.Input<string>;
    /** ARN of the instance profile. */
    profileArn: pulumi.Input<string>;
    securityGroupId: pulumi.Input<string>;
    /** Whether the container gets the credentials of the machine. */
    hasCredentials: boolean;
    /**
     * Whether the stack did not create the VPC. Others may let its subnets assign public addresses, which the machines reject.
     * Default: false.
     */
    isInExistingVpc?: boolean | undefined;
}

/** GB of the volume of a machine: 8 for the system, the rest for images. */
const volumeGb = 20;

const amiArchitectures = { amd64: "x86_64", arm64: "arm64" } as const;

/** Creates the template: no key pair, no public address, an encrypted volume, and metadata for signed requests only. */
export function createLaunchTemplate(
    name: string,
    args: LaunchTemplateArgs,
    opts: { readonly parent: pulumi.Resource },
): aws.ec2.LaunchTemplate {
    const { ami, architecture } = args;
    const tags = { Name: args.displayName };
    return new aws.ec2.LaunchTemplate(
        // By architecture, as the image of the operating system stays, but must not stay for another architecture.
        `${name}-${architecture}`,
        {
            description: "Machines of an API",
            imageId: typeof ami === "object" ? ami.id : newestAmi(architecture, opts),
            instanceType: args.instanceType,
            iamInstanceProfile: { arn: args.profileArn },
            ...connection(args),
            userData: pulumi.output(args.userData).apply((text) => Buffer.from(text).toString("base64")),
            metadataOptions: {
                httpEndpoint: "enabled",
                httpTokens: "required",
                // The network of the container is one hop more
                // (docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html).
                httpPutResponseHopLimit: args.hasCredentials ? 2 : 1,
            },
            blockDeviceMappings: [
                {
                    deviceName: "/dev/xvda",
                    ebs: { volumeType: "gp3", volumeSize: volumeGb, encrypted: "true", deleteOnTermination: "true" },
                },
            ],
            // Detailed monitoring is billed as seven metrics a machine.
            monitoring: { enabled: false },
            tagSpecifications: ["instance", "volume"].map((resourceType) => ({ resourceType, tags })),
            updateDefaultVersion: true,
        },
        { ...opts, ...(ami === "newest at first" && { ignoreChanges: ["imageId"] }) },
    );
}

// A template has groups either by itself or in its network interfaces
// (docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RequestLaunchTemplateData.html).
function connection({ securityGroupId, isInExistingVpc }: LaunchTemplateArgs) {
    if (!isInExistingVpc) return { vpcSecurityGroupIds: [securityGroupId] };
    const own = { deviceIndex: 0, deleteOnTermination: "true", securityGroups: [securityGroupId] };
    return { networkInterfaces: [{ ...own, associatePublicIpAddress: "false" }] };
}

// AWS publishes a new image every few weeks
// (docs.aws.amazon.com/linux/al2023/ug/ec2.html#launch-from-ssm). The provider marks the parameter as a secret.
function newestAmi(
    architecture: LaunchTemplateArgs["architecture"],
    opts: { readonly parent: pulumi.Resource },
): pulumi.Output<string> {
    const name = `/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${amiArchitectures[architecture]}`;
    return pulumi.unsecret(aws.ssm.getParameterOutput({ name }, { parent: opts.parent }).insecureValue);
}
