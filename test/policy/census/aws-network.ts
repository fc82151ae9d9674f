import type { HarmlessTypes } from "./entry";

/** Networks, load balancers and what publishes: types that open nothing by themselves. */
export const awsNetwork: readonly HarmlessTypes[] = [
    {
        module: "route53",
        because: "holds records, guards them or asks for them; where a record leads is judged",
        types: `CidrCollection CidrLocation DelegationSet HealthCheck HostedZoneDnsSec KeySigningKey ProfilesAssociation
            ProfilesProfile ProfilesResourceAssociation QueryLog ResolverConfig ResolverDnsSecConfig ResolverEndpoint
            ResolverFirewallConfig ResolverFirewallDomainList ResolverFirewallRule ResolverFirewallRuleGroup
            ResolverFirewallRuleGroupAssociation ResolverQueryLogConfig ResolverQueryLogConfigAssociation ResolverRule
            ResolverRuleAssociation TrafficPolicy TrafficPolicyInstance VpcAssociationAuthorization Zone ZoneAssociation`,
    },
    {
        module: "ec2",
        because:
            "is the ground that machines stand on; a machine is reached only by an address and a group, which are judged",
        types: `CarrierGateway DefaultRouteTable DefaultVpc DefaultVpcDhcpOptions EgressOnlyInternetGateway InternetGateway
            InternetGatewayAttachment LocalGatewayRoute LocalGatewayRouteTable
            LocalGatewayRouteTableVirtualInterfaceGroupAssociation LocalGatewayRouteTableVpcAssociation
            MainRouteTableAssociation NatGateway NatGatewayEipAssociation Route RouteTable RouteTableAssociation SecondaryNetwork
            SecondarySubnet SubnetCidrReservation Vpc VpcDhcpOptions VpcDhcpOptionsAssociation VpcIpv4CidrBlockAssociation
            VpcIpv6CidrBlockAssociation`,
    },
    {
        module: "ec2",
        because: "is read by r1-private-paths together with what names it",
        types: "DefaultSubnet ManagedPrefixList ManagedPrefixListEntry Subnet",
    },
    {
        module: "ec2",
        because: "hands out address blocks, or names them; what bears an address is judged",
        types: `EipDomainName VpcIpam VpcIpamOrganizationAdminAccount VpcIpamPool VpcIpamPoolCidr VpcIpamPoolCidrAllocation
            VpcIpamPreviewNextCidr VpcIpamResourceDiscovery VpcIpamResourceDiscoveryAssociation VpcIpamScope`,
    },
    {
        module: "ec2",
        because: "joins networks of yours, or leads out of them, in private",
        types: `CustomerGateway PeeringConnectionOptions VpcEndpoint VpcEndpointConnectionAccepter
            VpcEndpointConnectionNotification VpcEndpointPolicy VpcEndpointRouteTableAssociation VpcEndpointSubnetAssociation
            VpcPeeringConnection VpcPeeringConnectionAccepter VpnConcentrator VpnConnection VpnConnectionRoute VpnGateway
            VpnGatewayAttachment VpnGatewayRoutePropagation`,
    },
    {
        module: "ec2",
        because: "turns traffic down, copies or watches it",
        types: `DefaultNetworkAcl EncryptionControl FlowLog ImageBlockPublicAccess NetworkAcl NetworkAclAssociation NetworkAclRule
            NetworkInsightsAccessScope NetworkInsightsAnalysis NetworkInsightsPath TrafficMirrorFilter TrafficMirrorFilterRule
            TrafficMirrorSession TrafficMirrorTarget VpcBlockPublicAccessExclusion VpcBlockPublicAccessOptions
            VpcEncryptionControl VpcNetworkPerformanceMetricSubscription VpcSecurityGroupRulesExclusive`,
    },
    {
        module: "ec2",
        because: "puts a judged interface or group on a machine",
        types: `NetworkInterfaceAttachment NetworkInterfacePermission NetworkInterfaceSecurityGroupAttachment
            SecurityGroupAssociation`,
    },
    {
        module: "vpc",
        because: "says where a judged group or endpoint counts, or what leaves",
        types: `EndpointPrivateDns EndpointServicePrivateDnsVerification RouteServer RouteServerEndpoint RouteServerPeer
            RouteServerPropagation RouteServerVpcAssociation SecurityGroupEgressRule SecurityGroupVpcAssociation`,
    },
    {
        module: "lb",
        because: "is read with the load balancer, which is judged",
        types: "ListenerCertificate TargetGroup TrustStore TrustStoreRevocation",
    },
    {
        module: "alb",
        because: "is read with the load balancer, which is judged",
        types: "ListenerCertificate TargetGroup",
    },
    {
        module: "elb",
        because: "is a setting of a load balancer, which is judged",
        types: `AppCookieStickinessPolicy ListenerPolicy LoadBalancerBackendServerPolicy LoadBalancerCookieStickinessPolicy
            LoadBalancerPolicy SslNegotiationPolicy`,
    },
    { module: "ec2", because: "is a setting of a load balancer, which is judged", types: "ProxyProtocolPolicy" },
    {
        module: "cloudfront",
        because: "is a setting or a key of a distribution, which is judged",
        types: `AnycastIpList CachePolicy ConnectionFunction ConnectionGroup ContinuousDeploymentPolicy
            FieldLevelEncryptionConfig FieldLevelEncryptionProfile KeyGroup KeyValueStore KeyvaluestoreKey
            KeyvaluestoreKeysExclusive MonitoringSubscription OriginAccessControl OriginAccessIdentity OriginRequestPolicy
            PublicKey RealtimeLogConfig ResponseHeadersPolicy TrustStore`,
    },
    {
        module: "verifiedaccess",
        because: "publishes nothing without an endpoint, which is judged",
        types: "Group Instance InstanceLoggingConfiguration InstanceTrustProviderAttachment TrustProvider",
    },
    {
        module: "vpclattice",
        because: "is reached from inside networks only, and its services are judged",
        types: `AccessLogSubscription AuthPolicy DomainVerification Listener ListenerRule ResourceConfiguration ResourceGateway
            ResourcePolicy ServiceNetwork ServiceNetworkResourceAssociation ServiceNetworkServiceAssociation
            ServiceNetworkVpcAssociation TargetGroup TargetGroupAttachment`,
    },
];
