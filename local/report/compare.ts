import type { BaseReport } from "./base-report";
import { cents } from "./cost";
import type { Difference, Report } from "./report-schema";

/** What a change makes of a stack: the report against that of its base. */
export function compare(report: Report, base: BaseReport): Difference {
    if ("error" in base) return { commit: base.commit, error: base.error };
    const before = base.report;
    const brokenBefore = new Set(before.rules.flatMap(({ id, holds }) => (holds ? [] : [id])));
    const brokenNow = new Set(report.rules.flatMap(({ id, holds }) => (holds ? [] : [id])));
    return {
        commit: base.commit,
        added: without(report.resources, before.resources),
        removed: without(before.resources, report.resources),
        newlyBroken: [...brokenNow].filter((id) => !brokenBefore.has(id)),
        mended: report.verdict === "failed" ? [] : [...brokenBefore].filter((id) => !brokenNow.has(id)),
        fixedCost: cents(report.cost.fixedTotal - before.cost.fixedTotal),
    };
}

function without(resources: Report["resources"], others: Report["resources"]): Report["resources"] {
    const urns = new Set(others.map(({ urn }) => urn));
    return resources.filter(({ urn }) => !urns.has(urn));
}
