/** Whether a string is the id of a hosted zone, not its name: a name is in lower case. */
export function isZoneId(text: string): boolean {
    return /^Z[A-Z0-9]{1,31}$/.test(text);
}

/** Whether a DNS name is in a hosted zone: it is the zone's own name, or ends with it. */
export function isInZone(name: string, zone: string): boolean {
    return name === zone || name.endsWith(`.${zone}`);
}

/**
 * Characters of the first name of a certificate, which becomes its common name
 * (docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html).
 */
export const maxCommonName = 64;
