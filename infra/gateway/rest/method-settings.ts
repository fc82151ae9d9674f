import type { types } from "@pulumi/aws";

/** How a stage treats its methods. */
export interface StageBehaviour {
    /** The stage's cache: its size in GB and how long an answer is kept, in seconds. */
    cache: { enabled: boolean; sizeGb: number; ttlSeconds: number };
    /** Limit of all clients together, for each operation. */
    throttle: { requestsPerSecond: number; burst: number };
}

/** The settings of one method, or of all with the path "*&#47;*". */
export interface MethodSettingsEntry {
    readonly methodPath: string;
    readonly settings: types.input.apigateway.MethodSettingsSettings;
}

/**
 * The settings of a stage's methods: one entry for all, and one for each that must not be cached.
 *
 * Each entry is complete. An entry overrides the one for all as a whole, and the provider sends -1, no limit, for a
 * throttle that it leaves out (hashicorp/terraform-provider-aws, method_settings.go).
 */
export function methodSettings(stage: StageBehaviour, uncachedMethodPaths: readonly string[]): MethodSettingsEntry[] {
    return [
        { methodPath: "*/*", settings: complete(stage, stage.cache.enabled) },
        ...uncachedMethodPaths.map((methodPath) => ({ methodPath, settings: complete(stage, false) })),
    ];
}

function complete(
    { cache, throttle }: StageBehaviour,
    cachingEnabled: boolean,
): types.input.apigateway.MethodSettingsSettings {
    return {
        metricsEnabled: true,
        loggingLevel: "ERROR",
        // Full request and response bodies would end in the log, keys included.
        dataTraceEnabled: false,
        throttlingRateLimit: throttle.requestsPerSecond,
        throttlingBurstLimit: throttle.burst,
        cachingEnabled,
        cacheTtlInSeconds: cachingEnabled ? cache.ttlSeconds : 0,
        cacheDataEncrypted: true,
        // Otherwise any client could call the backend at will, with "Cache-Control: max-age=0".
        requireAuthorizationForCacheControl: true,
        unauthorizedCacheControlHeaderStrategy: "SUCCEED_WITH_RESPONSE_HEADER",
    };
}
