import { type Cloud, type Identity, regionOf } from "../state/cloud";
import { isMap, type PropertyMap, type PropertyValue, text } from "../state/property-values";
import type { AutoName } from "./resource-type";
import { generated } from "./template";

/** The input in which the bridge keeps the names of the properties that it filled in itself. */
export const generatedKey = "__defaults";

/** Whether the bridge, and not the program, gave a property its value. */
export function isGenerated(inputs: PropertyMap | undefined, property: string): boolean {
    const names = inputs?.[generatedKey];
    return Array.isArray(names) && names.includes(property);
}

/**
 * Why the bridge cannot make up a name; undefined if it can. It does not shorten a logical name
 * (pulumi/pulumi, sdk/go/common/resource/resource_id.go, NewUniqueName).
 */
export function autoNameProblem(
    name: string,
    { prefix = "", separator = "-", maxLength = Infinity }: AutoName,
): string | undefined {
    const fixed = `${prefix}${name}${separator}`;
    return fixed.length + randomCharacters > maxLength
        ? `name '${fixed}' plus ${randomCharacters} random chars is longer than maximum length ${maxLength}`
        : undefined;
}

const randomCharacters = 7;

/** A name as the bridge makes it up: another one each time, so that a resource and its replacement have two. */
export function autoNameOf(
    { urn, name }: Identity,
    { prefix = "", separator = "-", lowerCase }: Pick<AutoName, "prefix" | "separator" | "lowerCase">,
    cloud: Cloud,
): string {
    const timesCreated = cloud.store.timesCreated(urn);
    const random = generated(timesCreated === 0 ? urn : `${urn} ${timesCreated}`, "hex", randomCharacters);
    const full = `${prefix}${name}${separator}${random}`;
    return lowerCase ? full.toLowerCase() : full;
}

/**
 * Whether a type of resource has a name already, in the region of a new one if the type has regions, or where one resource has such
 * names.
 */
export function isNameTaken(
    id: string,
    { type }: Identity,
    inputs: PropertyMap,
    cloud: Cloud,
    { uniqueWithin }: Pick<AutoName, "uniqueWithin"> = {},
): boolean {
    const own = regionOf(inputs, cloud);
    const others = cloud.store
        .ofType(type)
        .filter((other) => other.id === id)
        .filter(({ outputs }) => !uniqueWithin || text(outputs[uniqueWithin]) === text(inputs[uniqueWithin]));
    const regions = others.map(({ outputs }) => text(outputs.region));
    return regions.some((other) => other === "" || other === own);
}

/**
 * Inputs with a provider's defaults for absent values.
 * Defaults of a nested object apply only if the object is there; those of a list's elements to each element.
 */
export function withDefaults(inputs: PropertyMap, defaults: PropertyMap): PropertyMap {
    const completed: PropertyMap = { ...inputs };
    for (const [key, byDefault] of Object.entries(defaults)) {
        const given = completed[key];
        if (isMap(byDefault)) {
            if (given !== undefined) completed[key] = nested(given, byDefault);
        } else if (given === undefined || given === null) {
            completed[key] = byDefault;
        }
    }
    return completed;
}

function nested(given: PropertyValue, defaults: PropertyMap): PropertyValue {
    if (Array.isArray(given)) return given.map((element) => nested(element, defaults));
    return isMap(given) ? withDefaults(given, defaults) : given;
}
