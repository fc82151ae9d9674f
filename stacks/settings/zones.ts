/** An availability zone as an account sees it. */
export interface AvailabilityZone {
    /** Such as `us-east-1a`. */
    readonly name: string;
    /** The same physical zone in every account, such as `use1-az6`. */
    readonly id: string;
    /** Whether EKS accepts a subnet in it for a cluster. */
    readonly cluster: boolean;
    /** Whether newer accounts see it: AWS hides a constrained zone from them. */
    readonly isListed: boolean;
}

/**
 * Zones of each region: the last letter of the name and the number of the zone id, as in `a6` for `us-east-1a`, `use1-az6`.
 *
 * Zone ids: docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html, read 2026-11.
 * Letters: getmoto/moto, moto/ec2/models/availability_zones_and_regions.py; in the oldest regions each account created
 * before November 2025 has its own letters (regions/az-ids.html on the same site), and elsewhere they are in order where
 * moto has none. The letter of euw2-az4 is unconfirmed.
 */
const zonesByRegion: Readonly<Record<string, readonly [idPrefix: string, zones: string]>> = {
    "af-south-1": ["afs1", "a1 b2 c3"],
    "ap-east-1": ["ape1", "a1 b2 c3"],
    "ap-east-2": ["ape2", "a1 b2 c3"],
    "ap-northeast-1": ["apne1", "a4 b3 c1 d2"],
    "ap-northeast-2": ["apne2", "a1 b2 c3 d4"],
    "ap-northeast-3": ["apne3", "a1 b2 c3"],
    "ap-south-1": ["aps1", "a1 b3 c2"],
    "ap-south-2": ["aps2", "a1 b2 c3"],
    "ap-southeast-1": ["apse1", "a1 b2 c3"],
    "ap-southeast-2": ["apse2", "a1 b3 c2"],
    "ap-southeast-3": ["apse3", "a1 b2 c3"],
    "ap-southeast-4": ["apse4", "a1 b2 c3"],
    "ap-southeast-5": ["apse5", "a1 b2 c3"],
    "ap-southeast-6": ["apse6", "a1 b2 c3"],
    "ap-southeast-7": ["apse7", "a1 b2 c3"],
    "ca-central-1": ["cac1", "a1 b2 d4"],
    "ca-west-1": ["caw1", "a1 b2 c3"],
    "eu-central-1": ["euc1", "a1 b2 c3"],
    "eu-central-2": ["euc2", "a1 b2 c3"],
    "eu-north-1": ["eun1", "a1 b2 c3"],
    "eu-south-1": ["eus1", "a1 b2 c3"],
    "eu-south-2": ["eus2", "a1 b2 c3"],
    "eu-west-1": ["euw1", "a3 b1 c2"],
    "eu-west-2": ["euw2", "a2 b3 c1 d4"],
    "eu-west-3": ["euw3", "a1 b2 c3"],
    "il-central-1": ["ilc1", "a1 b2 c3"],
    "me-central-1": ["mec1", "a1 b2 c3"],
    "me-south-1": ["mes1", "a1 b2 c3"],
    "mx-central-1": ["mxc1", "a1 b2 c3"],
    "sa-east-1": ["sae1", "a1 b2 c3"],
    "us-east-1": ["use1", "a6 b1 c2 d4 e3 f5"],
    "us-east-2": ["use2", "a1 b2 c3"],
    "us-west-1": ["usw1", "a3 b1 c2"],
    "us-west-2": ["usw2", "a2 b1 c3 d4"],
};

/**
 * Zones in which EKS places no control plane (docs.aws.amazon.com/eks/latest/userguide/network-reqs.html, read 2026-11).
 * API Gateway lacks them too for VPC links V2, and of the zones that EKS accepts only apne1-az3
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html). For VPC links V1 it has no such list.
 */
const withoutClusters: readonly string[] = ["cac1-az3", "use1-az3", "usw1-az2"];

/** Zones that newer accounts do not see: of us-west-1 AWS says so, of ap-northeast-1 moto (both sources above). */
const unlisted: readonly string[] = ["apne1-az3", "usw1-az2"];

/** Whether a string has the form of a zone id, such as `use1-az6`. */
export function isZoneId(text: string): boolean {
    return /^[a-z]{2,5}\d-az\d$/.test(text);
}

/** Whether EKS accepts a subnet for a cluster in the zone with an id such as `use1-az3`. */
export function acceptsClusters(id: string): boolean {
    return !withoutClusters.includes(id);
}

/**
 * The zones of a region, sorted by name.
 * @returns undefined for a region that is not in the table; AWS has at least three zones in each.
 */
export function zonesOf(region: string): readonly AvailabilityZone[] | undefined {
    const entry = Object.hasOwn(zonesByRegion, region) ? zonesByRegion[region] : undefined;
    if (entry === undefined) return undefined;
    const [idPrefix, zones] = entry;
    return zones.split(" ").map((zone) => {
        const id = `${idPrefix}-az${zone.slice(1)}`;
        return {
            name: `${region}${zone.slice(0, 1)}`,
            id,
            cluster: acceptsClusters(id),
            isListed: !unlisted.includes(id),
        };
    });
}
