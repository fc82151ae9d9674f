import { type PropertyMap, text } from "../../state/property-values";

/** Whether a selector selects pods with these labels. */
export function selects(selector: PropertyMap, labels: PropertyMap): boolean {
    const wanted = Object.entries(selector);
    return wanted.length > 0 && wanted.every(([key, value]) => text(labels[key]) === text(value));
}
