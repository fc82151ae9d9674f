import {
    classicBalancer,
    groupRules,
    instanceProperties,
    ruleSources,
    schemeOf,
    templateProperties,
} from "./network-properties";
import { serviceTypes } from "./service-types";
import { byLowerName, type TranslatedType } from "./translated-type";

const ec2 = (token: string): string => `aws:ec2/${token}`;
// docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference; the ids are the `primaryIdentifier` of each type's
// schema.
const types: Readonly<Record<string, TranslatedType>> = {
    "AWS::ElasticLoadBalancingV2::LoadBalancer": {
        type: "aws:lb/loadBalancer:LoadBalancer",
        renamed: { type: "loadBalancerType" },
        shape: schemeOf,
        from: { internal: ["scheme"] },
        id: "loadBalancerArn",
        matter: ["scheme", "internal", "loadBalancerType", "securityGroups"],
    },
    "AWS::ElasticLoadBalancing::LoadBalancer": {
        type: "aws:elb/loadBalancer:LoadBalancer",
        renamed: { loadBalancerName: "name" },
        shape: classicBalancer,
        from: { internal: ["scheme"] },
        matter: ["scheme", "internal", "listeners", "securityGroups", "subnets"],
    },
    "AWS::ElasticLoadBalancingV2::Listener": {
        type: "aws:lb/listener:Listener",
        id: "listenerArn",
        matter: ["loadBalancerArn", "port"],
    },
    "AWS::EC2::SecurityGroup": {
        type: ec2("securityGroup:SecurityGroup"),
        renamed: { securityGroupIngress: "ingress", groupName: "name" },
        shape: groupRules,
        id: "groupId",
        matter: ["ingress"],
    },
    "AWS::EC2::SecurityGroupIngress": {
        type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        renamed: { groupId: "securityGroupId" },
        shape: ruleSources,
        from: { protocol: ["ipProtocol"], cidrIpv4: ["cidrIp"], prefixListId: ["sourcePrefixListId"] },
        matter: ["securityGroupId", "cidrIpv4", "protocol", "fromPort", "toPort"],
    },
    "AWS::EC2::PrefixList": {
        type: ec2("managedPrefixList:ManagedPrefixList"),
        id: "prefixListId",
        matter: ["entries"],
    },
    "AWS::EC2::VPC": { type: ec2("vpc:Vpc"), id: "vpcId", matter: [] },
    "AWS::EC2::Subnet": {
        type: ec2("subnet:Subnet"),
        id: "subnetId",
        matter: ["mapPublicIpOnLaunch", "assignIpv6AddressOnCreation"],
    },
    "AWS::EC2::RouteTable": { type: ec2("routeTable:RouteTable"), id: "routeTableId", matter: [] },
    "AWS::EC2::Route": {
        type: ec2("route:Route"),
        renamed: { egressOnlyInternetGatewayId: "egressOnlyGatewayId" },
        matter: ["routeTableId", "gatewayId"],
    },
    "AWS::EC2::SubnetRouteTableAssociation": {
        type: ec2("routeTableAssociation:RouteTableAssociation"),
        matter: ["subnetId", "routeTableId"],
    },
    "AWS::EC2::EgressOnlyInternetGateway": {
        type: ec2("egressOnlyInternetGateway:EgressOnlyInternetGateway"),
        id: "awsId",
        matter: [],
    },
    "AWS::EC2::Instance": {
        type: ec2("instance:Instance"),
        renamed: { securityGroupIds: "vpcSecurityGroupIds" },
        shape: instanceProperties,
        from: {
            vpcSecurityGroupIds: ["vpcSecurityGroupIds", "networkInterfaces"],
            subnetId: ["subnetId", "networkInterfaces"],
            associatePublicIpAddress: ["networkInterfaces"],
        },
        id: "instanceId",
        matter: ["associatePublicIpAddress", "subnetId", "vpcSecurityGroupIds"],
    },
    "AWS::EC2::NetworkInterface": {
        type: ec2("networkInterface:NetworkInterface"),
        renamed: { groupSet: "securityGroups" },
        id: "awsId",
        matter: ["ipv6AddressCount", "ipv6Addresses", "securityGroups"],
    },
    "AWS::EC2::EIP": {
        type: ec2("eip:Eip"),
        renamed: { instanceId: "instance" },
        id: "allocationId",
        matter: ["instance"],
    },
    "AWS::EC2::EIPAssociation": {
        type: ec2("eipAssociation:EipAssociation"),
        matter: ["instanceId", "networkInterfaceId"],
    },
    "AWS::EC2::LaunchTemplate": {
        type: ec2("launchTemplate:LaunchTemplate"),
        renamed: { launchTemplateName: "name" },
        shape: templateProperties,
        from: { vpcSecurityGroupIds: ["launchTemplateData"], networkInterfaces: ["launchTemplateData"] },
        id: "launchTemplateId",
        matter: ["networkInterfaces", "vpcSecurityGroupIds"],
    },
    "AWS::AutoScaling::LaunchConfiguration": {
        type: ec2("launchConfiguration:LaunchConfiguration"),
        renamed: { launchConfigurationName: "name" },
        matter: ["associatePublicIpAddress", "securityGroups"],
    },
    "AWS::AutoScaling::AutoScalingGroup": {
        type: "aws:autoscaling/group:Group",
        renamed: {
            vPCZoneIdentifier: "vpcZoneIdentifiers",
            vpcZoneIdentifier: "vpcZoneIdentifiers",
            launchConfigurationName: "launchConfiguration",
        },
        matter: ["vpcZoneIdentifiers", "launchTemplate"],
    },
    "AWS::EKS::Nodegroup": {
        type: "aws:eks/nodeGroup:NodeGroup",
        renamed: { subnets: "subnetIds" },
        matter: ["subnetIds", "launchTemplate"],
        isCheckedAlone: true,
    },
    ...serviceTypes,
};

const byName = byLowerName(types);

/** Looks up a type that may be part of a door by CloudFormation's name, in any case. */
export const networkType = (name: string): TranslatedType | undefined => byName.get(name.toLowerCase());
