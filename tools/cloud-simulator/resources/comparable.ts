import { isMap, isMarked, type PropertyMap, type PropertyValue, placeholder, plain } from "../state/property-values";
import { generatedKey } from "./auto-name";

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

function comparable(old: PropertyValue, value: PropertyValue): PropertyValue {
    if (plain(old) === placeholder) return value;
    if (Array.isArray(old) && Array.isArray(value)) {
        return old.map((element, index) => comparable(element, value[index] ?? null));
    }
    if (!isMap(old) || isMarked(old)) return old;
    const bare = plain(value);
    return isMap(bare) ? comparableInputs(old, isMap(value) && !isMarked(value) ? value : bare) : old;
}
