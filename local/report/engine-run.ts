import type { EngineEvent } from "@pulumi/pulumi/automation";
import { catalogue, type RuleId } from "../../policy/catalogue";
import { exitCodes } from "../exit-codes";
import { EventLog } from "../preview/event-log";
import type { PreviewResult } from "../preview/preview-result";
import { verdicts } from "../preview/verdicts";

import { type Inputs, inputsOf } from "./inputs";

/** A preview as its events tell of it. */
export interface EngineRun extends Omit<PreviewResult, "seconds"> {
    /** Inputs of each resource by URN, secrets masked. */
    readonly inputs: ReadonlyMap<string, Inputs>;
    /** Region of AWS, as configured. */
    readonly region?: string;
}

/** Name of our policy pack in the engine's events. */
const packName = "gatehouse";

/** The engine writes these; the SDK's types leave them out (pulumi/pulumi, sdk/go/common/apitype/events.go). */
interface PolicySummary {
    readonly policyPackName: string;
    readonly passed?: readonly string[];
    readonly failed?: readonly string[];
}

type PolicySummaryEvent = EngineEvent & {
    readonly policyAnalyzeSummaryEvent?: PolicySummary;
    readonly policyAnalyzeStackSummaryEvent?: PolicySummary;
};

/**
 * Reads a preview out of its events. Without proof that our pack judged the whole stack, or that the run came to
 * its end, the preview failed: silence must not pass for "holds".
 * @param known `judged` is what the pack itself says of each rule (without it the count of judgements stands for it),
 * `error` what the engine says of its failure.
 */
export function readRun(
    stack: string,
    events: readonly PolicySummaryEvent[],
    { judged, error }: { judged?: Readonly<Partial<Record<RuleId, string>>>; error?: string } = {},
): EngineRun {
    const log = new EventLog();
    for (const event of events) log.add(event);
    const summaries = events.flatMap(
        ({ policyAnalyzeSummaryEvent, policyAnalyzeStackSummaryEvent }) =>
            policyAnalyzeSummaryEvent ?? policyAnalyzeStackSummaryEvent ?? [],
    );
    const ours = summaries.filter(({ policyPackName }) => policyPackName === packName);
    const ids = [...new Set(catalogue.map(({ ruleId }) => ruleId))];
    const rules = verdicts(log.findings, {
        rules: ids.map((id) => ({
            id,
            judged: judged?.[id] ?? countJudged(id, ours),
            counts: {},
            findings: [],
            waived: [],
        })),
    });
    const isBroken = rules.some(({ findings }) => findings.length > 0);
    // A broken rule fails the preview too, and is told of as a finding; any other failure is told of beside it.
    const unexplained = isBroken ? [] : error ? [error] : gaps(events, ours);
    const errors = log.errors.length > 0 ? log.errors : unexplained;
    const region = events.find(({ preludeEvent }) => preludeEvent)?.preludeEvent?.config["aws:region"];
    return {
        stack,
        ...(region !== undefined && { region }),
        exitCode: errors.length > 0 ? exitCodes.failed : isBroken ? exitCodes.broken : exitCodes.holds,
        resources: log.resources,
        inputs: inputsOf(events),
        rules,
        errors,
    };
}

/** The stack that events are about; undefined where no resource is in them. */
export function stackOf(events: readonly EngineEvent[]): string | undefined {
    for (const { resourcePreEvent } of events) {
        const stack = resourcePreEvent?.metadata.urn.split(":")[2];
        if (stack) return stack;
    }
    return undefined;
}

function gaps(events: readonly PolicySummaryEvent[], ours: readonly PolicySummary[]): string[] {
    if (!events.some(({ summaryEvent }) => summaryEvent)) return ["The events end before the preview did."];
    const judgedStack = events.some(
        ({ policyAnalyzeStackSummaryEvent: summary }) => summary?.policyPackName === packName,
    );
    if (ours.length > 0 && judgedStack) return [];
    return [`The policy pack "${packName}" did not judge this preview: run it with --policy-pack policy.`];
}

function countJudged(id: RuleId, summaries: readonly PolicySummary[]): string {
    const names = new Set<string>(catalogue.filter(({ ruleId }) => ruleId === id).map(({ name }) => name));
    const count = summaries
        .flatMap(({ passed = [], failed = [] }) => [...passed, ...failed])
        .filter((name) => names.has(name)).length;
    return count === 0 ? "not judged" : count === 1 ? "judged once" : `${count} judgements`;
}
