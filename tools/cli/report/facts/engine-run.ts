import type { EngineEvent } from "@pulumi/pulumi/automation";
import { type RuleId, ruleIds } from "../../../../policy/contract/rules";
import { catalogue } from "../../../../policy/pack/catalogue";
import type { PackReport, RuleReport } from "../../../../policy/pack/report";
import { type RegisteredBackend, registeredBackend } from "../../../gateway-emulator/state/registered-backends";
import { type Checked, type Conclusion, conclude } from "../../preview/conclude";
import { EventLog } from "../../preview/event-log";
import { notChecked } from "../../preview/verdicts";
import { type Inputs, inputsOf } from "./inputs";

/** A preview with the inputs of its resources. */
export interface EngineRun extends Conclusion {
    /** Inputs of each resource by URN, secrets masked. */
    readonly inputs: ReadonlyMap<string, Inputs>;
    /** Backends by the URN of the component that registered them. */
    readonly backends: ReadonlyMap<string, RegisteredBackend>;
    /** Configured AWS region; absent if unknown. */
    readonly region?: string;
}

/** Name of the project's policy pack in the engine's events. */
const packName = "gatehouse";

/** A summary event that the SDK's types do not declare (pulumi/pulumi, sdk/go/common/apitype/events.go). */
interface PolicySummary {
    readonly policyPackName: string;
    readonly passed?: readonly string[];
    readonly failed?: readonly string[];
}

type PolicySummaryEvent = EngineEvent & {
    readonly policyAnalyzeSummaryEvent?: PolicySummary;
    readonly policyAnalyzeStackSummaryEvent?: PolicySummary;
};

/** Adds the inputs of the resources and the registered backends to a preview. */
export function runOf(conclusion: Conclusion, events: readonly EngineEvent[]): EngineRun {
    const { stack, preset, exitCode, resources, rules, errors } = conclusion;
    const region = events.find(({ preludeEvent }) => preludeEvent)?.preludeEvent?.config["aws:region"];
    return {
        ...{ stack, exitCode, resources, rules, errors },
        ...(preset && { preset }),
        inputs: inputsOf(events),
        backends: backendsOf(events),
        ...(region !== undefined && { region }),
    };
}

// A component has several events; the last one has the outputs that it registered.
function backendsOf(events: readonly EngineEvent[]): Map<string, RegisteredBackend> {
    const backends = new Map<string, RegisteredBackend>();
    for (const { resOutputsEvent } of events) {
        const { urn = "", new: state } = resOutputsEvent?.metadata ?? {};
        const backend = registeredBackend(state?.outputs);
        if (backend) backends.set(urn, backend);
    }
    return backends;
}

/**
 * Reads a preview from its event log. Unless the log proves that the pack checked the whole stack and that the run was
 * complete, the preview counts as failed: missing events must not be reported as "holds".
 * @param report the report that the pack wrote during the preview. Default: the number of checks is taken from the
 * events, and waivers and the preset are unknown.
 */
export function readRun(stack: string, events: readonly PolicySummaryEvent[], report?: PackReport): EngineRun {
    const log = new EventLog();
    for (const event of events) log.add(event);
    const summaries = events.flatMap(
        ({ policyAnalyzeSummaryEvent, policyAnalyzeStackSummaryEvent }) =>
            policyAnalyzeSummaryEvent ?? policyAnalyzeStackSummaryEvent ?? [],
    );
    const ours = summaries.filter(({ policyPackName }) => policyPackName === packName);
    return runOf(conclude(stack, log, report ?? countChecked(ours), incompleteness(events, ours)), events);
}

/** The stack of an event log; undefined if the log has no resources. */
export function stackOf(events: readonly EngineEvent[]): string | undefined {
    for (const { resourcePreEvent } of events) {
        const stack = resourcePreEvent?.metadata.urn.split(":")[2];
        if (stack) return stack;
    }
    return undefined;
}

function incompleteness(events: readonly PolicySummaryEvent[], ours: readonly PolicySummary[]): string | undefined {
    if (!events.some(({ summaryEvent }) => summaryEvent)) return "The events end before the preview did.";
    const checkedStack = events.some(
        ({ policyAnalyzeStackSummaryEvent: summary }) => summary?.policyPackName === packName,
    );
    if (ours.length > 0 && checkedStack) return undefined;
    return `The policy pack "${packName}" did not check this preview: run it with --policy-pack policy.`;
}

function countChecked(summaries: readonly PolicySummary[]): Checked {
    const nothing = { counts: {}, findings: [], undecided: [], waived: [] };
    return { rules: ruleIds.map((id): RuleReport => ({ id, checked: checkedText(id, summaries), ...nothing })) };
}

function checkedText(id: RuleId, summaries: readonly PolicySummary[]): string {
    const names = new Set<string>(
        catalogue()
            .filter(({ ruleId }) => ruleId === id)
            .map(({ name }) => name),
    );
    const count = summaries
        .flatMap(({ passed = [], failed = [] }) => [...passed, ...failed])
        .filter((name) => names.has(name)).length;
    return count === 0 ? notChecked : count === 1 ? "1 check" : `${count} checks`;
}
