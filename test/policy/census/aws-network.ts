import type { HarmlessTypes } from "./entry";

/** Networks, load balancers and distributions: types that expose nothing by themselves. */
export const awsNetwork: readonly HarmlessTypes[] = [
    {
        module: "route53",
        because: "contains, protects or queries records; the target of a record is checked",
        types: `CidrCollection CidrLocation DelegationSet HealthCheck HostedZoneDnsSec KeySigningKey ProfilesAssociation
            ProfilesProfile ProfilesResourceAssociation QueryLog ResolverConfig ResolverDnsSecConfig ResolverEndpoint
            ResolverFirewallConfig ResolverFirewallDomainList ResolverFirewallRule ResolverFirewallRuleGroup
            ResolverFirewallRuleGroupAssociation ResolverQueryLogConfig ResolverQueryLogConfigAssociation ResolverRule
            ResolverRuleAssociation TrafficPolicy TrafficPolicyInstance VpcAssociationAuthorization Zone ZoneAssociation`,
    },
    {
        module: "ec2",
        because: "is the network of machines; a machine is reached only by an address and a group, which are checked",
        types: `CarrierGateway DefaultRouteTable DefaultVpc DefaultVpcDhcpOptions EgressOnlyInternetGateway InternetGateway
            InternetGatewayAttachment LocalGatewayRoute LocalGatewayRouteTable
            LocalGatewayRouteTableVirtualInterfaceGroupAssociation LocalGatewayRouteTableVpcAssociation
            MainRouteTableAssociation NatGateway NatGatewayEipAssociation Route RouteTable RouteTableAssociation SecondaryNetwork
            SecondarySubnet SubnetCidrReservation Vpc VpcDhcpOptions VpcDhcpOptionsAssociation VpcIpv4CidrBlockAssociation
            VpcIpv6CidrBlockAssociation`,
    },
    {
        module: "ec2",
        because: "is read by r1-private-paths together with the resources that refer to it",
        types: "DefaultSubnet Subnet",
    },
    {
        module: "ec2",
        because: "allocates address blocks, or names them; resources with an address are checked",
        types: `EipDomainName VpcIpam VpcIpamOrganizationAdminAccount VpcIpamPool VpcIpamPoolCidr VpcIpamPoolCidrAllocation
            VpcIpamPreviewNextCidr VpcIpamResourceDiscovery VpcIpamResourceDiscoveryAssociation VpcIpamScope`,
    },
    {
        module: "ec2",
        because: "connects your networks, or gives them private outbound access",
        types: `CustomerGateway PeeringConnectionOptions VpcEndpoint VpcEndpointConnectionAccepter
            VpcEndpointConnectionNotification VpcEndpointPolicy VpcEndpointRouteTableAssociation VpcEndpointSubnetAssociation
            VpcPeeringConnection VpcPeeringConnectionAccepter VpnConcentrator VpnConnection VpnConnectionRoute VpnGateway
            VpnGatewayAttachment VpnGatewayRoutePropagation`,
    },
    {
        module: "ec2",
        because: "rejects, copies or watches traffic",
        types: `DefaultNetworkAcl EncryptionControl FlowLog ImageBlockPublicAccess NetworkAcl NetworkAclAssociation NetworkAclRule
            NetworkInsightsAccessScope NetworkInsightsAnalysis NetworkInsightsPath TrafficMirrorFilter TrafficMirrorFilterRule
            TrafficMirrorSession TrafficMirrorTarget VpcBlockPublicAccessExclusion VpcBlockPublicAccessOptions
            VpcEncryptionControl VpcNetworkPerformanceMetricSubscription VpcSecurityGroupRulesExclusive`,
    },
    {
        module: "ec2",
        because: "attaches a checked interface or group to a machine",
        types: `NetworkInterfaceAttachment NetworkInterfacePermission
            SecurityGroupAssociation`,
    },
    {
        module: "vpc",
        because: "decides where a checked group or endpoint applies, or controls outbound traffic",
        types: `EndpointPrivateDns EndpointServicePrivateDnsVerification RouteServer RouteServerEndpoint RouteServerPeer
            RouteServerPropagation RouteServerVpcAssociation SecurityGroupEgressRule SecurityGroupVpcAssociation`,
    },
    {
        module: "lb",
        because: "is read with the load balancer, which is checked",
        types: "ListenerCertificate TargetGroup TrustStore TrustStoreRevocation",
    },
    {
        module: "alb",
        because: "is read with the load balancer, which is checked",
        types: "ListenerCertificate TargetGroup",
    },
    {
        module: "elb",
        because: "is a setting of a load balancer, which is checked",
        types: `AppCookieStickinessPolicy ListenerPolicy LoadBalancerBackendServerPolicy LoadBalancerCookieStickinessPolicy
            LoadBalancerPolicy SslNegotiationPolicy`,
    },
    { module: "ec2", because: "is a setting of a load balancer, which is checked", types: "ProxyProtocolPolicy" },
    {
        module: "cloudfront",
        because: "is a setting or a key of a distribution, which is checked",
        types: `AnycastIpList CachePolicy ConnectionFunction ConnectionGroup ContinuousDeploymentPolicy
            FieldLevelEncryptionConfig FieldLevelEncryptionProfile KeyGroup KeyValueStore KeyvaluestoreKey
            KeyvaluestoreKeysExclusive MonitoringSubscription OriginAccessControl OriginAccessIdentity OriginRequestPolicy
            PublicKey RealtimeLogConfig TrustStore`,
    },
    {
        module: "verifiedaccess",
        because: "publishes nothing without an endpoint, which is checked",
        types: "Group Instance InstanceLoggingConfiguration InstanceTrustProviderAttachment TrustProvider",
    },
    {
        module: "vpclattice",
        because: "is reached from inside networks only, and its services are checked",
        types: `AccessLogSubscription AuthPolicy DomainVerification Listener ListenerRule ResourceConfiguration ResourceGateway
            ResourcePolicy ServiceNetwork ServiceNetworkResourceAssociation ServiceNetworkServiceAssociation
            ServiceNetworkVpcAssociation TargetGroup TargetGroupAttachment`,
    },
];
