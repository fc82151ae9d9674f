import { parseMethodPath } from "../../../../openapi/method-path";
import type { EngineRun } from "./engine-run";
import { httpLimits } from "./http-limits";
import { type Inputs, numberAt, textAt, valueAt } from "./inputs";
import { amount, limit } from "./limit";
import type { Limit } from "./report-schema";

/**
 * Lists the limits for callers: throttle and cache of each stage and method, usage plans with their quotas, and API keys; and those of HTTP
 * APIs with what AWS allows them.
 */
export function limitsOf(run: EngineRun): Limit[] {
    const of = (suffix: string, limits: (inputs: Inputs | undefined, name: string) => Limit[]) =>
        run.resources
            .filter(({ type, op }) => type === `aws:apigateway/${suffix}` && op !== "delete")
            .sort((a, b) => (a.name < b.name ? -1 : 1))
            .flatMap(({ urn, name }) => limits(run.inputs.get(urn), name));
    return [
        ...of("stage:Stage", stageLimits),
        ...of("methodSettings:MethodSettings", methodLimits),
        ...of("usagePlan:UsagePlan", planLimits),
        ...of("apiKey:ApiKey", (inputs, name) => [
            limit(`client ${name}`, "API key", valueAt(inputs, ["enabled"]) === false ? "disabled" : "enabled"),
        ]),
        ...httpLimits(run),
    ];
}

function stageLimits(inputs: Inputs | undefined, name: string): Limit[] {
    const size = textAt(inputs, ["cacheClusterSize"]);
    const isOn = valueAt(inputs, ["cacheClusterEnabled"]) === true;
    return [limit(`stage ${stageOf(inputs, name)}`, "cache", isOn ? `${size ?? "unknown"} GB` : "none")];
}

function methodLimits(inputs: Inputs | undefined, name: string): Limit[] {
    const path = textAt(inputs, ["methodPath"]) ?? name;
    const subject = `stage ${stageOf(inputs, name)}, ${methodOf(path)}`;
    const at = (key: string) => numberAt(inputs, ["settings", key]);
    const isCached = valueAt(inputs, ["settings", "cachingEnabled"]) === true;
    return [
        limit(subject, "requests a second", amount(at("throttlingRateLimit"))),
        limit(subject, "burst", amount(at("throttlingBurstLimit"))),
        limit(subject, "cache TTL", isCached ? `${amount(at("cacheTtlInSeconds"))} s` : "not cached"),
    ];
}

function planLimits(inputs: Inputs | undefined, name: string): Limit[] {
    const quota = numberAt(inputs, ["quotaSettings", "limit"]);
    const period = textAt(inputs, ["quotaSettings", "period"])?.toLowerCase();
    return [
        limit(`plan ${name}`, "requests a second", amount(numberAt(inputs, ["throttleSettings", "rateLimit"]))),
        limit(`plan ${name}`, "burst", amount(numberAt(inputs, ["throttleSettings", "burstLimit"]))),
        limit(`plan ${name}`, "quota", quota === undefined ? "none" : `${amount(quota)} a ${period ?? "period"}`),
    ];
}

function stageOf(inputs: Inputs | undefined, name: string): string {
    return textAt(inputs, ["stageName"]) ?? name;
}

function methodOf(text: string): string {
    if (text === "*/*") return "every method";
    const { path, method } = parseMethodPath(text) ?? { path: text, method: "" };
    return `${method} ${path}`.trim();
}
