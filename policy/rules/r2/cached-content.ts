import type { StackPolicy } from "../../contract/policy";
import { combineResults, type RuleResult, uncountedResult } from "../../contract/result";
import type { Settings } from "../../contract/settings";
import { onTranslated } from "../../contract/translated-checks";
import { type GetOperation, getOperationsOf } from "../../gateway/get-operations";
import { type Gateway, type GatewayStage, gatewayOf, type MethodSettings } from "../../gateway/graph";
import { everyMethod, methodPathOf, methodPathSpelling } from "../../gateway/method-path";
import { openComponent, openComponents } from "../../gateway/open-component";
import type { Call } from "../../gateway/operation";
import { stageName } from "../../gateway/stage-name";
import { followingFinding, openSettings, unknownPath, unresolvedFinding } from "../../gateway/unresolved";
import { type Finding, finding, quietly } from "../../reading/finding";
import type { Resource, Stack } from "../../reading/resource";
import { knownValue, readBoolean } from "../../reading/value";
import { checkGetOperation, checkNamespaces } from "./cache-key";
import { checkCaching, checkCanary, checkCluster } from "./cache-settings";
import { checkHttpApis } from "./http-api";
import { checkUnmatched, checkUnserved } from "./unserved-resources";

/** R2 for the whole stack: the stage's cache serves every GET operation whose content is not constantly refreshed. */
export const cachedContent: StackPolicy = {
    name: "r2-cached-content",
    ruleId: "R2",
    tier: "gateway",
    scope: "stack",
    displayName: "Content is cached at the stage",
    description: "The stage's cache serves every GET operation whose content is not constantly refreshed.",
    severity: "high",
    remediationSteps:
        "Enable the stage's cache cluster, set caching and a time to live for */*, and put every parameter into the cache key.",
    tags: ["aws", "apigateway", "cache"],
    settings: ["lowestTtlSeconds", "freshnessMarks", "exemptOperations"],
    check: onTranslated((stack, settings) => {
        const gateway = gatewayOf(stack);
        const { counts, findings } = combineResults([
            uncountedResult(checkUnserved(stack, gateway)),
            // R4 warns of it.
            uncountedResult(quietly(openComponents(stack).map(openComponent))),
            ...gateway.stages.map((stage) => checkStage(stack, gateway, stage, settings)),
            ...checkHttpApis(stack, settings),
        ]);
        // A problem of an API is found at each of its stages and GET operations, but reported once.
        return { counts, findings: distinct(findings) };
    }),
};

function checkStage(stack: Stack, gateway: Gateway, stage: GatewayStage, settings: Settings): RuleResult {
    const findings: Finding[] = [];
    if (stage.apis.length === 0) findings.push(unlinked(stage.resource));
    const { reads, unreadable } = getOperationsOf(stack, stage.served);
    findings.push(...unreadable, ...repeated(stage), ...checkUnmatched(stack, stage));
    const isVolatile = ({ operation: { freshness } }: GetOperation) =>
        settings.freshnessMarks.includes(freshness ?? "");
    const volatile = reads.filter(isVolatile);
    const cacheable = reads.filter((get) => !isVolatile(get));
    if (cacheable.length === 0) return { counts: counted(0, volatile.length), findings };
    const cluster = checkCluster(stage.resource);
    findings.push(...cluster, ...checkCanary(stage.resource));
    const broken = new Set<GetOperation>();
    const uncovered: GetOperation[] = [];
    for (const get of cacheable) {
        const entry = entryFor(stage, get.operation);
        if (!entry) uncovered.push(get);
        const ofEntry = entry && cluster.length === 0 ? checkCaching(entry, settings) : [];
        // A method whose own entry switches the cache off has no cache key to correct.
        const ofKey = ofEntry.length > 0 && entry && isSwitchedOff(entry) ? [] : checkGetOperation(stack, get);
        findings.push(...ofEntry, ...ofKey);
        if (!entry || cluster.length + ofEntry.length + ofKey.length > 0) broken.add(get);
    }
    findings.push(...checkNamespaces(cacheable));
    const [first] = uncovered;
    if (first && cluster.length === 0)
        findings.push(withoutSettings(gateway, stage, first.operation, uncovered.length));
    return { counts: counted(cacheable.length - broken.size, volatile.length), findings };
}

const isSwitchedOff = ({ resource, path }: MethodSettings): boolean =>
    path !== everyMethod && knownValue(readBoolean(resource.props, "settings", "cachingEnabled")) === false;

// An entry for one method replaces the entry for every method completely: omitted settings are off, not inherited.
const entryFor = (stage: GatewayStage, { path, method }: Call): MethodSettings | undefined =>
    stage.settings.find((entry) => entry.path === methodPathOf(path, method)) ??
    stage.settings.find((entry) => entry.path === everyMethod);

function repeated(stage: GatewayStage): Finding[] {
    const seen = new Set<string>();
    return stage.settings.flatMap(({ resource, path }) => {
        if (path === undefined) return [unknownPath(resource)];
        if (!seen.has(path)) {
            seen.add(path);
            return [];
        }
        return [
            finding(resource, {
                actual: `another MethodSettings of the same stage has the same methodPath, and the last one written wins`,
                expected: "one MethodSettings for each path of a stage",
                change: "merge the two",
            }),
        ];
    });
}

function withoutSettings(gateway: Gateway, stage: GatewayStage, { path, method }: Call, count: number): Finding {
    const [cause] = openSettings(gateway, stage);
    return followingFinding(cause, stage.resource, {
        actual: `${count === 1 ? "1 GET operation has" : `${count} GET operations have`} no method settings, and nothing is cached without them: ${method} ${path}${count > 1 ? " and others" : ""}`,
        expected: `MethodSettings for ${everyMethod}, or for each operation, with caching enabled`,
        change: `add MethodSettings with methodPath "${everyMethod}" (or "${methodPathSpelling(path, method)}") and cachingEnabled true`,
    });
}

const unlinked = (stage: Resource): Finding =>
    unresolvedFinding(stage, "restApi", {
        actual: `restApi does not resolve to a RestApi of this stack${stageName(stage) === undefined ? "" : ` (stage "${stageName(stage)}")`}, and its GET operations cannot be checked`,
        expected: "a stage of an API that this program declares",
        change: "set restApi to the id of a RestApi of this program",
    });

function counted(cached: number, volatile: number): Record<string, number> {
    return { ...(cached > 0 && { cached }), ...(volatile > 0 && { volatile }) };
}

const distinct = (findings: readonly Finding[]): Finding[] => [
    ...new Map(findings.map((item) => [`${item.urn}\n${item.message}`, item])).values(),
];
