import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { connectToDatabase, type DatabaseEndpoint } from "../../database-access";
import type { Backend, BackendOutputs } from "../backend";
import type { NetworkLoadBalancer } from "../network-load-balancer";
import { targetGroupPort } from "../shared-load-balancer";
import { type AutoScalingGroupArgs, createAutoScalingGroup } from "./auto-scaling-group";
import { describeMachines, type MachineArgs } from "./machine-description";

/** Arguments of an API on machines. */
export interface InstanceServiceArgs
    extends MachineArgs,
        Pick<AutoScalingGroupArgs, "replicas" | "maxReplicas" | "credentials"> {
    /** Environment variables besides PORT. */
    environment: Readonly<Record<string, pulumi.Input<string>>>;
    /** Database that the machines connect to. Default: none. */
    database?: DatabaseEndpoint | undefined;
    /** Path that returns 200 while a machine can serve. */
    healthPath: string;
    /** Port of its listener. */
    listenerPort: number;
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
        const target = loadBalancer.listen(
            name,
            {
                listenerPort,
                targetPort: targetGroupPort,
                targetType: "instance",
                targetGroupId: machines.id,
                healthPath,
            },
            { parent: this },
        );
        const { displayName, environment } = this;
        const described = { ...args, displayName, environment, securityGroupId: machines.id };
        const { launchTemplate, policies } = describeMachines(name, described, { parent: this });
        const { targetGroupArn } = target;
        const { group, served } = createAutoScalingGroup(
            name,
            { ...args, displayName, subnetIds, launchTemplate, targetGroupArn },
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
