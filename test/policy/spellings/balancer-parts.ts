import { type Declared, type Json, unknown } from "../engine";
import type { Props } from "./api";
import { type Parts, ref } from "./network";

/** A resource of the provider aws; a reference is unknown. */
export const aws = (token: string, name: string, props: Props, from: Declared["from"] = {}): Declared => ({
    type: `aws:${token}`,
    name,
    props,
    from,
});

/** One set of resources, with the provider aws and in CloudFormation's terms. */
export interface Written {
    readonly byAws: readonly Declared[];
    readonly parts: Parts;
}

export const open = "0.0.0.0/0";

/** A security group that admits a block at a port. */
export const group = (cidr: Json, port = 443): Written => ({
    byAws: [
        aws("ec2/securityGroup:SecurityGroup", "group", {
            ingress: [{ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: [cidr] }],
        }),
    ],
    parts: {
        group: {
            type: "EC2::SecurityGroup",
            props: { SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: port, ToPort: port, CidrIp: cidr }] },
        },
    },
});

export const emptyGroup: Written = {
    byAws: [aws("ec2/securityGroup:SecurityGroup", "group", {})],
    parts: { group: { type: "EC2::SecurityGroup", props: { GroupDescription: "web" } } },
};

export const rule: Written = {
    byAws: [
        aws(
            "vpc/securityGroupIngressRule:SecurityGroupIngressRule",
            "rule",
            { securityGroupId: unknown, ipProtocol: "tcp", fromPort: 443, toPort: 443, cidrIpv4: open },
            { securityGroupId: ["group"] },
        ),
    ],
    parts: {
        rule: {
            type: "EC2::SecurityGroupIngress",
            props: { GroupId: ref("group"), IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIp: open },
        },
    },
};

const schemes: Readonly<Record<string, readonly [internal: Json, scheme: Json]>> = {
    public: [false, "internet-facing"],
    internal: [true, "internal"],
    unknown: [unknown, unknown],
};

export const balancer = (scheme: keyof typeof schemes, groups: readonly Json[] | "group" = "group"): Written => {
    const [internal = null, own = null] = schemes[scheme] ?? [];
    const isOwn = groups === "group";
    return {
        byAws: [
            aws(
                "lb/loadBalancer:LoadBalancer",
                "balancer",
                { internal, securityGroups: isOwn ? [unknown] : groups, subnets: ["subnet-1"] },
                isOwn ? { securityGroups: ["group"] } : {},
            ),
        ],
        parts: {
            balancer: {
                type: "ElasticLoadBalancingV2::LoadBalancer",
                props: { Scheme: own, SecurityGroups: isOwn ? [ref("group")] : groups, Subnets: ["subnet-1"] },
            },
        },
    };
};

export const networkBalancer: Written = {
    byAws: [aws("lb/loadBalancer:LoadBalancer", "balancer", { loadBalancerType: "network" })],
    parts: { balancer: { type: "ElasticLoadBalancingV2::LoadBalancer", props: { Type: "network" } } },
};

export const classicBalancer: Written = {
    byAws: [
        aws(
            "elb/loadBalancer:LoadBalancer",
            "balancer",
            { securityGroups: [unknown], subnets: ["subnet-1"], listeners: [{ lbPort: 443, instancePort: 80 }] },
            { securityGroups: ["group"] },
        ),
    ],
    parts: {
        balancer: {
            type: "ElasticLoadBalancing::LoadBalancer",
            props: {
                SecurityGroups: [ref("group")],
                Subnets: ["subnet-1"],
                Listeners: [{ LoadBalancerPort: "443", InstancePort: "80", Protocol: "TCP" }],
            },
        },
    },
};

export const listener: Written = {
    byAws: [
        aws(
            "lb/listener:Listener",
            "listener",
            { port: 443, loadBalancerArn: unknown },
            { loadBalancerArn: ["balancer"] },
        ),
    ],
    parts: {
        listener: {
            type: "ElasticLoadBalancingV2::Listener",
            props: { Port: 443, LoadBalancerArn: ref("balancer") },
        },
    },
};
