import { parseCidr } from "../cidr";
import { settingProblem } from "../problems";
import type { NetworkSettings, Settings } from "../schema";
import { acceptsClusters, isZoneId, zonesOf } from "../zones";
import type { AdoptedNetworkSettings } from "./adopted-network";
import { maxVpcPrefix, minZoneMask } from "./subnets";

/** Checks the settings of the network against each other and against the stack's region. */
export function checkNetwork({ network }: Partial<Settings>, region: string | undefined): string[] {
    if (!network) return [];
    if ("vpcId" in network) return sharedSubnets(network);
    return [...checkBlock(network), ...checkZones(network, region)];
}

function sharedSubnets({ privateSubnetIds, isolatedSubnetIds = [] }: AdoptedNetworkSettings): string[] {
    return isolatedSubnetIds.flatMap((id, index) =>
        privateSubnetIds.includes(id)
            ? [settingProblem(["network", "isolatedSubnetIds", index], id, "a subnet that is not in privateSubnetIds")]
            : [],
    );
}

function checkBlock(network: NetworkSettings): string[] {
    const { availabilityZones } = network;
    const zones = typeof availabilityZones === "number" ? availabilityZones : availabilityZones.length;
    const prefix = parseCidr(network.cidrBlock)?.prefix ?? 0;
    const maxPrefix = maxVpcPrefix(zones);
    if (prefix < 16 || prefix > maxPrefix) {
        const want = `a block from /16 to /${maxPrefix} for ${zones} zones`;
        return [settingProblem(["network", "cidrBlock"], network.cidrBlock, want)];
    }
    const { availabilityZoneCidrMask: mask } = network;
    const minMask = minZoneMask(network);
    if (mask === undefined || mask >= minMask) return [];
    const want = `at least ${minMask}, so that ${zones} zones fit into ${network.cidrBlock}`;
    return [settingProblem(["network", "availabilityZoneCidrMask"], mask, want)];
}

function checkZones(network: NetworkSettings, region: string | undefined): string[] {
    if (region === undefined) return [];
    const { availabilityZones } = network;
    const zones = zonesOf(region);
    const problem = (path: readonly (string | number)[], value: unknown, want: string) =>
        settingProblem(["network", "availabilityZones", ...path], value, want);
    const wanted = typeof availabilityZones === "number" ? availabilityZones : availabilityZones.length;
    const count = zones?.filter((zone) => zone.cluster).length ?? wanted;
    const tooMany =
        wanted <= count
            ? []
            : [problem([], availabilityZones, `at most ${count}, as EKS accepts no more zones of ${region}`)];
    if (typeof availabilityZones === "number") return tooMany;
    // The name of a zone that EKS does not accept differs between accounts, its id does not.
    const names = zones?.map(({ name }) => name);
    const ids = zones?.map(({ id }) => id).filter(acceptsClusters);
    const unknown = availabilityZones.flatMap((zone, index) => {
        if (!acceptsClusters(zone)) return [problem([index], zone, "a zone that EKS accepts")];
        const known = isZoneId(zone) ? ids : names;
        // In a region that is not in the table, ids have a prefix that is unknown too.
        if (known ? known.includes(zone) : isZoneId(zone) || zone.slice(0, -1) === region) return [];
        return [problem([index], zone, `a zone of ${region}${known ? `: ${known.join(", ")}` : ""}`)];
    });
    return [...tooMany, ...unknown];
}
