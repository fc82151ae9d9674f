import { z } from "zod";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import type { ApiKey, DeployedApi, MethodSettings, Stage, UsagePlan } from "./deployed-api";
import { readApps } from "./read-apps";
import { readBody } from "./read-body";
import { readDomainNames } from "./read-domain-names";
import { readFunctions } from "./read-functions";
import { revealed, stringMap } from "./state-values";

const limit = { rateLimit: z.number().default(-1), burstLimit: z.number().default(-1) };
const throttle = z.object(limit).transform(({ rateLimit: rate, burstLimit: burst }) => ({ rate, burst }));
const restApiSchema = z.object({
    name: z.string(),
    body: z.string(),
    executionArn: z.string().default(""),
    binaryMediaTypes: z.array(z.string()).nullish(),
});
const stageSchema = z.object({
    restApi: z.string(),
    stageName: z.string(),
    variables: stringMap,
    cacheClusterEnabled: z.boolean().default(false),
    cacheClusterSize: z.coerce.number().default(0),
    accessLogSettings: z.object({ format: z.string() }).optional(),
    canarySettings: z
        .object({
            percentTraffic: z.number().default(0),
            stageVariableOverrides: stringMap,
            useStageCache: z.boolean().default(false),
        })
        .optional(),
});
// The defaults are what the provider sends: no throttle, no cache (terraform-provider-aws, method_settings.go).
const methodSettingsSchema = z.object({
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
const planSchema = z.object({
    name: z.string(),
    apiStages: z
        .array(
            z.object({
                apiId: z.string(),
                stage: z.string(),
                throttles: z.array(z.object({ path: z.string(), ...limit })).default([]),
            }),
        )
        .default([]),
    throttleSettings: throttle.optional(),
    quotaSettings: z
        .object({ limit: z.number(), offset: z.number().default(0), period: z.enum(["DAY", "WEEK", "MONTH"]) })
        .optional(),
});
const keySchema = z.object({ name: z.string(), value: z.string(), enabled: z.boolean().default(true) });
const planKeySchema = z.object({ keyId: z.string(), usagePlanId: z.string() });
const accountSchema = z.object({ throttleSettings: z.array(throttle) });

// API Gateway quotas, "Throttle quota per account, per Region".
const accountThrottle = { rate: 10_000, burst: 5_000 };

/**
 * Reads the deployed REST API from a stack's state.
 * @throws {Error} if the stack does not have exactly one, or if it uses a feature that the emulator does not support.
 */
export function deployedApi(resources: readonly StateResource[]): DeployedApi {
    const ofType = (type: string) =>
        resources
            .filter((resource) => resource.type === `aws:apigateway/${type}`)
            .map(({ id = "", outputs }) => ({ id, outputs: revealed(outputs) }));
    const [restApi, ...others] = ofType("restApi:RestApi");
    if (restApi === undefined || others.length > 0) {
        throw new Error(`REST APIs of the stack: got ${restApi ? others.length + 1 : 0}, want 1`);
    }
    const { name, body: text, executionArn, binaryMediaTypes } = restApiSchema.parse(restApi.outputs);
    const body = readBody(text);
    // An argument overrides the body (terraform-provider-aws, aws_api_gateway_rest_api).
    const types = binaryMediaTypes?.length ? binaryMediaTypes : body.binaryMediaTypes;
    const settings = ofType("methodSettings:MethodSettings").map(({ outputs }) => methodSettingsSchema.parse(outputs));
    const stages = ofType("stage:Stage")
        .map(({ outputs }) => stageSchema.parse(outputs))
        .filter((stage) => stage.restApi === restApi.id)
        .map((stage) => readStage(stage, settings));
    const planKeys = ofType("usagePlanKey:UsagePlanKey").map(({ outputs }) => planKeySchema.parse(outputs));
    const account = ofType("account:Account").map(({ outputs }) => accountSchema.parse(outputs))[0];
    return {
        id: restApi.id,
        name,
        ...body,
        binaryMediaTypes: types.map((type) => type.toLowerCase()),
        stages: Object.fromEntries(stages.map((stage) => [stage.name, stage])),
        domains: readDomainNames(resources, restApi.id),
        keys: ofType("apiKey:ApiKey").map(({ id, outputs }): ApiKey => {
            const planIds = planKeys.filter(({ keyId }) => keyId === id).map(({ usagePlanId }) => usagePlanId);
            return { id, ...keySchema.parse(outputs), planIds };
        }),
        plans: ofType("usagePlan:UsagePlan").map(({ id, outputs }) =>
            readPlan(id, planSchema.parse(outputs), restApi.id),
        ),
        apps: readApps(resources),
        functions: readFunctions(resources),
        executionArn,
        accountThrottle: account?.throttleSettings[0] ?? accountThrottle,
    };
}

type SettingsEntry = z.output<typeof methodSettingsSchema>;

function readStage(stage: z.output<typeof stageSchema>, settings: readonly SettingsEntry[]): Stage {
    const own = settings.filter((each) => each.restApi === stage.restApi && each.stageName === stage.stageName);
    return {
        name: stage.stageName,
        variables: stage.variables,
        cacheClusterEnabled: stage.cacheClusterEnabled,
        cacheClusterSizeGb: stage.cacheClusterSize,
        methodSettings: Object.fromEntries(own.map((each) => [each.methodPath, readSettings(each)])),
        ...(stage.accessLogSettings && { accessLogFormat: stage.accessLogSettings.format }),
        ...(stage.canarySettings && { canary: stage.canarySettings }),
    };
}

function readSettings({ settings }: SettingsEntry): MethodSettings {
    const { throttlingRateLimit: rate, throttlingBurstLimit: burst, ...rest } = settings;
    return { ...rest, throttle: { rate, burst } };
}

function readPlan(id: string, plan: z.output<typeof planSchema>, restApiId: string): UsagePlan {
    const stages = plan.apiStages
        .filter(({ apiId }) => apiId === restApiId)
        .map(({ stage, throttles }) => {
            const entries = throttles.map(({ path, rateLimit: rate, burstLimit: burst }) => [path, { rate, burst }]);
            return { stage, throttles: Object.fromEntries(entries) };
        });
    return {
        id,
        name: plan.name,
        stages,
        ...(plan.throttleSettings && { throttle: plan.throttleSettings }),
        ...(plan.quotaSettings && { quota: plan.quotaSettings }),
    };
}
