import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { FargateCluster } from "./cluster";

/** Creates the security group of a service, which the other services of the cluster can reach at its port. */
export function admitMembers(
    name: string,
    port: number,
    { vpcId, memberGroupId }: FargateCluster,
    opts: { readonly parent: pulumi.Resource },
): aws.ec2.SecurityGroup {
    const group = new aws.ec2.SecurityGroup(
        `${name}-tasks`,
        { vpcId, description: "Tasks of an API on Fargate" },
        opts,
    );
    const onPort = { ipProtocol: "tcp", fromPort: port, toPort: port };
    // Tasks at the old port serve until those at a new one do, and need the old rule until then.
    const ruleOpts = { ...opts, replaceOnChanges: ["fromPort"] };
    new aws.vpc.SecurityGroupIngressRule(
        `${name}-members`,
        { securityGroupId: group.id, referencedSecurityGroupId: memberGroupId, ...onPort },
        ruleOpts,
    );
    new aws.vpc.SecurityGroupEgressRule(
        `${name}-members`,
        { securityGroupId: memberGroupId, referencedSecurityGroupId: group.id, ...onPort },
        ruleOpts,
    );
    return group;
}

/** Gives a service its name in the cluster's Cloud Map namespace, which resolves to the addresses of its tasks. */
export function registerName(
    name: string,
    { namespaceId }: FargateCluster,
    opts: { readonly parent: pulumi.Resource },
): aws.servicediscovery.Service {
    return new aws.servicediscovery.Service(
        name,
        {
            name,
            dnsConfig: { namespaceId, dnsRecords: [{ type: "A", ttl: 10 }], routingPolicy: "MULTIVALUE" },
            // ECS reports the health of each task. An empty block would be dropped, and replace the service in each update
            // (hashicorp/terraform-provider-aws#44285); AWS accepts no number but 1.
            healthCheckCustomConfig: { failureThreshold: 1 },
            // ECS may deregister the last tasks some time after their service is deleted.
            forceDestroy: true,
        },
        opts,
    );
}
