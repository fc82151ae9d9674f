import { isDomainOfApi } from "../../../gateway/edge";
import {
    type Finding,
    finding,
    ofTier,
    subject,
    undecidedFinding,
    unknownValueFinding,
} from "../../../reading/finding";
import { ignoredChanges } from "../../../reading/ignored-changes";
import { dependenciesOf, resolveReference } from "../../../reading/references";
import { type Plain, type Resource, type Stack, UNKNOWN } from "../../../reading/resource";
import { readList, readString } from "../../../reading/value";
import { checkCode, codePaths, unrelatedOf } from "./distribution-code";

const singleTypes: ReadonlySet<string> = new Set(["aws:cloudfront/distribution:Distribution"]);
const sharedTypes: ReadonlySet<string> = new Set(["aws:cloudfront/multitenantDistribution:MultitenantDistribution"]);
const tenantTypes: ReadonlySet<string> = new Set(["aws:cloudfront/distributionTenant:DistributionTenant"]);

/** CloudFront distributions and the tenants of multi-tenant ones. */
export const distributionAndTenantTypes: ReadonlySet<string> = new Set([
    ...singleTypes,
    ...sharedTypes,
    ...tenantTypes,
]);

const originTypes: ReadonlySet<string> = new Set([
    "aws:apigateway/restApi:RestApi",
    "aws:apigateway/stage:Stage",
    "aws:apigateway/deployment:Deployment",
    "aws:apigateway/domainName:DomainName",
    // An HTTP API is API Gateway too; that it has no keys is for R4 to report.
    "aws:apigatewayv2/api:Api",
    "aws:apigatewayv2/stage:Stage",
    "aws:apigatewayv2/domainName:DomainName",
    "aws:s3/bucket:Bucket",
    "aws:s3/bucketV2:BucketV2",
    "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
    "aws:s3/bucketWebsiteConfigurationV2:BucketWebsiteConfigurationV2",
]);

// Resources that serve requests under a separate host name.
const serving =
    /^aws(-native)?:(lb|alb|elb|elasticloadbalancing(v2)?|applicationloadbalancing|ec2|lambda|ecs|apprunner|lightsail|elasticbeanstalk|globalaccelerator|amplify|appsync|vpclattice)[/:]/;

const region = "[a-z]{2,4}(-[a-z]+)+-\\d+";
// S3's host names are listed completely, because a load balancer may be named "s3-api", so that its host name begins
// with "s3" too.
const gatewayOrBucket = new RegExp(
    `\\.(execute-api\\.${region}|s3(-external-1|-accelerate(\\.dualstack)?)?|s3(-fips|-accesspoint)?\\.(dualstack\\.)?${region}|s3-(website[-.])?${region}|s3-website\\.${region})\\.amazonaws\\.com(\\.cn)?$`,
);

const paths = [
    ...["domainName", "vpcOriginConfig", "vpcOriginConfigs"].map((key) => `origins.*.${key}`),
    ...codePaths,
    "distributionId",
];

/**
 * Checks that every origin of a distribution is the gateway or a bucket, and that its code does not choose another one.
 */
export function checkDistribution(stack: Stack, resource: Resource): Finding[] {
    const findings = tenantTypes.has(resource.type)
        ? checkTenant(stack, resource)
        : [...checkOrigins(stack, resource), ...checkCode(stack, resource)];
    return findings.length > 0 ? findings : ignoredChanges(resource, paths);
}

function checkOrigins(stack: Stack, resource: Resource): Finding[] {
    const origins = readList(resource.props, "origins");
    if (origins.state === "absent" || origins.state === "invalid") return [unknownValueFinding(resource, origins)];
    // A list that is not known counts as one origin.
    const all: readonly Plain[] = origins.state === "known" ? origins.value : [UNKNOWN];
    const gateways = dependenciesOf(stack, resource, "origins", originTypes);
    const unknown = all.filter((origin) => readString(origin, "domainName").state === "unknown").length;
    // The path, a header or a key of an origin may depend on resources without a host name.
    const unrelated = unrelatedOf(stack, resource, "origins");
    const unresolved = all.findIndex((origin) => {
        const host = readString(origin, "domainName");
        if (vpcOriginKeys.some((key) => isSet(origin, key))) return true;
        if (host.state === "unknown") return gateways.length < unknown || unrelated !== undefined;
        if (host.state !== "known") return true;
        return !gatewayOrBucket.test(host.value) && !isDomainOfApi(stack, host.value);
    });
    const origin = all[unresolved];
    if (origin === undefined) return [];
    const at = origin === UNKNOWN ? "origins" : `origins[${unresolved}]`;
    const isUnknown =
        readString(origin, "domainName").state === "unknown" && !vpcOriginKeys.some((key) => has(origin, key));
    const source = isUnknown && unrelated ? `, and may come from ${subject(unrelated)}` : "";
    const change = `set ${at}.domainName to the API's execute-api host, and remove vpcOriginConfig`;
    const isShown = unrelated !== undefined && gateways.length === 0 && serving.test(unrelated.type);
    if (isUnknown && !isShown)
        return [
            undecidedFinding(resource, {
                actual: `${at} is not known at preview${source}`,
                decidedBy: `the value of ${at}.domainName`,
                change,
            }),
        ];
    return [
        finding(resource, {
            actual: `${at} does not resolve to the API gateway${source}`,
            expected: "the API gateway, or a bucket, as every origin",
            change,
        }),
    ];
}

const has = (origin: Plain, key: string): boolean => readList(origin, key).state === "known" && isSet(origin, key);

// A tenant serves the origins of its distribution, so that has to be checked.
function checkTenant(stack: Stack, tenant: Resource): Finding[] {
    if (resolveReference(stack, tenant, "distributionId", sharedTypes).length > 0) return [];
    return ofTier("strict", [
        undecidedFinding(tenant, {
            actual: "distributionId does not resolve to a MultitenantDistribution of this stack, whose origins cannot be checked",
            decidedBy: "the origins of its distribution",
            change: "set distributionId from the MultitenantDistribution resource of this program",
        }),
    ]);
}

const vpcOriginKeys = ["vpcOriginConfig", "vpcOriginConfigs"];

function isSet(origin: Plain, key: string): boolean {
    const list = readList(origin, key);
    return list.state !== "absent" && !(list.state === "known" && list.value.length === 0);
}
