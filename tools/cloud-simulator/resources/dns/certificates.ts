import type { Cloud } from "../../state/cloud";
import { elementsOf, listOf, type PropertyMap, text } from "../../state/property-values";
import type { LiveResource } from "../../state/resource-store";
import { generated } from "../template";
import { createdRecord, hostedZones, zoneName } from "./hosted-zones";

const certificateType = "aws:acm/certificate:Certificate";

/**
 * The record that ACM demands for a name. It is the same for each certificate of an account with that name, and a wildcard
 * shares it with its parent (docs.aws.amazon.com/acm/latest/userguide/dns-validation.html).
 */
export function validationRecord(domainName: string): PropertyMap {
    const name = domainName.replace(/^\*\./, "");
    return {
        resourceRecordName: `_${generated(`${name} name`, "hex", 32)}.${name}.`,
        resourceRecordType: "CNAME",
        resourceRecordValue: `_${generated(`${name} value`, "hex", 32)}.${generated(name, "alnum", 10)}.acm-validations.aws.`,
    };
}

/** The certificate with an ARN, if a program has created it. */
export function certificateOf(arn: string, cloud: Cloud): LiveResource | undefined {
    return cloud.store.find(certificateType, arn);
}

/** The records that prove who owns the names of a certificate. */
export function validationRecords({ outputs }: LiveResource): PropertyMap[] {
    return listOf(outputs.domainValidationOptions);
}

/** Whether ACM has issued a certificate: everybody can look up each of its validation records. */
export function isIssued(certificate: LiveResource, cloud: Cloud): boolean {
    const zones = hostedZones(cloud).filter(({ isPrivate, isDelegated }) => isDelegated && !isPrivate);
    return validationRecords(certificate).every(({ resourceRecordName, resourceRecordType, resourceRecordValue }) =>
        zones.some((zone) => {
            const record = createdRecord(zoneName(text(resourceRecordName)), text(resourceRecordType), zone, cloud);
            const values = elementsOf(record?.inputs.records).map((value) => zoneName(text(value)));
            return values.includes(zoneName(text(resourceRecordValue)));
        }),
    );
}
