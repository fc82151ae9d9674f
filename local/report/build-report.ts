import { createHash } from "node:crypto";
import { catalogue, rules as statements } from "../../policy/catalogue";
import { exitCodes } from "../exit-codes";
import type { PreviewedResource, RuleFinding, RuleVerdict } from "../preview/preview-result";
import { drawArchitecture } from "./architecture";
import { estimateCost } from "./cost";
import type { EngineRun } from "./engine-run";
import { type Locate, locator } from "./locate";
import { readPrices } from "./price-table";
import type { Report, ReportedFinding, ReportedRule } from "./report-schema";

const words: Readonly<Record<number, Report["verdict"]>> = { [exitCodes.holds]: "holds", [exitCodes.broken]: "broken" };

/**
 * Makes the report of a preview.
 * @param folder folder that holds the stack's file and `app`.
 * @param prices prices for the estimate of its cost.
 */
export function buildReport(run: EngineRun, source: Report["source"], folder: string, prices = readPrices()): Report {
    const parents = new Map(run.resources.map(({ urn, parent }) => [urn, parent]));
    const locate = locator(run.stack, parents, folder);
    const rules = run.rules.map((rule) => reportRule(rule, run.errors.length > 0, locate));
    return {
        version: 1,
        stack: run.stack,
        source,
        verdict: words[run.exitCode] ?? "failed",
        exitCode: run.exitCode,
        rules,
        changes: countChanges(run.resources),
        resources: [...run.resources].sort(byTypeAndName).map(({ urn, type, name, op }) => ({ urn, type, name, op })),
        architecture: drawArchitecture(run, rules),
        cost: estimateCost(run, prices),
        errors: [...run.errors],
    };
}

function reportRule({ id, judged, findings }: RuleVerdict, failed: boolean, locate: Locate): ReportedRule {
    const seen = new Map<string, number>();
    const reported = findings.map((finding): ReportedFinding => {
        const key = `${finding.policy}\n${finding.urn}`;
        const count = (seen.get(key) ?? 0) + 1;
        seen.set(key, count);
        return reportFinding(finding, `${key}\n${count}`, locate);
    });
    const holds = !failed && findings.length === 0 && judged !== "not judged";
    return { id, statement: statements[id], holds, judged, findings: reported };
}

function reportFinding({ policy, urn, message }: RuleFinding, key: string, locate: Locate): ReportedFinding {
    const severity = catalogue.find(({ name }) => name === policy)?.severity ?? "high";
    const fingerprint = createHash("sha256").update(key).digest("hex").slice(0, 32);
    return { fingerprint, policy, severity, urn, message, location: locate(urn, message) };
}

function countChanges(resources: readonly PreviewedResource[]): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { op } of resources) counts[op] = (counts[op] ?? 0) + 1;
    return counts;
}

// The order of registration differs from run to run.
function byTypeAndName(a: PreviewedResource, b: PreviewedResource): number {
    return a.type < b.type ? -1 : a.type > b.type ? 1 : a.urn < b.urn ? -1 : 1;
}
