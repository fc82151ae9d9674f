import { type Json, unknown } from "../engine";
import { aws, type Written } from "./balancer-parts";
import { ref } from "./network";

export const targets: Written = {
    byAws: [aws("lb/targetGroup:TargetGroup", "targets", { port: 80 })],
    parts: { targets: { type: "ElasticLoadBalancingV2::TargetGroup", props: { Port: 80 } } },
};

export const foreign = "arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/web/1";
export const tasks = (targetGroupArn: Json): Written => {
    const isOwn = targetGroupArn === unknown;
    return {
        byAws: [
            aws(
                "ecs/service:Service",
                "tasks",
                { loadBalancers: [{ targetGroupArn, containerPort: 80 }] },
                isOwn ? { loadBalancers: ["targets"] } : {},
            ),
        ],
        parts: {
            tasks: {
                type: "ECS::Service",
                props: {
                    LoadBalancers: [{ TargetGroupArn: isOwn ? ref("targets") : targetGroupArn, ContainerPort: 80 }],
                },
            },
        },
    };
};

export const publicTasks: Written = {
    byAws: [
        aws(
            "ecs/service:Service",
            "tasks",
            { networkConfiguration: { assignPublicIp: true, securityGroups: [unknown], subnets: ["subnet-1"] } },
            { networkConfiguration: ["group"] },
        ),
    ],
    parts: {
        tasks: {
            type: "ECS::Service",
            props: {
                NetworkConfiguration: {
                    AwsvpcConfiguration: {
                        AssignPublicIp: "ENABLED",
                        SecurityGroups: [ref("group")],
                        Subnets: ["subnet-1"],
                    },
                },
            },
        },
    },
};

export const machines = (targetGroupArns: Json): Written => ({
    byAws: [aws("autoscaling/group:Group", "machines", { vpcZoneIdentifiers: ["subnet-1"], targetGroupArns })],
    parts: {
        machines: {
            type: "AutoScaling::AutoScalingGroup",
            props: { VPCZoneIdentifier: ["subnet-1"], TargetGroupARNs: targetGroupArns },
        },
    },
});

export const instance = (associatePublicIpAddress: boolean): Written => ({
    byAws: [
        aws(
            "ec2/instance:Instance",
            "machine",
            { subnetId: "subnet-1", associatePublicIpAddress, vpcSecurityGroupIds: [unknown] },
            { vpcSecurityGroupIds: ["group"] },
        ),
    ],
    parts: {
        machine: {
            type: "EC2::Instance",
            props: {
                NetworkInterfaces: [
                    {
                        DeviceIndex: "0",
                        SubnetId: "subnet-1",
                        AssociatePublicIpAddress: associatePublicIpAddress,
                        GroupSet: [ref("group")],
                    },
                ],
            },
        },
    },
});

export const address: Written = {
    byAws: [aws("ec2/eip:Eip", "address", { instance: unknown }, { instance: ["machine"] })],
    parts: { address: { type: "EC2::EIP", props: { InstanceId: ref("machine") } } },
};

export const subnet: Written = {
    byAws: [aws("ec2/subnet:Subnet", "subnet", { mapPublicIpOnLaunch: true })],
    parts: { subnet: { type: "EC2::Subnet", props: { MapPublicIpOnLaunch: true } } },
};

export const launched: Written = {
    byAws: [
        aws(
            "ec2/launchTemplate:LaunchTemplate",
            "template",
            { vpcSecurityGroupIds: [unknown] },
            { vpcSecurityGroupIds: ["group"] },
        ),
        aws(
            "autoscaling/group:Group",
            "machines",
            { vpcZoneIdentifiers: [unknown], launchTemplate: { id: unknown, version: "1" } },
            { vpcZoneIdentifiers: ["subnet"], launchTemplate: ["template"] },
        ),
    ],
    parts: {
        template: {
            type: "EC2::LaunchTemplate",
            props: { LaunchTemplateData: { SecurityGroupIds: [ref("group")] } },
        },
        machines: {
            type: "AutoScaling::AutoScalingGroup",
            props: {
                VPCZoneIdentifier: [ref("subnet")],
                LaunchTemplate: { LaunchTemplateId: ref("template"), Version: "1" },
            },
        },
    },
};

export const database = (isPublic: boolean): Written => ({
    byAws: [
        aws(
            "rds/instance:Instance",
            "database",
            { publiclyAccessible: isPublic, vpcSecurityGroupIds: [unknown] },
            { vpcSecurityGroupIds: ["group"] },
        ),
    ],
    parts: {
        database: {
            type: "RDS::DBInstance",
            props: { PubliclyAccessible: isPublic, VPCSecurityGroups: [ref("group")] },
        },
    },
});

export const member: Written = {
    byAws: [
        aws("rds/cluster:Cluster", "cluster", { vpcSecurityGroupIds: [unknown] }, { vpcSecurityGroupIds: ["group"] }),
        aws(
            "rds/clusterInstance:ClusterInstance",
            "database",
            { publiclyAccessible: true, clusterIdentifier: unknown },
            { clusterIdentifier: ["cluster"] },
        ),
    ],
    parts: {
        cluster: { type: "RDS::DBCluster", props: { VpcSecurityGroupIds: [ref("group")] } },
        database: {
            type: "RDS::DBInstance",
            props: { PubliclyAccessible: true, DBClusterIdentifier: ref("cluster") },
        },
    },
};
