import { isObject } from "../../../openapi/raw-value";
import { isZoneId } from "../../../stacks/settings/domain/zone-names";
import { generated } from "../resources/template";
import type { HostedZone } from "../state/cloud";
import type { SimulatedCloud } from "../state/simulated-cloud";
import type { StackConfig } from "./stack-config";

/**
 * Adds the hosted zones that the settings of a stack name when it is opened: the simulated account has these and no others, so
 * that another one is rejected as AWS would. The name of a zone that is named by its id is the domain name without its first label.
 */
export function addExistingZones(cloud: SimulatedCloud, config: StackConfig): void {
    for (const zone of namedZones(config))
        if (!cloud.hostedZones.some(({ id }) => id === zone.id)) cloud.hostedZones.push(zone);
}

function namedZones(config: StackConfig): HostedZone[] {
    const { "gatehouse:domain": domain, "gatehouse:edge": edge, "gatehouse:httpApi": httpApi } = config;
    return [domain, edge, isObject(httpApi) ? httpApi.domain : undefined].flatMap(zonesOf);
}

function zonesOf(settings: unknown): HostedZone[] {
    if (!isObject(settings)) return [];
    const { name, hostedZone } = settings;
    if (typeof name !== "string" || typeof hostedZone !== "string") return [];
    const known = { isPrivate: false, isDelegated: true, records: [] };
    return isZoneId(hostedZone)
        ? [{ id: hostedZone, name: parentOf(name), ...known }]
        : [{ id: `Z${generated(hostedZone, "upper", 20)}`, name: hostedZone, ...known }];
}

function parentOf(name: string): string {
    const labels = name.split(".");
    return labels.length > 2 ? labels.slice(1).join(".") : name;
}
