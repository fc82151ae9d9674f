import { type Finding, finding, undecidable } from "../finding";
import { dependedOn, link } from "../links";
import type { Plain, Resource, Stack } from "../resource";
import { knownValue, readList, readString } from "../value";

const singleTypes: ReadonlySet<string> = new Set(["aws:cloudfront/distribution:Distribution"]);
const sharedTypes: ReadonlySet<string> = new Set(["aws:cloudfront/multitenantDistribution:MultitenantDistribution"]);
const tenantTypes: ReadonlySet<string> = new Set(["aws:cloudfront/distributionTenant:DistributionTenant"]);

/** CloudFront's distributions, and the tenants that take theirs from one. */
export const distributionTypes: ReadonlySet<string> = new Set([...singleTypes, ...sharedTypes, ...tenantTypes]);

const originTypes: ReadonlySet<string> = new Set([
    "aws:apigateway/restApi:RestApi",
    "aws:apigateway/stage:Stage",
    "aws:apigateway/deployment:Deployment",
    "aws:apigateway/domainName:DomainName",
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketV2:BucketV2",
    "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
    "aws:s3/bucketWebsiteConfigurationV2:BucketWebsiteConfigurationV2",
]);

// What has a host name that is neither the gateway's nor a bucket's; an origin's path or header may come from anything.
const otherHosts =
    /^aws:(lb|alb|elb|elasticloadbalancing|elasticloadbalancingv2|applicationloadbalancing)\/loadBalancer:|^aws:ec2\/(instance|eip|spotInstanceRequest):|^aws:elasticbeanstalk\/|^kubernetes:|^pulumi:pulumi:StackReference$/;

const region = "[a-z]{2,4}(-[a-z]+)+-\\d+";
// S3's forms are spelt out: a load balancer may be called "s3-api", and then a label of its host begins with "s3" too.
const gatewayOrBucket = new RegExp(
    `\\.(execute-api\\.${region}|s3(-external-1|-accelerate(\\.dualstack)?)?|s3(-fips|-accesspoint)?\\.(dualstack\\.)?${region}|s3-(website[-.])?${region}|s3-website\\.${region})\\.amazonaws\\.com(\\.cn)?$`,
);

/** Every origin of a distribution is the gateway or a bucket. */
export function judgeDistribution(stack: Stack, resource: Resource): Finding[] {
    if (tenantTypes.has(resource.type)) return judgeTenant(stack, resource);
    const origins = readList(resource.props, "origins");
    if (origins.state !== "known") return [undecidable(resource, origins)];
    const gateways = dependedOn(stack, resource, "origins", originTypes);
    const unknown = origins.value.filter((origin) => readString(origin, "domainName").state === "unknown").length;
    const isExplained = gateways.length >= unknown && !namesOtherHost(stack, resource);
    const past = origins.value.findIndex((origin) => {
        const host = readString(origin, "domainName");
        if (vpcOriginKeys.some((key) => isSet(origin, key))) return true;
        if (host.state === "unknown") return !isExplained;
        if (host.state !== "known") return true;
        return !gatewayOrBucket.test(host.value) && !isGatewaysDomain(stack, host.value);
    });
    if (past < 0) return [];
    return [
        finding(resource, {
            found: `origins[${past}] is not shown to be the API gateway`,
            wanted: "the API gateway, or a bucket, as every origin",
            change: `set origins[${past}].domainName to the API's execute-api host, and remove vpcOriginConfig`,
        }),
    ];
}

const isGatewaysDomain = (stack: Stack, host: string): boolean =>
    stack.ofType(domainTypes).some(({ props }) => knownValue(readString(props, "domainName")) === host);

const namesOtherHost = (stack: Stack, resource: Resource): boolean =>
    (resource.propertyDependencies.origins ?? []).some((urn) => otherHosts.test(stack.byUrn.get(urn)?.type ?? ""));

// A tenant serves what its distribution serves, so that has to be one that is judged.
function judgeTenant(stack: Stack, tenant: Resource): Finding[] {
    if (link(stack, tenant, "distributionId", sharedTypes).length > 0) return [];
    return [
        finding(tenant, {
            found: "distributionId leads to no MultitenantDistribution of this stack, so its origins cannot be judged",
            wanted: "a tenant of a distribution that this program declares",
            change: "set distributionId from the MultitenantDistribution resource",
        }),
    ];
}

const domainTypes: ReadonlySet<string> = new Set(["aws:apigateway/domainName:DomainName"]);
const vpcOriginKeys = ["vpcOriginConfig", "vpcOriginConfigs"];

function isSet(origin: Plain, key: string): boolean {
    const list = readList(origin, key);
    return list.state !== "absent" && !(list.state === "known" && list.value.length === 0);
}
