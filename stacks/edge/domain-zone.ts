import * as aws from "@pulumi/aws";
import type { DomainSettings } from "../settings/domain/schema";
import { isInZone, isZoneId } from "../settings/domain/zone-names";
import { SettingsError, settingProblem } from "../settings/problems";

/** The hosted zone of a stack's domain name. */
export interface DomainZone {
    readonly id: string;
    /** Name without a dot at its end. */
    readonly name: string;
}

/**
 * Asks Route 53 for the hosted zone of the domain name, so that a wrong one is found before anything is created.
 * @throws {SettingsError} if the account has no such zone, or it cannot serve the name.
 */
export async function findDomainZone({ name, hostedZone }: DomainSettings): Promise<DomainZone> {
    const byId = isZoneId(hostedZone);
    const args = byId ? { zoneId: hostedZone } : { name: hostedZone, privateZone: false };
    const zone = await aws.route53.getZone(args).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        throw problem("hostedZone", hostedZone, `a public hosted zone of the account (${reason})`);
    });
    if (zone.privateZone === true)
        throw problem(
            "hostedZone",
            hostedZone,
            `a public hosted zone, as clients outside of its VPCs cannot look up ${name}`,
        );
    if (!isInZone(name, zone.name))
        throw problem("name", name, `a name in hosted zone ${zone.zoneId}, such as api.${zone.name}`);
    return { id: zone.zoneId, name: zone.name };
}

function problem(key: string, value: string, want: string): SettingsError {
    return new SettingsError([settingProblem(["domain", key], value, want)]);
}
