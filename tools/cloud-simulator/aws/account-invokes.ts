import type { Invokes } from "../resources/invoke";
import type { Cloud } from "../state/cloud";
import type { PropertyMap } from "../state/property-values";

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
        args: ["region", "state"],
        answer: (args, cloud) => {
            const region = regionOf(args, cloud);
            return {
                groupNames: [region],
                id: region,
                names: zoneLetters.map((letter) => `${region}${letter}`),
                region,
                state: args.state ?? "available",
                zoneIds: zoneLetters.map((_, index) => `${region}-az${index + 1}`),
            };
        },
    },
    "aws:index/getAvailabilityZone:getAvailabilityZone": {
        args: ["name", "region", "state"],
        answer: (args, cloud) => {
            const region = regionOf(args, cloud);
            const name = String(args.name ?? `${region}a`);
            const index = zoneLetters.indexOf(name.slice(region.length));
            if (index < 0) throw new Error(`simulated aws: region "${region}" has no zone "${name}"`);
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
                zoneId: `${region}-az${index + 1}`,
                zoneType: "availability-zone",
            };
        },
    },
};

const zoneLetters = ["a", "b", "c"];

function regionOf(args: PropertyMap, cloud: Cloud): string {
    return String(args.region ?? cloud.region);
}
