import type { Cloud, HostedZone } from "../../state/cloud";
import { plain, text } from "../../state/property-values";
import type { LiveResource } from "../../state/resource-store";

/** Type of a DNS record. */
export const recordType = "aws:route53/record:Record";

/** Name servers of every hosted zone. */
export const nameServers: readonly string[] = ["ns-1.awsdns-01.org", "ns-2.awsdns-02.com"];

/** All hosted zones of the account: those that existed before, and those that a program has created. */
export function hostedZones(cloud: Cloud): HostedZone[] {
    const created = cloud.store.ofType("aws:route53/zone:Zone").map(
        ({ id, outputs }): HostedZone => ({
            id,
            name: zoneName(text(outputs.name)),
            isPrivate: Array.isArray(plain(outputs.vpcs ?? null)),
            // The registrar gets its name servers only after its creation.
            isDelegated: false,
            records: [],
        }),
    );
    return [...cloud.hostedZones, ...created];
}

/** The hosted zone with an id. */
export function hostedZone(id: string, cloud: Cloud): HostedZone | undefined {
    return hostedZones(cloud).find((zone) => zone.id === id);
}

/** A zone's name without its last dot, as the provider reads it. */
export function zoneName(name: string): string {
    return name.toLowerCase().replace(/\.$/, "");
}

/**
 * The whole name of a record: the provider adds the zone's name to a name that does not end with it
 * (hashicorp/terraform-provider-aws, internal/service/route53/record.go, expandRecordName).
 */
export function recordName(name: string, zone: HostedZone): string {
    const bare = zoneName(name);
    return bare === zone.name || bare.endsWith(`.${zone.name}`) ? bare : `${bare}.${zone.name}`;
}

/** The record of a name and a type that a program has created in a zone. */
export function createdRecord(name: string, type: string, zone: HostedZone, cloud: Cloud): LiveResource | undefined {
    return cloud.store
        .ofType(recordType)
        .find(
            ({ inputs }) =>
                text(inputs.zoneId) === zone.id &&
                text(inputs.type) === type &&
                recordName(text(inputs.name), zone) === name,
        );
}
