import { createHash } from "node:crypto";
import { catalogue } from "../../../policy/contract/catalogue";
import { rules as statements } from "../../../policy/contract/rules";
import type { PreviewedResource, RuleFinding, RuleVerdict } from "../preview/preview-result";
import { notChecked } from "../preview/verdicts";
import { exitCodes } from "../terminal/exit-codes";
import { estimateCost } from "./cost/cost";
import { type PriceTable, readPrices } from "./cost/price-table";
import { drawArchitecture } from "./drawing/architecture";
import { definitionsOf } from "./facts/definitions";
import type { EngineRun } from "./facts/engine-run";
import { digests } from "./facts/inputs";
import { limitsOf } from "./facts/limits";
import { type Locate, locator } from "./facts/locate";
import type { Report, ReportedFinding, ReportedRule } from "./facts/report-schema";

const words: Readonly<Record<number, Report["verdict"]>> = { [exitCodes.holds]: "holds", [exitCodes.broken]: "broken" };

/** What a report is made with. */
export interface ReportOptions {
    /** Where the engine's events came from. */
    readonly source: Report["source"];
    /** Folder that holds the stack's file and `app`. */
    readonly folder: string;
    /** Prices for the estimate of the cost; by default ours. */
    readonly prices?: PriceTable;
    /** The moment that waivers are seen from; by default now. */
    readonly now?: Date;
}

/** Makes the report of a preview. */
export function buildReport(run: EngineRun, options: ReportOptions): Report {
    const { source, folder, prices = readPrices(), now = new Date() } = options;
    const parents = new Map(run.resources.map(({ urn, parent }) => [urn, parent]));
    const locate = locator(run.stack, parents, folder);
    const rules = run.rules.map((rule) => reportRule(rule, run.errors.length > 0, locate));
    return {
        version: 1,
        stack: run.stack,
        day: now.toISOString().slice(0, 10),
        source,
        verdict: words[run.exitCode] ?? "failed",
        exitCode: run.exitCode,
        rules,
        changes: countChanges(run.resources),
        resources: [...run.resources].sort(byTypeAndName).map(({ urn, type, name, op }) => {
            return { urn, type, name, op, properties: digests(run.inputs.get(urn)) };
        }),
        definitions: definitionsOf(run),
        limits: limitsOf(run),
        architecture: drawArchitecture(run, rules),
        cost: estimateCost(run, prices),
        errors: [...run.errors],
    };
}

function reportRule({ id, checked, findings, waived }: RuleVerdict, failed: boolean, locate: Locate): ReportedRule {
    const seen = new Map<string, number>();
    const withKey = (finding: RuleFinding): ReportedFinding => {
        const key = `${finding.policy}\n${finding.urn}`;
        const count = (seen.get(key) ?? 0) + 1;
        seen.set(key, count);
        return reportFinding(finding, `${key}\n${count}`, locate);
    };
    return {
        id,
        statement: statements[id],
        holds: !failed && findings.length === 0 && checked !== notChecked,
        checked,
        findings: findings.map(withKey),
        waived: waived.map(({ reason, owner, expires, ...finding }) => {
            return { ...withKey(finding), reason, owner, expires };
        }),
    };
}

function reportFinding({ policy, urn, message }: RuleFinding, key: string, locate: Locate): ReportedFinding {
    const severity = catalogue().find(({ name }) => name === policy)?.severity ?? "high";
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
