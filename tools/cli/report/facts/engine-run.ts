import type { EngineEvent } from "@pulumi/pulumi/automation";
import { catalogue } from "../../../../policy/contract/catalogue";
import { type RuleId, ruleIds } from "../../../../policy/contract/rules";
import type { PackReport } from "../../../../policy/pack/report";
import { type Conclusion, conclude } from "../../preview/conclude";
import { EventLog } from "../../preview/event-log";
import { notChecked } from "../../preview/verdicts";
import { type Inputs, inputsOf } from "./inputs";

/** A preview with what its events tell of the resources. */
export interface EngineRun extends Conclusion {
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

/** Puts what a preview showed and what its events tell of the resources together. */
export function runOf(conclusion: Conclusion, events: readonly EngineEvent[]): EngineRun {
    const { stack, exitCode, resources, rules, errors } = conclusion;
    const region = events.find(({ preludeEvent }) => preludeEvent)?.preludeEvent?.config["aws:region"];
    return {
        ...{ stack, exitCode, resources, rules, errors },
        inputs: inputsOf(events),
        ...(region !== undefined && { region }),
    };
}

/**
 * Reads a preview out of the events that were kept of it. Without proof that our pack judged the whole stack, or that
 * the run came to its end, the preview failed: silence must not pass for "holds".
 * @param report what the pack wrote beside it; without it the count of judgements stands for what was judged, and
 * nothing is known of waivers.
 */
export function readRun(stack: string, events: readonly PolicySummaryEvent[], report?: PackReport): EngineRun {
    const log = new EventLog();
    for (const event of events) log.add(event);
    const summaries = events.flatMap(
        ({ policyAnalyzeSummaryEvent, policyAnalyzeStackSummaryEvent }) =>
            policyAnalyzeSummaryEvent ?? policyAnalyzeStackSummaryEvent ?? [],
    );
    const ours = summaries.filter(({ policyPackName }) => policyPackName === packName);
    return runOf(conclude(stack, log, report ?? countChecked(ours), gapIn(events, ours)), events);
}

/** The stack that events are about; undefined where no resource is in them. */
export function stackOf(events: readonly EngineEvent[]): string | undefined {
    for (const { resourcePreEvent } of events) {
        const stack = resourcePreEvent?.metadata.urn.split(":")[2];
        if (stack) return stack;
    }
    return undefined;
}

function gapIn(events: readonly PolicySummaryEvent[], ours: readonly PolicySummary[]): string | undefined {
    if (!events.some(({ summaryEvent }) => summaryEvent)) return "The events end before the preview did.";
    const checkedStack = events.some(
        ({ policyAnalyzeStackSummaryEvent: summary }) => summary?.policyPackName === packName,
    );
    if (ours.length > 0 && checkedStack) return undefined;
    return `The policy pack "${packName}" did not judge this preview: run it with --policy-pack policy.`;
}

function countChecked(summaries: readonly PolicySummary[]): PackReport {
    return {
        rules: ruleIds.map((id) => ({ id, checked: results(id, summaries), counts: {}, findings: [], waived: [] })),
    };
}

function results(id: RuleId, summaries: readonly PolicySummary[]): string {
    const names = new Set<string>(
        catalogue()
            .filter(({ ruleId }) => ruleId === id)
            .map(({ name }) => name),
    );
    const count = summaries
        .flatMap(({ passed = [], failed = [] }) => [...passed, ...failed])
        .filter((name) => names.has(name)).length;
    return count === 0 ? notChecked : count === 1 ? "judged once" : `${count} judgements`;
}
