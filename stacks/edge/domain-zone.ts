import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { isInZone, isZoneId } from "../settings/domain/zone-names";
import { SettingsError, settingProblem } from "../settings/problems";
import { delegationProblem } from "./zone-delegation";

/** A hosted zone of the account. */
export interface DomainZone {
    readonly id: string;
    /** Name without a dot at its end. */
    readonly name: string;
}

/** The settings of DNS names in a hosted zone. */
interface NamesInZone {
    readonly name: string;
    /** Further names in the same zone. Default: none. */
    readonly aliases?: readonly string[];
    /** The zone, by name or id. */
    readonly hostedZone: string;
    /** A certificate that exists. Default: one is requested, and validated in the zone. */
    readonly certificateArn?: string | undefined;
    /** Whether DNS is asked for the zone's name servers. */
    readonly checkDelegation: boolean;
}

/**
 * Asks Route 53 for the hosted zone of DNS names, and DNS whether the internet finds it, so that a wrong one is found before anything is
 * created. A preview only warns of a zone that is not delegated yet.
 * @param section the settings that have the names: `gatehouse:<section>`.
 * @throws {SettingsError} if the account has no such zone, it cannot serve a name, or ACM would wait for a certificate that it cannot
 *   issue.
 */
export async function findDomainZone(section: "domain" | "edge", names: NamesInZone): Promise<DomainZone> {
    const { name, aliases = [], hostedZone } = names;
    const problem = (path: readonly (string | number)[], value: string, want: string) =>
        new SettingsError([settingProblem([section, ...path], value, want)]);
    const byId = isZoneId(hostedZone);
    const args = byId ? { zoneId: hostedZone } : { name: hostedZone, privateZone: false };
    const zone = await aws.route53.getZone(args).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        throw problem(["hostedZone"], hostedZone, `a public hosted zone of the account (${reason})`);
    });
    if (zone.privateZone === true)
        throw problem(
            ["hostedZone"],
            hostedZone,
            `a public hosted zone, as clients outside of its VPCs cannot look up ${name}`,
        );
    const own = [
        { path: ["name"], value: name },
        ...aliases.map((value, index) => ({ path: ["aliases", index], value })),
    ];
    for (const { path, value } of own)
        if (!isInZone(value, zone.name))
            throw problem(
                path,
                value,
                `a name in hosted zone ${zone.zoneId}, such as ${section === "edge" ? "www" : "api"}.${zone.name}`,
            );
    const undelegated = names.checkDelegation ? await delegationProblem(zone, process.env) : undefined;
    if (undelegated !== undefined) {
        const error = problem(["hostedZone"], hostedZone, `a zone that DNS delegates to Route 53: ${undelegated}`);
        if (names.certificateArn === undefined && !pulumi.runtime.isDryRun()) throw error;
        void pulumi.log.warn(
            `${error.message}. Until then "pulumi up" cannot create a certificate, and no client finds ${name}`,
        );
    }
    return { id: zone.zoneId, name: zone.name };
}
