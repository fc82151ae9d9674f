import { createHash } from "node:crypto";
import { rules as statements } from "../../../policy/contract/rules";
import { catalogue } from "../../../policy/pack/catalogue";
import type { RuleFinding, RuleVerdict } from "../preview/preview-result";
import { notChecked } from "../preview/verdicts";
import { exitCodes } from "../terminal/exit-codes";
import type { PriceTable, Use } from "./cost/price-schema";
import { regionalPrices, withAssumed } from "./cost/price-table";
import type { EngineRun } from "./facts/engine-run";
import { type Locate, locator } from "./facts/locate";
import {
    type Report,
    type ReportedFinding,
    type ReportedRule,
    reportSchema,
    reportVersion,
} from "./facts/report-schema";
import { sections } from "./sections/sections";

const verdicts: Readonly<Record<number, Report["verdict"]>> = {
    [exitCodes.holds]: "holds",
    [exitCodes.broken]: "broken",
};

/** The inputs of a report besides the preview itself. */
export interface ReportOptions {
    /** Origin of the engine's events. */
    readonly source: Report["source"];
    /** Folder with the stack file and `app`. */
    readonly folder: string;
    /** Path of the stack file, relative to that folder. Default: that of the stack's name. */
    readonly stackFile?: string | undefined;
    /** Price table of the cost estimate. Default: the project's own for the region of the stack. */
    readonly prices?: PriceTable | undefined;
    /** Usage that replaces the assumptions of the price table. Default: none. */
    readonly assume?: Readonly<Partial<Record<Use, number>>>;
    /** Time of the report, for the expiry of waivers and of Kubernetes versions. Default: the current time. */
    readonly now?: Date;
}

/** Builds the report of a preview: the rules here, all other fields by the sections. */
export function buildReport(run: EngineRun, options: ReportOptions): Report {
    const { source, folder, stackFile, assume = {}, now = new Date() } = options;
    const prices = withAssumed(options.prices ?? regionalPrices(run.region), assume);
    const day = now.toISOString().slice(0, 10);
    const locate = locator(run, folder, stackFile);
    const rules = run.rules.map((rule) => reportRule(rule, run.errors.length > 0, locate));
    const parts: Partial<Report> = {};
    for (const { build } of sections) Object.assign(parts, build?.(run, { rules, prices, day }));
    return reportSchema.parse({
        version: reportVersion,
        stack: run.stack,
        day,
        source,
        ...(run.preset && { preset: run.preset }),
        verdict: verdictOf(run.exitCode, rules),
        exitCode: run.exitCode,
        rules,
        ...parts,
        errors: run.errors,
    });
}

function verdictOf(exitCode: number, rules: readonly ReportedRule[]): Report["verdict"] {
    const verdict = verdicts[exitCode] ?? "failed";
    return verdict === "holds" && rules.some(({ undecided }) => undecided.length > 0) ? "undecided" : verdict;
}

function reportRule(rule: RuleVerdict, failed: boolean, locate: Locate): ReportedRule {
    const { id, checked, findings, undecided, warnings, waived } = rule;
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
        holds: !failed && findings.length + undecided.length === 0 && checked !== notChecked,
        checked,
        findings: findings.map(withKey),
        undecided: undecided.map(withKey),
        warnings: warnings.map(withKey),
        waived: waived.map(({ reason, owner, expires, reviewed, ...finding }) => {
            return { ...withKey(finding), reason, owner, expires, ...(reviewed !== undefined && { reviewed }) };
        }),
    };
}

function reportFinding({ policy, urn, message }: RuleFinding, key: string, locate: Locate): ReportedFinding {
    const severity = catalogue().find(({ name }) => name === policy)?.severity ?? "high";
    const fingerprint = createHash("sha256").update(key).digest("hex").slice(0, 32);
    return { fingerprint, policy, severity, urn, message, location: locate(urn, message) };
}
