import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { mapValues } from "../../map-values";
import { type SecretReference, secretReference } from "../secrets/secret-reference";
import type { SecretSource } from "../secrets/secret-source";
import { targetGroupPort } from "../shared-load-balancer";
import { createInstanceRole } from "./instance-role";
import { createLaunchTemplate, type LaunchTemplateArgs } from "./launch-template";
import { userData } from "./user-data";

/** Image, environment and permissions of the machines of an API. */
export interface MachineArgs
    extends Pick<LaunchTemplateArgs, "instanceType" | "architecture" | "ami" | "isInExistingVpc"> {
    /** Name of the stack at AWS, such as "gatehouse-dev". */
    stack: string;
    /** Image by digest or tag. */
    image: pulumi.Input<string>;
    /** Port that the container listens on. */
    port: number;
    /** Environment variables whose values are secret. */
    secrets: Readonly<Record<string, SecretSource>>;
    /** IAM policy document with the AWS permissions of the API. Default: no AWS credentials. */
    policy?: pulumi.Input<string> | undefined;
    /** Days for which logs are retained. */
    logRetentionDays: number;
}

/** A machine as the service that it belongs to describes it. */
export interface DescribedMachine extends MachineArgs, Pick<LaunchTemplateArgs, "displayName" | "securityGroupId"> {
    /** All environment variables that are not secret. */
    environment: Readonly<Record<string, pulumi.Input<string>>>;
}

/** The launch template of machines, and the policies that they need from their start to their end. */
export interface MachineDescription {
    readonly launchTemplate: aws.ec2.LaunchTemplate;
    readonly policies: readonly pulumi.Resource[];
}

/** Creates the log group, the secrets, the role and the launch template of the machines of an API. */
export function describeMachines(
    name: string,
    args: DescribedMachine,
    opts: { readonly parent: pulumi.Resource },
): MachineDescription {
    const { stack, image, policy } = args;
    const logGroup = new aws.cloudwatch.LogGroup(
        name,
        { name: `/gatehouse/${stack}/instances/${name}`, retentionInDays: args.logRetentionDays },
        opts,
    );
    const metricNamespace = `Gatehouse/${stack}`;
    const references = mapValues(args.secrets, (source, key) => secretReference(`${name}-${key}`, source, opts));
    const secretArns = Object.values(references).map(({ secretArn }) => secretArn);
    const { profileArn, policies } = createInstanceRole(
        name,
        { image, policy, metricNamespace, secretArns, logGroupArn: logGroup.arn },
        opts,
    );
    const facts = { logGroup: logGroup.name, namespace: metricNamespace, references };
    const launchTemplate = createLaunchTemplate(
        name,
        { ...args, userData: userDataOf(name, args, facts, opts), profileArn, hasCredentials: policy !== undefined },
        opts,
    );
    return { launchTemplate, policies };
}

/** Parts of user data that other resources provide. */
interface MachineFacts {
    readonly logGroup: pulumi.Input<string>;
    readonly namespace: string;
    readonly references: Readonly<Record<string, SecretReference>>;
}

function userDataOf(
    name: string,
    { image, port, environment }: DescribedMachine,
    { logGroup, namespace, references }: MachineFacts,
    opts: { readonly parent: pulumi.Resource },
): pulumi.Output<string> {
    const { region } = aws.getRegionOutput({}, opts);
    const found = mapValues(references, ({ valueFrom }) => valueFrom);
    const own = { name, port, machinePort: targetGroupPort, namespace };
    return pulumi
        .all([image, logGroup, region, pulumi.all(environment), pulumi.all(found)])
        .apply(([uri, group, here, variables, secrets]) =>
            userData({ ...own, image: uri, logGroup: group, region: here, environment: variables, secrets }),
        );
}
