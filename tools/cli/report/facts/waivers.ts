import { nameOf } from "../../../cloud-simulator/state/urn";
import type { Report, WaivedFinding } from "./report-schema";

/** The report warns of waivers that expire within this number of days. */
const expiryWarningDays = 14;

/** The waived findings, sorted by expiry date. */
export function waivedFindings({ rules }: Report): WaivedFinding[] {
    return rules
        .flatMap(({ waived }) => waived)
        .sort((a, b) => (a.expires < b.expires ? -1 : a.expires > b.expires ? 1 : 0));
}

/** A sentence that lists the waivers that expire soon; undefined if no waiver does. */
export function expiryWarning(report: Report): string | undefined {
    const last = Date.parse(report.day) + expiryWarningDays * 86_400_000;
    const expiring = waivedFindings(report).filter(({ expires }) => Date.parse(expires) <= last);
    if (expiring.length === 0) return undefined;
    const each = expiring.map(({ policy, urn, expires }) => `${policy} at ${nameOf(urn)} on ${expires}`);
    const shown = each.slice(0, 10);
    const more = each.length > shown.length ? `, and ${each.length - shown.length} more` : "";
    return `Waivers that expire within ${expiryWarningDays} days: ${shown.join(", ")}${more}.`;
}
