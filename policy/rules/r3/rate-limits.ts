import type { StackPolicy } from "../../contract/policy";
import { combineResults, countedResult, uncountedResult } from "../../contract/result";
import type { Settings } from "../../contract/settings";
import { type GatewayStage, gatewayOf, type MethodSettings, type Plan } from "../../gateway/graph";
import { everyMethod } from "../../gateway/method-path";
import { stageName } from "../../gateway/stage-name";
import { type Finding, finding, unknownValueFinding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import type { Resource, Stack } from "../../reading/resource";
import {
    describeReading,
    knownValue,
    type Path,
    pathText,
    readList,
    readNumber,
    readString,
} from "../../reading/value";
import { sharedCheck } from "../shared-check";
import { checkClients } from "./clients";
import { isEachMethodThrottled } from "./method-throttles";

/** R3 for the whole stack: no stage, method, plan or client exceeds the limit. */
export const rateLimits: StackPolicy = {
    name: "r3-rate-limits",
    ruleId: "R3",
    tier: "gateway",
    scope: "stack",
    displayName: "Clients are throttled",
    description: "No client, plan, stage or method allows more than 100,000 requests per second.",
    severity: "high",
    remediationSteps:
        "Set throttlingRateLimit and throttlingBurstLimit on every method setting, rateLimit and burstLimit on every plan.",
    tags: ["aws", "apigateway", "throttling"],
    settings: ["requestsPerSecond"],
    check: sharedCheck((stack: Stack, settings) => {
        const gateway = gatewayOf(stack);
        return combineResults([
            ...gateway.stages.map((stage) => countedResult("stage", checkStage(stack, stage))),
            ...gateway.settings.map((entry) => uncountedResult(checkEntry(entry, settings))),
            ...gateway.plans.map((plan) => countedResult("plan", checkPlan(plan, settings))),
            checkClients(gateway, settings),
        ]);
    }),
};

/** R3 where only the account's own throttle limits a stage. */
export const stageThrottles: StackPolicy = {
    ...rateLimits,
    name: "r3-stage-throttles",
    tier: "network",
    displayName: "Stages have a throttle of their own",
    description: "Every stage limits its requests by itself, and not only by the account's throttle.",
    severity: "medium",
};

function checkStage(stack: Stack, stage: GatewayStage): Finding[] {
    const { resource, settings } = stage;
    if (settings.some(({ path }) => path === everyMethod) || isEachMethodThrottled(stack, stage)) return [];
    return [
        finding(resource, {
            actual: `stage "${stageName(resource) ?? resource.name}" has no MethodSettings for ${everyMethod}, so its methods are not throttled`,
            expected: "a throttle for every method of the stage",
            change: `add MethodSettings with methodPath "${everyMethod}", throttlingRateLimit and throttlingBurstLimit`,
        }),
    ];
}

// The provider sends -1, "no throttle", for an omitted setting; nothing is inherited from the entry for every method.
function checkEntry({ resource, path }: MethodSettings, { requestsPerSecond }: Settings): Finding[] {
    const findings = limits(resource, ["settings"], "throttlingRateLimit", "throttlingBurstLimit", requestsPerSecond);
    if (findings.length > 0) return findings;
    if (path === undefined) return [unknownValueFinding(resource, readString(resource.props, "methodPath"))];
    return ignoredChanges(resource, ["settings.throttlingRateLimit", "settings.throttlingBurstLimit", "methodPath"]);
}

function checkPlan({ resource }: Plan, { requestsPerSecond }: Settings): Finding[] {
    const own = limits(resource, ["throttleSettings"], "rateLimit", "burstLimit", requestsPerSecond);
    const stages = readList(resource.props, "apiStages");
    if (stages.state === "unknown") return [...own, unknownValueFinding(resource, stages)];
    const ofMethods = (stages.state === "known" ? stages.value : []).flatMap((_stage, index) => {
        const throttles = readList(resource.props, "apiStages", index, "throttles");
        if (throttles.state === "absent") return [];
        if (throttles.state !== "known") return [unknownValueFinding(resource, throttles)];
        return throttles.value.flatMap((_throttle, method) =>
            limits(resource, ["apiStages", index, "throttles", method], "rateLimit", "burstLimit", requestsPerSecond),
        );
    });
    const findings = [...own, ...ofMethods];
    return findings.length > 0 ? findings : ignoredChanges(resource, ["throttleSettings", "apiStages.*.throttles"]);
}

function limits(resource: Resource, at: Path, rate: string, burst: string, limit: number): Finding[] {
    const wrong = [rate, burst].filter((key) => !isWithin(resource, [...at, key], limit));
    const [first] = wrong;
    if (first === undefined) return [];
    const unknown = wrong.find((key) => readNumber(resource.props, ...at, key).state === "unknown");
    if (unknown !== undefined) return [unknownValueFinding(resource, readNumber(resource.props, ...at, unknown))];
    const values = wrong.map(
        (key) => `${pathText([...at, key])} is ${describeReading(readNumber(resource.props, ...at, key))}`,
    );
    return [
        finding(resource, {
            actual: `${values.join(" and ")}${wrong.some((key) => isOff(resource, [...at, key])) ? ", which does not limit requests" : ""}`,
            expected: `a number above 0 and at most ${limit.toLocaleString("en-US")} requests per second, for ${rate} and ${burst}`,
            change: `set ${wrong.map((key) => pathText([...at, key])).join(" and ")} to at most ${limit.toLocaleString("en-US")}`,
        }),
    ];
}

function isWithin(resource: Resource, path: Path, limit: number): boolean {
    const reading = readNumber(resource.props, ...path);
    const value = knownValue(reading) ?? 0;
    return value > 0 && value <= limit;
}

function isOff(resource: Resource, path: Path): boolean {
    const reading = readNumber(resource.props, ...path);
    return reading.state === "absent" || (knownValue(reading) ?? 0) < 0;
}
