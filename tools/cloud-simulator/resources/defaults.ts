import { isMap, type PropertyMap, type PropertyValue } from "../state/property-values";

/**
 * Inputs with a provider's defaults where the program gives none.
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
