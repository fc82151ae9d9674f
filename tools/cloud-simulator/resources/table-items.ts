import { isMap, type PropertyMap, type PropertyValue } from "../state/property-values";

const types = ["S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS"];

/** The attributes of an item of a table by name, each a value by its type; undefined for any other string. */
export function attributesOf(item: string): PropertyMap | undefined {
    let value: PropertyValue;
    try {
        value = JSON.parse(item);
    } catch {
        return undefined;
    }
    return isMap(value) && Object.values(value).every(isAttribute) ? value : undefined;
}

/** The value of a key of an item; undefined if the item has none. */
export function keyValueOf(item: string, key: string): string | undefined {
    const attribute = attributesOf(item)?.[key];
    const [value] = isMap(attribute) ? Object.values(attribute) : [];
    return typeof value === "string" && value !== "" ? value : undefined;
}

// Numbers are strings.
function isAttribute(value: PropertyValue): boolean {
    if (!isMap(value)) return false;
    const [type, ...others] = Object.keys(value);
    if (type === undefined || others.length > 0 || !types.includes(type)) return false;
    return !["S", "N", "B"].includes(type) || typeof value[type] === "string";
}
