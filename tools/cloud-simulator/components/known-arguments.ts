import type { PropertyMap } from "../state/property-values";

/** Throws an error that names every argument which a simulated component does not take into account. */
export function rejectUnknownArguments(component: string, args: PropertyMap, known: readonly string[]): void {
    const unexpected = Object.keys(args).filter((key) => args[key] !== null && !known.includes(key));
    if (unexpected.length === 0) return;
    throw new Error(`simulated ${component} does not know ${unexpected.map((key) => `"${key}"`).join(", ")}`);
}
