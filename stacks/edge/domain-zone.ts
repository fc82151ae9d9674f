import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { isInZone, isZoneId } from "../settings/domain/zone-names";
import { SettingsError, settingProblem } from "../settings/problems";
import { delegationProblem } from "./zone-delegation";

/** The hosted zone of a name. */
export interface DomainZone {
    readonly id: string;
    /** Name without a dot at its end. */
    readonly name: string;
}

/** The settings of a name in a hosted zone: those of the domain name or of the distribution. */
export interface NameInZone {
    readonly name: string;
    /** Further names in the zone. Default: none. */
    readonly aliases?: readonly string[];
    readonly hostedZone: string;
    readonly certificateArn?: string | undefined;
    readonly checkDelegation: boolean;
}

/** The sections of settings that have a name in a hosted zone. */
export type NamedSection = "domain" | "edge" | "httpApi.domain";

/**
 * Asks Route 53 for the hosted zone of a name, and DNS whether the internet finds it, so that a wrong one is found before anything is
 * created. A preview only warns of a zone that is not delegated yet.
 * @param section the section of the settings, for errors.
 * @throws {SettingsError} if the account has no such zone, it cannot serve the name, or ACM would wait for a certificate that it cannot
 *   issue.
 */
export async function findDomainZone(section: NamedSection, settings: NameInZone): Promise<DomainZone> {
    const { name, aliases = [], hostedZone } = settings;
    const problem = (key: string, value: string, want: string) =>
        new SettingsError([settingProblem([...section.split("."), ...key.split(".")], value, want)]);
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
    const example = `${section === "edge" ? "www" : "api"}.${zone.name}`;
    const own = Object.entries({
        name,
        ...Object.fromEntries(aliases.map((each, index) => [`aliases.${index}`, each])),
    });
    for (const [key, value] of own)
        if (!isInZone(value, zone.name))
            throw problem(key, value, `a name in hosted zone ${zone.zoneId}, such as ${example}`);
    const undelegated = settings.checkDelegation ? await delegationProblem(zone, process.env) : undefined;
    if (undelegated !== undefined) {
        const error = problem("hostedZone", hostedZone, `a zone that DNS delegates to Route 53: ${undelegated}`);
        const waits = settings.certificateArn === undefined && !pulumi.runtime.isDryRun();
        if (waits) throw error;
        void pulumi.log.warn(
            `${error.message}. Until then "pulumi up" cannot create a certificate, and no client finds ${name}`,
        );
    }
    return { id: zone.zoneId, name: zone.name };
}
