import { documentation, named, type ResourceType, type ResourceTypes } from "../resources/resource-type";

const arn = "arn:aws:elasticloadbalancing:{region}:{account}:";

const loadBalancer: ResourceType = {
    id: `${arn}loadbalancer/{kind}/{name}/{hex:16}`,
    autoName: { ...named, maxLength: 32 },
    defaults: { loadBalancerType: "application", enableDeletionProtection: false, idleTimeout: 60 },
    outputs: {
        arn: "{id}",
        arnSuffix: "{kind}/{name}/{hex:16}",
        dnsName: "{name}-{hex:16}.elb.{region}.amazonaws.com",
        enablePrefixForIpv6SourceNat: "off",
        enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "",
        internal: false,
        ipAddressType: "ipv4",
        namePrefix: "",
        secondaryIpsAutoAssignedPerSubnet: 0,
        securityGroups: [],
        subnetMappings: [],
        subnets: [],
        vpcId: "vpc-{hex:17}",
        zoneId: "Z3F0SRJ5LGBH90",
    },
    replaceOn: ["customerOwnedIpv4Pool", "internal", "loadBalancerType", "name", "namePrefix"],
    source: "elbv2/load_balancer.go",
    serves: true,
    price: { notEstimated: "load balancers that no backend registers" },
};

const targetGroup: ResourceType = {
    id: `${arn}targetgroup/{name}/{hex:16}`,
    autoName: { ...named, maxLength: 32 },
    defaults: {
        deregistrationDelay: 300,
        lambdaMultiValueHeadersEnabled: false,
        proxyProtocolV2: false,
        slowStart: 0,
        targetType: "instance",
    },
    outputs: {
        arn: "{id}",
        arnSuffix: "targetgroup/{name}/{hex:16}",
        connectionTermination: false,
        healthCheck: { enabled: true, path: "/", protocol: "HTTP" },
        ipAddressType: "ipv4",
        loadBalancerArns: [],
        loadBalancingAlgorithmType: "round_robin",
        loadBalancingAnomalyMitigation: "off",
        loadBalancingCrossZoneEnabled: "use_load_balancer_configuration",
        namePrefix: "",
        preserveClientIp: "",
        protocolVersion: "HTTP1",
        stickiness: { enabled: false, type: "lb_cookie" },
        targetFailovers: [],
        targetGroupHealth: {},
        targetHealthStates: [],
    },
    replaceOn: ["ipAddressType", "name", "namePrefix", "port", "protocol", "protocolVersion", "targetType", "vpcId"],
    source: "elbv2/target_group.go",
    serves: true,
    price: "free",
};

// Headers that an Application Load Balancer's listener can add; AWS answers an empty text for each that is not set.
const routingHeaders = [
    "routingHttpRequestXAmznMtlsClientcertHeaderName",
    "routingHttpRequestXAmznMtlsClientcertIssuerHeaderName",
    "routingHttpRequestXAmznMtlsClientcertLeafHeaderName",
    "routingHttpRequestXAmznMtlsClientcertSerialNumberHeaderName",
    "routingHttpRequestXAmznMtlsClientcertSubjectHeaderName",
    "routingHttpRequestXAmznMtlsClientcertValidityHeaderName",
    "routingHttpRequestXAmznTlsCipherSuiteHeaderName",
    "routingHttpRequestXAmznTlsVersionHeaderName",
    "routingHttpResponseAccessControlAllowCredentialsHeaderValue",
    "routingHttpResponseAccessControlAllowHeadersHeaderValue",
    "routingHttpResponseAccessControlAllowMethodsHeaderValue",
    "routingHttpResponseAccessControlAllowOriginHeaderValue",
    "routingHttpResponseAccessControlExposeHeadersHeaderValue",
    "routingHttpResponseAccessControlMaxAgeHeaderValue",
    "routingHttpResponseContentSecurityPolicyHeaderValue",
    "routingHttpResponseStrictTransportSecurityHeaderValue",
    "routingHttpResponseXContentTypeOptionsHeaderValue",
    "routingHttpResponseXFrameOptionsHeaderValue",
];

const listener: ResourceType = {
    id: `${arn}listener/{uuid}`,
    outputs: {
        arn: "{id}",
        mutualAuthentication: {},
        protocol: "HTTP",
        sslPolicy: "",
        tcpIdleTimeoutSeconds: 350,
        routingHttpResponseServerEnabled: true,
        ...Object.fromEntries(routingHeaders.map((property) => [property, ""])),
    },
    required: ["defaultActions", "loadBalancerArn"],
    replaceOn: ["loadBalancerArn"],
    source: "elbv2/listener.go",
    serves: true,
    price: "free",
};

const listenerRule: ResourceType = {
    id: `${arn}listener-rule/{uuid}`,
    outputs: { arn: "{id}", priority: 1 },
    required: ["actions", "conditions", "listenerArn"],
    replaceOn: ["listenerArn"],
    source: "elbv2/listener_rule.go",
    serves: true,
    price: "free",
};

const targetGroupAttachment: ResourceType = {
    id: "{targetGroupArn}-{digits:20}",
    required: ["targetGroupArn", "targetId"],
    replaceOn: ["availabilityZone", "port", "targetGroupArn", "targetId"],
    source: documentation,
    serves: true,
    price: "free",
};

function underModule(module: "alb" | "lb"): ResourceTypes {
    return {
        [`aws:${module}/loadBalancer:LoadBalancer`]: loadBalancer,
        [`aws:${module}/targetGroup:TargetGroup`]: targetGroup,
        [`aws:${module}/listener:Listener`]: listener,
        [`aws:${module}/listenerRule:ListenerRule`]: listenerRule,
        [`aws:${module}/targetGroupAttachment:TargetGroupAttachment`]: targetGroupAttachment,
    };
}

/** Elastic Load Balancing, under both of its modules, and its classic form. */
export const loadBalancing: ResourceTypes = {
    ...underModule("lb"),
    ...underModule("alb"),
    "aws:elb/loadBalancer:LoadBalancer": {
        id: "{name}",
        autoName: { ...named, maxLength: 32 },
        defaults: { connectionDraining: false, crossZoneLoadBalancing: true, idleTimeout: 60 },
        outputs: {
            arn: `${arn}loadbalancer/{name}`,
            availabilityZones: [],
            dnsName: "{name}-{digits:10}.{region}.elb.amazonaws.com",
            healthCheck: {},
            instances: [],
            internal: false,
            namePrefix: "",
            securityGroups: [],
            sourceSecurityGroup: "",
            sourceSecurityGroupId: "",
            subnets: [],
            zoneId: "Z215JYRZR1TBD5",
        },
        required: ["listeners"],
        replaceOn: ["internal", "name"],
        source: documentation,
        serves: true,
        price: "unknown",
    },
};
