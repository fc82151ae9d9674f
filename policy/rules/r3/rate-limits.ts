import type { StackPolicy } from "../../contract/policy";
import { combineResults, countedResult, type RuleResult, sharedCheck, uncountedResult } from "../../contract/result";
import type { Settings } from "../../contract/settings";
import type { Tier } from "../../contract/tiers";
import { onTranslated } from "../../contract/translated-checks";
import { definitionOf, unknownBodyFindings } from "../../gateway/api";
import { apisOfStage } from "../../gateway/api-references";
import { type Gateway, type GatewayStage, gatewayOf, type MethodSettings, type Plan } from "../../gateway/graph";
import { everyMethod, methodPathOf } from "../../gateway/method-path";
import { methodsOf } from "../../gateway/methods";
import type { Call } from "../../gateway/operation";
import { ratesOfRoutes, routeThrottlePaths } from "../../gateway/route-throttles";
import { stageName } from "../../gateway/stage-name";
import { newerStageTypes } from "../../gateway/types";
import { followingFinding, openSettings, unknownPath } from "../../gateway/unresolved";
import { type Finding, finding, ofTier, quietly, unknownValueFinding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import { type Plain, type Resource, type Stack, UNKNOWN } from "../../reading/resource";
import { describeReading, knownValue, type Path, pathText, read, readList, readNumber } from "../../reading/value";
import { checkClients } from "./clients";

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
    settings: ["requestsPerSecond", "accountRequestsPerSecond"],
    check: sharedCheck(
        onTranslated((stack, settings) => {
            const gateway = gatewayOf(stack);
            return combineResults([
                ...gateway.stages.map((stage) => countedResult("stage", checkStage(stack, gateway, stage, settings))),
                ...stack.ofType(newerStageTypes).map((stage) => checkNewerStage(stack, stage, settings)),
                ...gateway.settings.map((entry) => uncountedResult(checkEntry(entry, settings))),
                ...gateway.plans.map((plan) => countedResult("plan", checkPlan(plan, settings))),
                checkClients(gateway, settings),
            ]);
        }),
    ),
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

function checkStage(stack: Stack, gateway: Gateway, stage: GatewayStage, settings: Settings): Finding[] {
    const { resource, settings: entries } = stage;
    if (entries.some(({ path }) => path === everyMethod)) return [];
    const isThrottled = isEachMethodThrottled(stack, stage);
    if (isThrottled === true) return [];
    const reason = {
        actual: `stage "${stageName(resource) ?? resource.name}" has no MethodSettings for ${everyMethod}, so it has no limit of its own: only ${accountThrottle(settings)} limits it`,
        expected: "a throttle for every method of the stage",
        change: `add MethodSettings with methodPath "${everyMethod}", throttlingRateLimit and throttlingBurstLimit`,
    };
    const [open] = openSettings(gateway, stage);
    const [body] = isThrottled === undefined ? stage.apis.flatMap(unknownBodyFindings) : [];
    return ofTier(tierOf(settings), [followingFinding(open ?? body, resource, reason)]);
}

// HTTP APIs have no cache, no keys and no plans, which R4 reports; whether a stage has a throttle adds nothing to it.
function checkNewerStage(stack: Stack, stage: Resource, settings: Settings): RuleResult {
    const findings = routeThrottlePaths(stage).flatMap((at) =>
        limits(stage, at, "throttlingRateLimit", "throttlingBurstLimit", settings),
    );
    const apis = apisOfStage(stack, stage);
    if (!apis.some(({ props }) => props.protocolType === "WEBSOCKET")) {
        const unknown = apis.filter(({ props }) => props.protocolType === UNKNOWN);
        // r4-key-on-every-operation warns of it.
        const undecided = quietly(unknown.map((api) => unknownValueFinding(api, read(api.props, "protocolType"))));
        return uncountedResult([...findings.filter(({ tier }) => tier === "gateway"), ...undecided]);
    }
    const routes = read(stage.props, "routeSettings");
    if (routes.state === "unknown") findings.push(unknownValueFinding(stage, routes));
    findings.push(...(findings.length === 0 ? checkSum(stack, stage, settings) : []));
    return countedResult(
        "stage",
        findings.length > 0 ? findings : ignoredChanges(stage, ["defaultRouteSettings", "routeSettings"]),
    );
}

// A plan limits how often a client connects; its messages have only the throttles of the routes, which all clients share.
function checkSum(stack: Stack, stage: Resource, { requestsPerSecond: limit }: Settings): Finding[] {
    const rates = [...ratesOfRoutes(stack, stage)];
    const sum = rates.reduce((total, [, rate]) => total + rate, 0);
    if (sum <= limit) return [];
    const parts = rates.map(([key, rate]) => `"${key}" ${rate.toLocaleString("en-US")}`);
    return [
        finding(stage, {
            actual: `one client may send ${sum.toLocaleString("en-US")} messages a second over its routes: ${parts.join(" + ")}`,
            expected: `at most ${limit.toLocaleString("en-US")} messages per second over all routes of a stage`,
            change: "lower throttlingRateLimit in defaultRouteSettings, or in routeSettings for single routes",
        }),
    ];
}

// Nothing is inherited from the entry for every method.
function checkEntry({ resource, path }: MethodSettings, settings: Settings): Finding[] {
    const findings = limits(resource, ["settings"], "throttlingRateLimit", "throttlingBurstLimit", settings);
    if (findings.length > 0) return findings;
    if (path === undefined) return [unknownPath(resource)];
    return ignoredChanges(resource, ["settings.throttlingRateLimit", "settings.throttlingBurstLimit", "methodPath"]);
}

function checkPlan({ resource }: Plan, settings: Settings): Finding[] {
    const own = limits(resource, ["throttleSettings"], "rateLimit", "burstLimit", settings);
    const stages = readList(resource.props, "apiStages");
    if (stages.state === "unknown") return [...own, unknownValueFinding(resource, stages)];
    const ofMethods = (stages.state === "known" ? stages.value : []).flatMap((_stage, index) => {
        const throttles = readList(resource.props, "apiStages", index, "throttles");
        if (throttles.state === "absent") return [];
        if (throttles.state !== "known") return [unknownValueFinding(resource, throttles)];
        return throttles.value.flatMap((throttle, method) =>
            isBlocked(throttle)
                ? []
                : limits(resource, ["apiStages", index, "throttles", method], "rateLimit", "burstLimit", settings),
        );
    });
    const findings = [...own, ...ofMethods];
    return findings.length > 0 ? findings : ignoredChanges(resource, ["throttleSettings", "apiStages.*.throttles"]);
}

// Limits of 0 leave a method no request, and the plan's own still hold if they do not: aws/aws-cdk#10071.
const isBlocked = (throttle: Plain): boolean =>
    ["rateLimit", "burstLimit"].every((key) => knownValue(readNumber(throttle, key)) === 0);

/** Checks two limits: each is a breach above the limit of the rule, and without one the account's throttle holds. */
function limits(resource: Resource, at: Path, rate: string, burst: string, settings: Settings): Finding[] {
    const { requestsPerSecond: limit } = settings;
    const readings = [rate, burst].map((key) => readNumber(resource.props, ...at, key));
    const above = readings.filter((reading) => reading.state === "invalid" || (knownValue(reading) ?? 0) > limit);
    const unknown = readings.find(({ state }) => state === "unknown");
    if (above.length === 0 && unknown) return [unknownValueFinding(resource, unknown)];
    const wrong = above.length > 0 ? above : readings.filter((reading) => !((knownValue(reading) ?? 0) > 0));
    if (wrong.length === 0) return [];
    const values = wrong.map(
        (reading) => `${pathText([...at, ...reading.path.slice(at.length)])} is ${describeReading(reading)}`,
    );
    const names = [rate, burst].filter((_key, index) => wrong.some((reading) => reading === readings[index]));
    const reason = {
        actual: `${values.join(" and ")}${above.length > 0 ? "" : `, so only ${accountThrottle(settings)} limits the requests`}`,
        expected: `a number above 0 and at most ${limit.toLocaleString("en-US")} requests per second, for ${rate} and ${burst}`,
        change: `set ${names.map((key) => pathText([...at, key])).join(" and ")} to at most ${limit.toLocaleString("en-US")}`,
    };
    return ofTier(above.length > 0 ? "gateway" : tierOf(settings), [finding(resource, reason)]);
}

// Whatever a stage or a plan says, or leaves out (the provider then sends -1, which disables its throttle), the account's
// throttle limits all requests of a region: docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
// and limits.html: 10,000 a second unless raised, and 2,500 in some regions.
const accountThrottle = ({ accountRequestsPerSecond }: Settings): string =>
    `the account's throttle of ${accountRequestsPerSecond.toLocaleString("en-US")} requests per second over all its APIs`;

const tierOf = ({ accountRequestsPerSecond, requestsPerSecond }: Settings): Tier =>
    accountRequestsPerSecond <= requestsPerSecond ? "network" : "gateway";

/**
 * Whether each operation of a stage has its own method settings, so that an entry for every method is not needed; undefined
 * if the operations are not known. A mock calls no backend. An operation for any method cannot be matched with an entry.
 */
function isEachMethodThrottled(stack: Stack, { served: apis, settings }: GatewayStage): boolean | undefined {
    const throttled = new Set(settings.map(({ path }) => path));
    if (throttled.size === 0) return false;
    const calls = apis.map((api) => callsOf(stack, api));
    const isThrottled = ({ path, method, integration }: Call) =>
        integration.type === "mock" || (method !== "ANY" && throttled.has(methodPathOf(path, method)));
    if (calls.some((own) => own?.some((call) => !isThrottled(call)))) return false;
    if (calls.includes(undefined)) return undefined;
    return calls.length > 0 && calls.every((own) => own?.length !== 0);
}

// The engine does not send the body of an API that was only read, so the list of its operations is incomplete.
function callsOf(stack: Stack, api: Resource): readonly Call[] | undefined {
    const definition = definitionOf(api);
    if (["unknown", "unreadable"].includes(definition.state) || (definition.state === "none" && !api.declared))
        return undefined;
    const methods = methodsOf(stack, api).map((method) => ("operation" in method ? method.operation : undefined));
    const readable = methods.filter((call) => call !== undefined);
    if (readable.length < methods.length) return undefined;
    return [...(definition.state === "body" ? definition.body.operations : []), ...readable];
}
