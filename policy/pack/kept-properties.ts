import { type Plain, type Props, type Resource, UNKNOWN } from "../reading/resource";
import { isList, isObject } from "../reading/value";
import { isClientTag } from "../rules/r3/clients";

/**
 * A resource's properties as they may be written to a file: those that hold names, numbers and switches, never a secret.
 * Bodies, keys, passwords, variables, code and scripts are not among them, and count as unknown.
 */
export const keptProps = ({ type, props }: Resource): Props => {
    const keepers = new Map(tables.filter(({ types }) => types.test(type)).flatMap(({ of }) => of));
    return keptMembers(props, (key) => keepers.get(key));
};

/** Keeps what may be kept of a value. */
type Keeper = (value: Plain) => Plain;
type Keepers = readonly (readonly [string, Keeper])[];

const keptMembers = (props: Props, keeperOf: (key: string) => Keeper | undefined): Props =>
    Object.fromEntries(Object.entries(props).map(([key, value]) => [key, (keeperOf(key) ?? nothing)(value)] as const));

const whole: Keeper = (value) => value;
const nothing: Keeper = () => UNKNOWN;

const wholes = (names: string): Keepers => names.split(" ").map((name) => [name, whole]);

/** Keeps some members of an object, or of each object in a list. */
const members = (...keepers: Keepers): Keeper => membersBy((key) => new Map(keepers).get(key));

function membersBy(keeperOf: (key: string) => Keeper | undefined): Keeper {
    const keep: Keeper = (value) => {
        if (isList(value)) return value.map(keep);
        if (isObject(value)) return keptMembers(value, keeperOf);
        return value === null ? null : UNKNOWN;
    };
    return keep;
}

// A mapping may hold a constant, 'secret', of which a rule needs no more than that it is one.
const mappings = membersBy(() => (value) => (typeof value === "string" && !isSource.test(value) ? "''" : value));
const isSource = /^(method\.request|context|stageVariables)\./;

const behaviours = members(
    ...wholes("pathPattern targetOriginId cachePolicyId"),
    ["functionAssociations", members(...wholes("eventType functionArn"))],
    ["lambdaFunctionAssociations", members(...wholes("eventType lambdaArn"))],
);

// Other resources, such as those of Elastic Beanstalk, have secrets in properties of the same names.
const tables: readonly { readonly types: RegExp; readonly of: Keepers }[] = [
    {
        types: /^aws:(apigateway|lb|alb|elb|ec2|vpc|rds)\//,
        of: wholes(
            "restApi stageName deployment cacheClusterEnabled cacheClusterSize methodPath settings httpMethod resourceId " +
                "parentId pathPart apiKeyRequired authorization type connectionType apiStages throttleSettings usagePlanId " +
                "keyId keyType enabled customerId internal loadBalancerType loadBalancerArn port ingress cidrBlocks " +
                "ipv6CidrBlocks cidrIpv4 cidrIpv6 fromPort toPort protocol ipProtocol securityGroups securityGroupId " +
                "vpcSecurityGroupIds associatePublicIpAddress subnetId subnetIds subnets mapPublicIpOnLaunch " +
                "publiclyAccessible subnetMappings listeners ipAddressType",
        ),
    },
    {
        types: /^aws-native:(ec2|elasticloadbalancing|elasticloadbalancingv2|rds):/,
        of: wholes(
            "scheme type loadBalancerArn port listeners securityGroups securityGroupIds securityGroupIngress groupSet groupId " +
                "cidrIp cidrIpv6 sourcePrefixListId ipProtocol fromPort toPort networkInterfaces subnets subnetId " +
                "subnetMappings ipAddressType mapPublicIpOnLaunch publiclyAccessible vpcSecurityGroups vpcSecurityGroupIds",
        ),
    },
    {
        types: /^aws:apigateway\//,
        of: [
            ...wholes("domainName authorizerId identitySource cacheKeyParameters cacheNamespace responseTransferMode"),
            ["requestParameters", mappings],
            ["canarySettings", members(...wholes("useStageCache deploymentId"))],
        ],
    },
    {
        types: /^aws:apigatewayv2\//,
        of: [
            ...wholes(
                "apiId name protocolType apiKeySelectionExpression routeKey apiKeyRequired authorizationType authorizerId " +
                    "authorizerType identitySources integrationType connectionType disableExecuteApiEndpoint stage " +
                    "domainName defaultRouteSettings routeSettings autoDeploy deploymentId apiMappingKey",
            ),
            ["mutualTlsAuthentication", members(...wholes("truststoreUri"))],
        ],
    },
    {
        types: /^aws:s3\/(bucket|account)PublicAccessBlock:/,
        of: wholes("bucket ignorePublicAcls restrictPublicBuckets"),
    },
    { types: /^aws:apigateway\/apiKey:/, of: [["tags", membersBy((key) => (isClientTag(key) ? whole : undefined))]] },
    {
        types: /^aws:cloudfront\//,
        of: [
            ...wholes("publish runtime aliases minTtl defaultTtl maxTtl parametersInCacheKeyAndForwardedToOrigin"),
            ["defaultCacheBehavior", behaviours],
            ["orderedCacheBehaviors", behaviours],
            ["cacheBehaviors", behaviours],
        ],
    },
    {
        types: /^kubernetes:.*:(IngressClass|IngressClassParams|GatewayClass|LoadBalancerConfiguration)$/,
        of: [
            [
                "metadata",
                members(...wholes("name namespace"), [
                    "annotations",
                    members(...wholes("ingressclass.kubernetes.io/is-default-class")),
                ]),
            ],
            ["spec", members(...wholes("controller controllerName parameters parametersRef scheme"))],
        ],
    },
];
