import type { Cloud, Identity } from "../state/cloud";
import type { PropertyMap } from "../state/property-values";
import type { AutoName } from "./resource-type";
import { generated } from "./template";

/** The input in which the bridge keeps the names of the properties that it filled in itself. */
export const generatedKey = "__defaults";

/** Whether the bridge, and not the program, gave a property its value. */
export function isGenerated(inputs: PropertyMap | undefined, property: string): boolean {
    const names = inputs?.[generatedKey];
    return Array.isArray(names) && names.includes(property);
}

/** A name as the bridge makes it up: another one each time, so that a resource and its replacement have two. */
export function autoNameOf(
    { urn, name }: Identity,
    { prefix = "", maxLength, lowerCase }: AutoName,
    cloud: Cloud,
): string {
    const made = cloud.store.timesCreated(urn);
    const suffix = `-${generated(made === 0 ? urn : `${urn} ${made}`, "hex", 7)}`;
    const room = maxLength === undefined ? name.length : maxLength - prefix.length - suffix.length;
    const full = `${prefix}${name.slice(0, room)}${suffix}`;
    return lowerCase ? full.toLowerCase() : full;
}
