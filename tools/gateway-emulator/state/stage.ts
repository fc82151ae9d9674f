import type { Limit } from "./usage-plan";

/** Settings of a method path of a stage, or of all methods (`*&#47;*`). */
export interface MethodSettings {
    readonly cachingEnabled: boolean;
    readonly cacheTtlInSeconds: number;
    readonly requireAuthorizationForCacheControl: boolean;
    readonly unauthorizedCacheControlHeaderStrategy: string;
    readonly throttle: Limit;
}

/** A share of a stage's requests with another deployment and different stage variables. */
export interface Canary {
    /** Name of the snapshot that its deployment serves; absent if its deployment does not name one. */
    readonly snapshot?: string;
    /** 0 to 100. */
    readonly percentTraffic: number;
    readonly stageVariableOverrides: Readonly<Record<string, string>>;
    readonly useStageCache: boolean;
}

/** A stage of the REST API. */
export interface Stage {
    readonly name: string;
    /** Name of the snapshot that its deployment serves; absent if its deployment does not name one. */
    readonly snapshot?: string;
    readonly variables: Readonly<Record<string, string>>;
    readonly cacheClusterEnabled: boolean;
    readonly cacheClusterSizeGb: number;
    /** Settings by method path in the notation of MethodSettings, such as `~1pictures~1{id}/GET`. */
    readonly methodSettings: Readonly<Record<string, MethodSettings>>;
    readonly accessLogFormat?: string;
    readonly canary?: Canary;
}
