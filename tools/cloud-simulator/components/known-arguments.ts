import type { PropertyMap } from "../world/property-values";

/** Throws an error that names every argument which a simulated component does not take into account. */
export function refuseUnknownArguments(component: string, args: PropertyMap, known: readonly string[]): void {
    const strange = Object.keys(args).filter((key) => args[key] !== null && !known.includes(key));
    if (strange.length === 0) return;
    throw new Error(`simulated ${component} does not know ${strange.map((key) => `"${key}"`).join(", ")}`);
}
