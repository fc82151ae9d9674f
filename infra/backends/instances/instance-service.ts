import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { connectToDatabase, type DatabaseEndpoint } from "../../database-access";
import { mapValues } from "../../map-values";
import type { Backend, BackendOutputs } from "../backend";
import { type NetworkLoadBalancer, targetGroupPort } from "../network-load-balancer";
import { type SecretReference, secretReference } from "../secrets/secret-reference";
import type { SecretSource } from "../secrets/secret-source";
import { type AutoScalingGroupArgs, createAutoScalingGroup } from "./auto-scaling-group";
import { createInstanceRole } from "./instance-role";
import { createLaunchTemplate, type LaunchTemplateArgs } from "./launch-template";
import { userData } from "./user-data";

/** Arguments of an API on machines. */
export interface InstanceServiceArgs
    extends Pick<LaunchTemplateArgs, "instanceType" | "architecture" | "ami" | "isInExistingVpc">,
        Pick<AutoScalingGroupArgs, "replicas" | "maxReplicas" | "credentials"> {
    /** Name of the stack at AWS, such as "gatehouse-dev". */
    stack: string;
    /** Image by digest or tag. */
    image: pulumi.Input<string>;
    /** Port that the container listens on. */
    port: number;
    /** Environment variables besides PORT. */
    environment: Readonly<Record<string, pulumi.Input<string>>>;
    /** Environment variables whose values are secret. */
    secrets: Readonly<Record<string, SecretSource>>;
    /** IAM policy document with the AWS permissions of the API. Default: no AWS credentials. */
    policy?: pulumi.Input<string> | undefined;
    /** Database that the machines connect to. Default: none. */
    database?: DatabaseEndpoint | undefined;
    /** Path that returns 200 while a machine can serve. */
    healthPath: string;
    /** Port of its listener. */
    listenerPort: number;
    /** Days for which logs are retained. */
    logRetentionDays: number;
}

/** Where machines run, and what is in front of them. */
export interface InstancePlace {
    readonly loadBalancer: NetworkLoadBalancer;
    readonly vpcId: pulumi.Input<string>;
    /** Ids of private subnets with a route to the package repositories, ECR and CloudWatch. */
    readonly subnetIds: pulumi.Input<string[]>;
    /** Resources whose routes machines need from their start to their end. */
    readonly routes: readonly pulumi.Resource[];
}

/** Parts of user data that other resources provide. */
interface MachineFacts {
    readonly logGroup: pulumi.Input<string>;
    readonly namespace: string;
    readonly references: Readonly<Record<string, SecretReference>>;
}

/** An API as a container on each machine of an Auto Scaling group, in private subnets behind an internal network load balancer. */
export class InstanceService extends pulumi.ComponentResource {
    /** The machines as the gateway reaches them. */
    readonly backend: Backend;

    /** Creates the log group, the role, the security group, the listener, the launch template and the group. */
    constructor(
        private readonly name: string,
        private readonly args: InstanceServiceArgs,
        private readonly place: InstancePlace,
        opts?: pulumi.ComponentResourceOptions,
    ) {
        const { secrets: _, database, ...inputs } = args;
        super("gatehouse:instances:Service", name, inputs, opts);

        const { loadBalancer, routes, subnetIds } = place;
        const { listenerPort, healthPath } = args;
        const { group: machines, rule } = this.createSecurityGroup();
        const rules = database === undefined ? [] : connectToDatabase(name, database, machines.id, { parent: this });
        const targets = { targetPort: targetGroupPort, targetType: "instance", targetGroupId: machines.id } as const;
        const target = loadBalancer.listen(name, { listenerPort, healthPath, ...targets }, { parent: this });
        const { launchTemplate, policies } = this.describeMachines(machines);
        const { targetGroupArn } = target;
        const { group, served } = createAutoScalingGroup(
            name,
            { ...args, displayName: this.displayName, subnetIds, launchTemplate, targetGroupArn },
            // A target group without a listener has no healthy target, so Auto Scaling would replace every machine.
            { parent: this, dependsOn: [...target.dependencies, ...policies, rule, ...rules, ...routes] },
        );
        // Known to the stages only once the machines serve.
        const host = pulumi.all([target.address, group.id, served]).apply(([address]) => address);
        this.backend = { loadBalancer: loadBalancer.target, host };

        this.registerOutputs(this.outputs(group, host));
    }

    private get displayName() {
        return `${this.args.stack}-${this.name}`;
    }

    // The rule for HTTPS reaches the package repositories, ECR, CloudWatch and Session Manager, which have public addresses. DNS
    // needs no rule: security groups do not filter the resolver of the VPC
    // (docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html).
    private createSecurityGroup() {
        const group = new aws.ec2.SecurityGroup(
            `${this.name}-machines`,
            { vpcId: this.place.vpcId, description: "Machines of an API" },
            { parent: this },
        );
        const rule = new aws.vpc.SecurityGroupEgressRule(
            `${this.name}-machines-https`,
            { securityGroupId: group.id, cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 443, toPort: 443 },
            { parent: this },
        );
        return { group, rule };
    }

    private describeMachines(machines: aws.ec2.SecurityGroup) {
        const { name, args, displayName } = this;
        const { stack, image, policy } = args;
        const opts = { parent: this };
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
        const launchTemplate = createLaunchTemplate(
            name,
            {
                ...args,
                displayName,
                userData: this.userData({
                    logGroup: logGroup.name,
                    namespace: metricNamespace,
                    references,
                }),
                profileArn,
                securityGroupId: machines.id,
                hasCredentials: policy !== undefined,
            },
            opts,
        );
        return { launchTemplate, policies };
    }

    private userData({ logGroup, namespace, references }: MachineFacts) {
        const { name, args } = this;
        const { region } = aws.getRegionOutput({}, { parent: this });
        const found = mapValues(references, ({ valueFrom }) => valueFrom);
        return pulumi
            .all([args.image, logGroup, region, pulumi.all(this.environment), pulumi.all(found)])
            .apply(([image, group, own, environment, secrets]) =>
                userData({
                    ...{
                        name,
                        image,
                        port: args.port,
                        machinePort: targetGroupPort,
                        namespace,
                        logGroup: group,
                        region: own,
                    },
                    environment,
                    secrets,
                }),
            );
    }

    private get environment(): Record<string, pulumi.Input<string>> {
        return { PORT: String(this.args.port), ...this.args.environment };
    }

    private outputs(group: aws.autoscaling.Group, host: pulumi.Output<string>): BackendOutputs {
        const { args, name, place } = this;
        const { arn, hostname, balancerUrn: urn, target } = place.loadBalancer;
        const scale = { unit: "instances", min: args.replicas, max: args.maxReplicas } as const;
        return {
            backend: {
                kind: "instances",
                api: name,
                host,
                healthPath: args.healthPath,
                compute: { urn: group.urn, ...scale, location: "network" },
            },
            environment: this.environment,
            loadBalancer: { urn, name: target.name, arn, hostname, scheme: "internal", form: "network" },
        };
    }
}
