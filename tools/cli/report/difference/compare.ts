import type { BaseReport } from "../base-report";
import { cents } from "../cost/amount";
import type { Definition, Difference, Report } from "../facts/report-schema";
import { compareDefinitions } from "./compare-operations";

type Compared = Extract<Difference, { added: unknown }>;

/** Compares a report with that of its base commit. */
export function compare(report: Report, base: BaseReport): Difference {
    if ("error" in base) return { commit: base.commit, error: base.error };
    const before = base.report;
    const brokenBefore = new Set(before.rules.flatMap(({ id, holds }) => (holds ? [] : [id])));
    const brokenNow = new Set(report.rules.flatMap(({ id, holds }) => (holds ? [] : [id])));
    return {
        commit: base.commit,
        added: without(live(report), live(before)),
        removed: without(live(before), live(report)),
        changed: changedResources(live(before), live(report)),
        ...compareApis(before.definitions, report.definitions),
        limits: changedLimits(before, report),
        waivers: changedWaivers(before, report),
        costs: changedCosts(before, report),
        newlyBroken: [...brokenNow].filter((id) => !brokenBefore.has(id)),
        fixed: report.verdict === "failed" ? [] : [...brokenBefore].filter((id) => !brokenNow.has(id)),
        fixedCost: cents(report.cost.fixedTotal - before.cost.fixedTotal),
        usageCost: cents(report.cost.usageTotal - before.cost.usageTotal),
    };
}

// Deleted resources no longer belong to the stack, in either report.
function live({ resources }: Report): Report["resources"] {
    return resources.filter(({ op }) => op !== "delete");
}

function without(resources: Report["resources"], others: Report["resources"]): Report["resources"] {
    const urns = new Set(others.map(({ urn }) => urn));
    return resources.filter(({ urn }) => !urns.has(urn));
}

function changedResources(before: Report["resources"], after: Report["resources"]): Compared["changed"] {
    const was = new Map(before.map(({ urn, properties }) => [urn, properties]));
    return after.flatMap(({ urn, type, name, properties: is }) => {
        const old = was.get(urn);
        if (!old) return [];
        const properties = [...new Set([...Object.keys(old), ...Object.keys(is)])]
            .filter((property) => old[property] !== is[property])
            .sort();
        return properties.length === 0 ? [] : [{ urn, type, name, properties }];
    });
}

// An API in only one report is compared with an empty API; an API whose body cannot be read is not compared.
function compareApis(
    before: readonly Definition[],
    after: readonly Definition[],
): Pick<Compared, "operations" | "notCompared"> {
    const names = [...new Set([...before, ...after].map(({ api }) => api))].sort();
    const none = { known: true, operations: [], schemas: {} };
    const pairs = names.map((api) => {
        const find = (definitions: readonly Definition[]) =>
            definitions.find((definition) => definition.api === api) ?? { api, ...none };
        return [find(before), find(after)] as const;
    });
    return {
        operations: pairs.flatMap(([was, is]) => (was.known && is.known ? compareDefinitions(was, is) : [])),
        notCompared: pairs.flatMap(([was, is]) => (was.known && is.known ? [] : [is.api])),
    };
}

function changedLimits(before: Report, after: Report): Compared["limits"] {
    const was = new Map(before.limits.map((limit) => [`${limit.subject}\n${limit.limit}`, limit]));
    const is = new Map(after.limits.map((limit) => [`${limit.subject}\n${limit.limit}`, limit]));
    return [...new Map([...was, ...is])].flatMap(([key, { subject, limit }]) => {
        const [from, to] = [was.get(key)?.value, is.get(key)?.value];
        if (from === to) return [];
        return [
            { subject, limit, ...(from !== undefined && { before: from }), ...(to !== undefined && { after: to }) },
        ];
    });
}

function changedWaivers(before: Report, after: Report): Compared["waivers"] {
    const expiries = ({ rules }: Report) =>
        new Map(rules.flatMap(({ waived }) => waived.map((one) => [`${one.policy}\n${one.urn}`, one] as const)));
    const [was, is] = [expiries(before), expiries(after)];
    return [...new Map([...was, ...is])].flatMap(([key, { policy, urn }]) => {
        const [from, to] = [was.get(key)?.expires, is.get(key)?.expires];
        if (from === to) return [];
        return [{ policy, urn, ...(from !== undefined && { before: from }), ...(to !== undefined && { after: to }) }];
    });
}

function changedCosts(before: Report, after: Report): Compared["costs"] {
    const monthly = ({ cost }: Report) =>
        new Map([...cost.fixed, ...cost.usage].map(({ what, monthly }) => [what, monthly]));
    const [was, is] = [monthly(before), monthly(after)];
    return [...new Set([...was.keys(), ...is.keys()])]
        .map((what) => ({ what, before: was.get(what) ?? 0, after: is.get(what) ?? 0 }))
        .filter(({ before, after }) => before !== after);
}
