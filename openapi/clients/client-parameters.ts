import { isObject } from "../raw-value";
import type { RawObject } from "../rest-api-body";

// Names of headers that no parameter may have (OpenAPI 3.0.3, Parameter Object): a security scheme describes the header.
const ignored = new Set(["authorization"]);

/**
 * The parameters of an operation in the terms of its clients: each header once, though the body has every spelling of it for the
 * cache's keys, and none that a security scheme describes.
 * @param credentials the security schemes that the operation needs.
 */
export function clientParameters(
    parameters: readonly unknown[],
    credentials: readonly RawObject[],
): readonly unknown[] {
    const schemes = new Set(credentials.map(({ in: place, name }) => keyOf({ in: place, name })));
    const byKey = new Map<string, RawObject>();
    for (const parameter of parameters.filter(isObject)) {
        const key = keyOf(parameter);
        const known = byKey.get(key);
        if (known === undefined || isBetter(parameter, known)) byKey.set(key, parameter);
    }
    return [...byKey].flatMap(([key, parameter]) => {
        const isIgnored = parameter.in === "header" && ignored.has(String(parameter.name).toLowerCase());
        return isIgnored || schemes.has(key) ? [] : [parameter];
    });
}

// Names of headers have no case (RFC 9110, section 5.1).
function keyOf({ in: place, name }: RawObject): string {
    return `${place} ${place === "header" ? String(name).toLowerCase() : name}`;
}

// Only the spelling of the document is required, and of those of an optional header none but capitals is unusual.
function isBetter(parameter: RawObject, known: RawObject): boolean {
    if (parameter.required !== known.required) return parameter.required === true;
    return known.name === String(known.name).toUpperCase();
}
