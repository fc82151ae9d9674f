import { methodPathSpellings } from "../../openapi/method-path";
import type { MethodSettings, Operation, Stage } from "./deployed-api";

/** The settings of an operation at a stage, and whether they are set for this method or for all methods. */
export interface FoundSettings {
    readonly settings: MethodSettings;
    readonly own: boolean;
}

/** The settings of an API's operations, cached after the first lookup. */
export class SettingsIndex {
    private readonly known = new Map<Stage, Map<Operation, FoundSettings | undefined>>();

    /** As `findSettings`. */
    find(stage: Stage, operation: Operation): FoundSettings | undefined {
        const ofStage = this.known.get(stage) ?? new Map<Operation, FoundSettings | undefined>();
        if (!ofStage.has(operation)) {
            ofStage.set(operation, findSettings(stage, operation));
            this.known.set(stage, ofStage);
        }
        return ofStage.get(operation);
    }
}

/**
 * Finds the settings of an operation: the entry of its method path, or else the one for all methods; the two are not
 * merged.
 */
export function findSettings(stage: Stage, { path, method }: Operation): FoundSettings | undefined {
    for (const spelling of methodPathSpellings(path, method)) {
        const settings = stage.methodSettings[spelling];
        if (settings !== undefined) return { settings, own: true };
    }
    const all = stage.methodSettings["*/*"];
    return all && { settings: all, own: false };
}
