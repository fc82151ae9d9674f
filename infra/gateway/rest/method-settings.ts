import type { types } from "@pulumi/aws";

/** A rate and a burst. */
export interface Throttle {
    /** Steady rate, in requests per second. */
    readonly requestsPerSecond: number;
    /** Requests that may arrive at once. */
    readonly burst: number;
}

/** Cache, throttle, metrics and logs of a stage. */
export interface StageBehaviour {
    /** Cache: its size in GB and the TTL of a response in seconds. */
    cache: { enabled: boolean; sizeGb: number; ttlSeconds: number };
    /** Limit for all clients together, for each operation. */
    throttle: Throttle;
    /** Limits of single operations in its place, by method path, such as `~1pictures~1{id}/GET`. Default: none. */
    throttles?: Readonly<Record<string, Throttle>> | undefined;
    /**
     * Send metrics of each method too, billed as custom metrics. API Gateway sends those of the API and of the stage in any
     * case, free of charge (docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html).
     */
    detailedMetrics: boolean;
    /** The steps of processing requests that are logged: none, those with errors, or all. */
    executionLogs: "off" | "errors" | "all";
}

const loggingLevels = { off: "OFF", errors: "ERROR", all: "INFO" } as const;

/** Settings of one method, or of all methods with the path "*&#47;*". */
export interface MethodSettingsEntry {
    readonly methodPath: string;
    readonly settings: types.input.apigateway.MethodSettingsSettings;
}

/**
 * Builds the method settings of a stage: one entry for all methods, and one for each that must not be cached or is limited by
 * itself.
 *
 * Each entry is complete, because it overrides the one for all methods as a whole, and the provider sends -1, which means
 * no limit, for a missing throttle (hashicorp/terraform-provider-aws, method_settings.go).
 */
export function methodSettings(stage: StageBehaviour, uncachedMethodPaths: readonly string[]): MethodSettingsEntry[] {
    const { throttles = {}, throttle } = stage;
    const ownPaths = new Set([...uncachedMethodPaths, ...Object.keys(throttles)]);
    return [
        { methodPath: "*/*", settings: complete(stage, stage.cache.enabled, throttle) },
        ...[...ownPaths].map((methodPath) => ({
            methodPath,
            settings: complete(
                stage,
                // The entry for all methods caches GET only, one of a method whatever it is
                // (docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html).
                stage.cache.enabled && methodPath.endsWith("/GET") && !uncachedMethodPaths.includes(methodPath),
                throttles[methodPath] ?? throttle,
            ),
        })),
    ];
}

function complete(
    { cache, detailedMetrics, executionLogs }: StageBehaviour,
    cachingEnabled: boolean,
    throttle: Throttle,
): types.input.apigateway.MethodSettingsSettings {
    return {
        metricsEnabled: detailedMetrics,
        loggingLevel: loggingLevels[executionLogs],
        // It would log full requests and responses, including API keys.
        dataTraceEnabled: false,
        throttlingRateLimit: throttle.requestsPerSecond,
        throttlingBurstLimit: throttle.burst,
        cachingEnabled,
        cacheTtlInSeconds: cachingEnabled ? cache.ttlSeconds : 0,
        cacheDataEncrypted: true,
        // Otherwise any client could bypass the cache with "Cache-Control: max-age=0".
        requireAuthorizationForCacheControl: true,
        unauthorizedCacheControlHeaderStrategy: "SUCCEED_WITH_RESPONSE_HEADER",
    };
}
