import { ResponseCache } from "./cache/response-cache";
import type { Stage } from "./state/deployed-api";

/** The caches of an API's stages: one each where the stage has a cluster, and one for a canary of its own. */
export class StageCaches {
    private readonly caches = new Map<string, ResponseCache>();

    constructor(private readonly clock: () => number) {}

    /** The cache of a stage, or of its canary; undefined if the stage has none. */
    of(stage: Stage, isCanary: boolean): ResponseCache | undefined {
        if (!stage.cacheClusterEnabled) return undefined;
        const name = isCanary ? `${stage.name}/canary` : stage.name;
        const cache = this.caches.get(name) ?? new ResponseCache(stage.cacheClusterSizeGb, this.clock);
        this.caches.set(name, cache);
        return cache;
    }
}
