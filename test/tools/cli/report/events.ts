import type { EngineEvent } from "@pulumi/pulumi/automation";

const stack = "urn:pulumi:x::gatehouse::";

/** URN of a resource below the types of its parents. */
export function urn(types: string, name: string): string {
    return `${stack}${types}::${name}`;
}

/** A resource of a preview; `parent` is a URN. */
export function resource(
    types: string,
    name: string,
    { op = "create", parent = "", inputs = {} }: { op?: string; parent?: string; inputs?: object } = {},
): EngineEvent {
    const type = types.split("$").at(-1) ?? "";
    const state = { type, urn: urn(types, name), parent, inputs };
    return event({ resourcePreEvent: { metadata: { op, urn: urn(types, name), type, new: state } } });
}

/** A finding of the pack; the engine puts the policy's description first. */
export function violation(policyName: string, resourceUrn: string, message: string): EngineEvent {
    const rest = { color: "never", policyPackName: "gatehouse", policyPackVersion: "1", enforcementLevel: "mandatory" };
    return event({ policyEvent: { policyName, resourceUrn, message, ...rest } });
}

/** An error of the engine or the program. */
export function failure(message: string): EngineEvent {
    return event({ diagnosticEvent: { severity: "error", message, color: "never" } });
}

/** The last events of a preview, after the pack has checked everything. */
export const checkedAndEnded: readonly EngineEvent[] = [
    event({
        policyAnalyzeStackSummaryEvent: {
            policyPackName: "gatehouse",
            passed: ["r1-private-paths", "r2-cached-content", "r3-rate-limits", "r4-usage-plans"],
        },
    }),
    event({ summaryEvent: { maybeCorrupt: false, durationSeconds: 1, resourceChanges: {}, PolicyPacks: {} } }),
];

function event(payload: object): EngineEvent {
    return { sequence: 0, timestamp: 0, ...payload } as EngineEvent;
}
