import { nameOf } from "../../../cloud-simulator/state/urn";
import type { Report, WaivedFinding } from "./report-schema";

/** Within how many days of the report a waiver that ends is told of. */
export const soonDays = 14;

/** What is waived, the waivers that end first before the others. */
export function waivedFindings({ rules }: Report): WaivedFinding[] {
    return rules
        .flatMap(({ waived }) => waived)
        .sort((a, b) => (a.expires < b.expires ? -1 : a.expires > b.expires ? 1 : 0));
}

/** What is waived for no more than `soonDays` days after the day of the report. */
export function expiring(report: Report): WaivedFinding[] {
    const last = Date.parse(report.day) + soonDays * 86_400_000;
    return waivedFindings(report).filter(({ expires }) => Date.parse(expires) <= last);
}

/** Whose a waiver is and how long it holds: `waived until 2026-12-01 by team-x: legacy`. */
export function waiverInWords({ expires, owner, reason }: WaivedFinding): string {
    return `waived until ${expires} by ${owner}: ${reason}`;
}

/** That waivers end soon, in a sentence; undefined if none does. */
export function soonInWords(report: Report): string | undefined {
    const soon = expiring(report);
    if (soon.length === 0) return undefined;
    const each = soon.map(({ policy, urn, expires }) => `${policy} at ${nameOf(urn)} on ${expires}`);
    const shown = each.slice(0, 10);
    const more = each.length > shown.length ? `, and ${each.length - shown.length} more` : "";
    return `Waivers that expire within ${soonDays} days: ${shown.join(", ")}${more}.`;
}
