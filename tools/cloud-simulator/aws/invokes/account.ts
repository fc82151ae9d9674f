import { type AvailabilityZone, isZoneId, zonesOf } from "../../../../stacks/settings/zones";
import type { Invokes } from "../../resources/invoke";
import type { Cloud } from "../../state/cloud";
import { listOf, type PropertyMap, text } from "../../state/property-values";

type Zone = Pick<AvailabilityZone, "name" | "id" | "isListed">;

/** Who and where we are. */
export const accountInvokes: Invokes = {
    "aws:index/getCallerIdentity:getCallerIdentity": {
        args: [],
        answer: (_, { accountId }) => ({
            accountId,
            arn: `arn:aws:iam::${accountId}:user/offline`,
            id: accountId,
            userId: "AIDAOFFLINEOFFLINE000",
        }),
    },
    "aws:index/getRegion:getRegion": {
        args: ["endpoint", "name", "region"],
        answer: (args, cloud) => {
            const region = String(args.region ?? args.name ?? cloud.region);
            return { description: region, endpoint: `ec2.${region}.amazonaws.com`, id: region, name: region, region };
        },
    },
    "aws:index/getPartition:getPartition": {
        args: [],
        answer: () => ({
            dnsSuffix: "amazonaws.com",
            id: "aws",
            partition: "aws",
            reverseDnsPrefix: "com.amazonaws",
        }),
    },
    "aws:index/getAvailabilityZones:getAvailabilityZones": {
        // Every simulated zone is available, and none is a Local Zone: these filters leave out nothing.
        args: ["filters", "region", "state"],
        answer: (args, cloud) => {
            const region = regionOf(args, cloud);
            rejectOtherFilters(args);
            const listed = simulatedZones(region, cloud).filter(({ isListed }) => isListed);
            return {
                groupNames: [region],
                id: region,
                names: listed.map(({ name }) => name),
                region,
                state: args.state ?? "available",
                zoneIds: listed.map(({ id }) => id),
            };
        },
    },
    "aws:index/getAvailabilityZone:getAvailabilityZone": {
        args: ["name", "region", "state"],
        answer: (args, cloud) => {
            const region = regionOf(args, cloud);
            const name = String(args.name ?? `${region}a`);
            const zone = simulatedZones(region, cloud).find((own) => own.name === name);
            if (!zone) throw new Error(`simulated aws: region "${region}" has no zone "${name}"`);
            return {
                groupName: region,
                id: name,
                name,
                nameSuffix: name.slice(region.length),
                networkBorderGroup: region,
                optInStatus: "opt-in-not-required",
                parentZoneId: "",
                parentZoneName: "",
                region,
                state: "available",
                zoneId: zone.id,
                zoneType: "availability-zone",
            };
        },
    },
};

// A state shows which ids an account's zones have, where it has subnets in them. AWS has at least three zones in each region.
function simulatedZones(region: string, cloud: Cloud): readonly Zone[] {
    const generic = ["a", "b", "c"].map((letter, index) => ({
        name: `${region}${letter}`,
        id: `${region}-az${index + 1}`,
        isListed: true,
    }));
    const ids = new Map(
        cloud.store
            .ofType("aws:ec2/subnet:Subnet")
            .map(({ outputs }) => [text(outputs.availabilityZone), text(outputs.availabilityZoneId)] as const)
            .filter(([, id]) => isZoneId(id)),
    );
    return (zonesOf(region) ?? generic).map((zone) => ({ ...zone, id: ids.get(zone.name) ?? zone.id }));
}

function rejectOtherFilters({ filters }: PropertyMap): void {
    const name = listOf(filters).find((filter) => filter.name !== "opt-in-status")?.name;
    if (name !== undefined) throw new Error(`simulated aws: getAvailabilityZones has no filter "${text(name)}"`);
}

function regionOf(args: PropertyMap, cloud: Cloud): string {
    return String(args.region ?? cloud.region);
}
