import { isMap, isMarked, type PropertyMap, type PropertyValue, placeholder, plain } from "../state/property-values";
import { generatedKey } from "./filled-inputs";

/**
 * Old inputs as they can be compared with new ones: a secret that cannot be decrypted counts as unchanged, and so does a
 * default that the real provider filled in (the bridge lists its defaults in `__defaults` of each object).
 */
export function comparableInputs(olds: PropertyMap, news: PropertyMap): PropertyMap {
    const defaults = olds[generatedKey];
    const isDefault = (key: string) => Array.isArray(defaults) && defaults.includes(key);
    return Object.fromEntries(
        Object.entries(olds).flatMap(([key, old]) => {
            const value = news[key];
            if (key === generatedKey || (value === undefined && isDefault(key))) return [];
            return [[key, value === undefined ? old : comparable(old, value)]];
        }),
    );
}

/** Whether two values are equal, regardless of the order of keys. */
export function sameValue(one: PropertyValue | undefined, other: PropertyValue | undefined): boolean {
    return canonical(one) === canonical(other);
}

function comparable(old: PropertyValue, value: PropertyValue): PropertyValue {
    if (plain(old) === placeholder) return value;
    if (Array.isArray(old) && Array.isArray(value)) {
        return old.map((element, index) => comparable(element, value[index] ?? null));
    }
    if (!isMap(old) || isMarked(old)) return old;
    const bare = plain(value);
    return isMap(bare) ? comparableInputs(old, isMap(value) && !isMarked(value) ? value : bare) : old;
}

function canonical(value: PropertyValue | undefined): string {
    return JSON.stringify(plain(value ?? null), (_, inner) =>
        typeof inner === "object" && inner !== null && !Array.isArray(inner)
            ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
            : inner,
    );
}
