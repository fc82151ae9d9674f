import { type Finding, finding, undecidable } from "../finding";
import { dependedOn, link } from "../links";
import type { Plain, Resource, Stack } from "../resource";
import { type Reading, read, readList, readString } from "../value";

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
]);

/** Every origin of a distribution is the gateway or a bucket. */
export function judgeDistribution(stack: Stack, resource: Resource): Finding[] {
    if (tenantTypes.has(resource.type)) return judgeTenant(stack, resource);
    const origins = readList(resource.props, "origins");
    if (origins.state !== "known") return [undecidable(resource, origins)];
    const gateways = dependedOn(stack, resource, "origins", originTypes);
    const unknown = origins.value.filter((origin) => readString(origin, "domainName").state === "unknown").length;
    const past = origins.value.findIndex((origin) => {
        const host = readString(origin, "domainName");
        if (vpcOriginKeys.some((key) => isSet(read(origin, key)))) return true;
        return host.state === "known"
            ? !/\.(execute-api|s3[\w.-]*)\.[\w-]+\.amazonaws\.com(\.cn)?$|\.s3\.amazonaws\.com$/.test(host.value)
            : gateways.length < unknown;
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

const vpcOriginKeys = ["vpcOriginConfig", "vpcOriginConfigs"];

const isSet = (reading: Reading<Plain>): boolean =>
    reading.state !== "absent" &&
    !(reading.state === "known" && Array.isArray(reading.value) && reading.value.length === 0);
