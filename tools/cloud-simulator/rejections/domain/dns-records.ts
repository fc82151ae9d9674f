import { createdRecord, hostedZone, recordName, recordType } from "../../resources/dns/hosted-zones";
import type { Rejection } from "../../resources/rejection";
import { text } from "../../state/property-values";

/** DNS records that Route 53 rejects. */
export const dnsRecords: readonly Rejection[] = [
    {
        what: "a record in a hosted zone that the account does not have",
        type: recordType,
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws, internal/service/route53/record.go",
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const id = text(properties.zoneId);
            return hostedZone(id, cloud) ? undefined : `reading Route 53 Hosted Zone (${id}): couldn't find resource`;
        },
    },
    {
        what: "a record that the zone has already, unless allowOverwrite is set",
        type: recordType,
        on: ["create"],
        source: "hashicorp/terraform-provider-aws#7918, #6761",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const zone = hostedZone(text(properties.zoneId), cloud);
            if (zone === undefined || properties.allowOverwrite === true) return undefined;
            const [name, type] = [recordName(text(properties.name), zone), text(properties.type)];
            const existed = zone.records.some((own) => own.name === name && own.type === type);
            if (!existed && createdRecord(name, type, zone, cloud) === undefined) return undefined;
            return `InvalidChangeBatch: [Tried to create resource record set [name='${name}.', type='${type}'] but it already exists]`;
        },
    },
    {
        what: "a record whose name has three labels or more and is not in its zone (the provider appends the zone's name, so that no client finds the record; the simulation rejects it)",
        type: recordType,
        on: ["create"],
        source: "hashicorp/terraform-provider-aws#5394; getmoto/moto#916 for AWS's words",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const zone = hostedZone(text(properties.zoneId), cloud);
            const name = text(properties.name).replace(/\.$/, "");
            if (zone === undefined || !looksAbsolute(name) || recordName(name, zone) === name) return undefined;
            return `InvalidChangeBatch: RRSet with DNS name ${name}. is not permitted in zone ${zone.name}.`;
        },
    },
];

// A relative name is short, such as `www` or `_acme.api`.
function looksAbsolute(name: string): boolean {
    return name.split(".").length > 2;
}
