import { z } from "zod";
import type { Canary, MethodSettings, Stage } from "./stage";
import { stringMap } from "./state-values";

/** The outputs of a stage. */
export const stageForm = z.object({
    restApi: z.string(),
    stageName: z.string(),
    deployment: z.string().default(""),
    variables: stringMap,
    cacheClusterEnabled: z.boolean().default(false),
    cacheClusterSize: z.coerce.number().default(0),
    accessLogSettings: z.object({ format: z.string() }).optional(),
    canarySettings: z
        .object({
            deploymentId: z.string().default(""),
            percentTraffic: z.number().default(0),
            stageVariableOverrides: stringMap,
            useStageCache: z.boolean().default(false),
        })
        .optional(),
});

/** The outputs of method settings; the defaults are what the provider sends: no throttle, no cache (terraform-provider-aws, method_settings.go). */
export const methodSettingsForm = z.object({
    restApi: z.string(),
    stageName: z.string(),
    methodPath: z.string(),
    settings: z.object({
        cachingEnabled: z.boolean().default(false),
        cacheTtlInSeconds: z.number().default(300),
        requireAuthorizationForCacheControl: z.boolean().default(true),
        unauthorizedCacheControlHeaderStrategy: z.string().default("SUCCEED_WITH_RESPONSE_HEADER"),
        throttlingRateLimit: z.number().default(-1),
        throttlingBurstLimit: z.number().default(-1),
    }),
});

type SettingsEntry = z.output<typeof methodSettingsForm>;

/**
 * Reads a stage with those of the method settings that are its own.
 * @param snapshots names of the snapshots by the ids of their deployments.
 */
export function readStage(
    stage: z.output<typeof stageForm>,
    settings: readonly SettingsEntry[],
    snapshots: ReadonlyMap<string, string>,
): Stage {
    const own = settings.filter((each) => each.restApi === stage.restApi && each.stageName === stage.stageName);
    const named = (deployment: string) => {
        const snapshot = snapshots.get(deployment);
        return snapshot === undefined ? {} : { snapshot };
    };
    const { canarySettings } = stage;
    return {
        name: stage.stageName,
        ...named(stage.deployment),
        variables: stage.variables,
        cacheClusterEnabled: stage.cacheClusterEnabled,
        cacheClusterSizeGb: stage.cacheClusterSize,
        methodSettings: Object.fromEntries(own.map((each) => [each.methodPath, readSettings(each)])),
        ...(stage.accessLogSettings && { accessLogFormat: stage.accessLogSettings.format }),
        ...(canarySettings && { canary: readCanary(canarySettings, named(canarySettings.deploymentId)) }),
    };
}

function readCanary(
    { deploymentId: _, ...canary }: NonNullable<z.output<typeof stageForm>["canarySettings"]>,
    snapshot: Pick<Canary, "snapshot">,
): Canary {
    return { ...canary, ...snapshot };
}

function readSettings({ settings }: SettingsEntry): MethodSettings {
    const { throttlingRateLimit: rate, throttlingBurstLimit: burst, ...rest } = settings;
    return { ...rest, throttle: { rate, burst } };
}
