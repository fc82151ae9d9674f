import { hostedZones, recordName, recordType, zoneName } from "../../resources/dns/hosted-zones";
import {
    aliasesOf,
    distributions,
    distributionType,
    distributionZone,
    isCovered,
} from "../../resources/edge/distributions";
import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { elementsOf, listOf, type PropertyMap, text } from "../../state/property-values";

const restrictions =
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-restrictions";

/** Names of distributions, and records that lead to one, that AWS rejects. */
export const alternateNames: readonly Rejection[] = [
    {
        what: "an alternate name that another distribution has",
        type: distributionType,
        on: ["create", "update"],
        source: "serverless-nextjs/serverless-next.js#324, klaemo/s3-website#25",
        verbatim: true,
        reject: ({ properties, id }, cloud) => {
            const names = aliasesOf(properties);
            const taken = distributions(cloud)
                .filter((other) => other.id !== id)
                .flatMap(({ inputs }) => aliasesOf(inputs));
            return names.some((name) => taken.includes(name))
                ? "CNAMEAlreadyExists: One or more of the CNAMEs you provided are already associated with a different resource."
                : undefined;
        },
    },
    {
        what: "an alternate name whose DNS record leads to another distribution",
        type: distributionType,
        on: ["create", "update"],
        source: "aws-amplify/amplify-hosting#1425, #2025",
        verbatim: true,
        reject: ({ properties, id }, cloud) => {
            const own = distributions(cloud).find((other) => other.id === id);
            const targets = aliasesOf(properties).flatMap((alias) => targetsOf(alias, cloud));
            const others = targets.filter((target) => isDistributionName(target) && target !== domainOf(own?.outputs));
            return others.length > 0
                ? `One or more aliases specified for the distribution includes an incorrectly configured DNS record that points to another CloudFront distribution. You must update the DNS record to correct the problem. For more information, see ${restrictions}`
                : undefined;
        },
    },
    {
        what: "an alias record of a distribution in another zone than CloudFront's",
        type: recordType,
        on: ["create", "update"],
        source: "GSA-TTS/dns#31",
        verbatim: true,
        reject: ({ properties }) => {
            const wrong = listOf(properties.aliases).find(
                ({ name, zoneId }) => isDistributionName(zoneName(text(name))) && text(zoneId) !== distributionZone,
            );
            return (
                wrong &&
                `InvalidChangeBatch: Tried to create an alias that targets ${zoneName(text(wrong.name))}., type ${text(properties.type)} in zone ${text(wrong.zoneId)}, but the alias target name does not lie within the target zone`
            );
        },
    },
    {
        what: "an alias record of a distribution that does not have the record's name (AWS accepts it, and CloudFront answers 403; the simulation rejects it)",
        type: recordType,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html",
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const zone = hostedZones(cloud).find(({ id }) => id === text(properties.zoneId));
            if (zone === undefined) return undefined;
            const name = recordName(text(properties.name), zone);
            const other = listOf(properties.aliases)
                .map((alias) => zoneName(text(alias.name)))
                .map((target) => distributions(cloud).find(({ outputs }) => domainOf(outputs) === target))
                .find((found) => found !== undefined && !isCovered(name, aliasesOf(found.inputs)));
            return other && `the distribution ${other.id} does not have the alternate name ${name}`;
        },
    },
];

function isDistributionName(name: string): boolean {
    return name.endsWith(".cloudfront.net");
}

function domainOf(outputs: PropertyMap | undefined): string {
    return text(outputs?.domainName);
}

function targetsOf(alias: string, cloud: Cloud): string[] {
    const zones = new Map(hostedZones(cloud).map((zone) => [zone.id, zone]));
    return cloud.store.ofType(recordType).flatMap(({ inputs }) => {
        const zone = zones.get(text(inputs.zoneId));
        if (zone === undefined || recordName(text(inputs.name), zone) !== alias) return [];
        const values = [...listOf(inputs.aliases).map(({ name }) => name), ...elementsOf(inputs.records)];
        return values.map((value) => zoneName(text(value)));
    });
}
