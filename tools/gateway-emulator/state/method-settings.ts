import { methodPathSpellings } from "../../../openapi/method-path";
import type { Operation } from "./deployed-api";
import type { MethodSettings, Stage } from "./stage";

/** The settings that apply to an operation in a stage, and whether they are specific to it or those of all methods. */
export interface FoundSettings {
    readonly settings: MethodSettings;
    readonly own: boolean;
}

/** Caches the result of `findSettings` for each stage and operation. */
export class SettingsIndex {
    private readonly known = new Map<Stage, Map<Operation, FoundSettings | undefined>>();

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
 * Finds the settings of an operation: its own entry or, without one, the entry for all methods; the two are not merged.
 * The slashes of a nested path must be written as `~1` (hashicorp/terraform-provider-aws#9738); a path with one segment
 * may omit the leading one.
 */
export function findSettings(stage: Stage, { path, method }: Operation): FoundSettings | undefined {
    for (const spelling of methodPathSpellings(path, method)) {
        const settings = stage.methodSettings[spelling];
        if (settings !== undefined) return { settings, own: true };
    }
    const all = stage.methodSettings["*/*"];
    return all && { settings: all, own: false };
}
