import { readFileSync } from "node:fs";
import type { LineCounter, Node, YAMLMap } from "yaml";
import { type RuleId, ruleIds } from "../contract/rules";
import { waiversVariable } from "../contract/settings";
import { policies } from "../rules/policies";
import { tooBroad } from "./urn-pattern";
import { type Waiver, type WaiverProblem, waiverProblem } from "./waiver";

/** The valid waivers of a file, and the problems with all others. */
export interface Waivers {
    readonly waivers: readonly Waiver[];
    readonly problems: readonly WaiverProblem[];
}

/** The waivers of a run without a file of waivers. */
const noWaivers: Waivers = { waivers: [], problems: [] };

/** Maximum number of days from today that a waiver may last. */
const maxDays = 90;
/** Number of days from its review for which a reviewed waiver is valid. */
const reviewDays = 365;
/** Minimum number of characters of a reason. */
const minReasonLength = 20;

const keys = ["policy", "rule", "urn", "reason", "owner", "expires", "reviewed"] as const;
type Key = (typeof keys)[number];

const form =
    "waivers: a list of { policy or rule, urn, reason, owner, expires or reviewed }, as policy/README.md#waivers shows";

/**
 * Reads the file of waivers that the environment names, if any. The engine starts the pack before the program, so a
 * program cannot write a file of waivers that takes effect in the same run.
 */
export function loadWaivers(environment: Readonly<Record<string, string | undefined>>, now: Date): Waivers {
    const file = environment[waiversVariable];
    if (!file) return noWaivers;
    let text: string;
    try {
        text = readFileSync(file, "utf8");
    } catch (error) {
        const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
        const problem = waiverProblem(`file ${JSON.stringify(file)}`, {
            actual: `it cannot be read${code}`,
            expected: `${waiversVariable} as a path that is absolute or relative to the pack's folder`,
            change: `correct ${waiversVariable}, or unset it`,
        });
        return { waivers: [], problems: [problem] };
    }
    return parseWaivers(text, file, dayOf(now));
}

/**
 * Parses a file of waivers. A waiver with a problem waives nothing.
 * @param today `YYYY-MM-DD` in UTC.
 */
export function parseWaivers(text: string, file: string, today: string): Waivers {
    // Loaded on demand, because it would slow down the start of every preview.
    const yaml: typeof import("yaml") = require("yaml");
    const lines = new yaml.LineCounter();
    const document = yaml.parseDocument(text, { lineCounter: lines, logLevel: "silent", merge: false });
    const [error] = document.errors;
    if (error) return unreadable(placeOf(file, error.linePos?.[0].line ?? 1), "it is not YAML");
    const place = (node: Node): string => placeOf(file, lineOf(lines, node));
    const root = document.contents;
    if (!yaml.isMap(root) || root.items.length !== 1) {
        return unreadable(placeOf(file, 1), 'it is not an object with "waivers" as its only key');
    }
    const list = root.get("waivers", true);
    if (!yaml.isSeq(list)) return unreadable(placeOf(file, 1), '"waivers" is not a list');
    const entries = (list.items as Node[]).map((entry) =>
        yaml.isMap(entry) ? readWaiver(valuesOf(yaml, entry), place(entry), today) : notAnObject(place(entry)),
    );
    return {
        waivers: entries.flatMap((entry) => ("waiver" in entry ? [entry.waiver] : [])),
        problems: entries.flatMap((entry) => ("problem" in entry ? [entry.problem] : [])),
    };
}

const unreadable = (place: string, actual: string): Waivers => ({
    waivers: [],
    problems: [waiverProblem(place, { actual, expected: form, change: "correct the file of waivers" })],
});

const notAnObject = (place: string): Entry => ({
    problem: waiverProblem(place, { actual: "it is not an object", expected: form, change: "write one" }),
});

const placeOf = (file: string, line: number): string => `${JSON.stringify(file)} line ${line}`;

const lineOf = (lines: LineCounter, node: Node | null): number => lines.linePos(node?.range?.[0] ?? 0).line;

// Aliases are not resolved and count as invalid values, so that nothing is hidden behind one.
function valuesOf(yaml: typeof import("yaml"), entry: YAMLMap): ReadonlyMap<string, unknown> {
    return new Map(
        entry.items.map(({ key, value }) => [
            yaml.isScalar(key) ? String(key.value) : "?",
            yaml.isScalar(value) ? value.value : undefined,
        ]),
    );
}

type Entry = { readonly waiver: Waiver } | { readonly problem: WaiverProblem };

function readWaiver(values: ReadonlyMap<string, unknown>, place: string, today: string): Entry {
    const string = (key: Key): string => {
        const value = values.get(key);
        return typeof value === "string" ? value.trim() : "";
    };
    const target = targetOf(string("policy"), string("rule"));
    const [urn, reason, owner] = [string("urn"), string("reason"), string("owner")];
    const period = periodOf(
        values.has("expires") && string("expires"),
        values.has("reviewed") && string("reviewed"),
        today,
    );
    const problems = [
        ...[...values.keys()]
            .filter((key) => !keys.some((known) => known === key))
            .map((key) => `the key ${JSON.stringify(key)} is not known`),
        target === undefined && '"policy" or "rule" does not name one policy or one rule of this pack',
        urn === "" ? '"urn" is not a string' : tooBroad(urn) !== undefined && `"urn" is too broad: it ${tooBroad(urn)}`,
        reason.length < minReasonLength && `"reason" has ${reason.length} characters`,
        owner === "" && '"owner" is not a string',
        "problem" in period && period.problem,
        values.has("reviewed") && target !== undefined && reviewProblem(target),
    ].filter((problem) => typeof problem === "string");
    if (target !== undefined && "expires" in period && problems.length === 0)
        return { waiver: { ...target, urn, reason, owner, ...period, place } };
    const expected = `policy (such as ${policies[0]?.name}) or rule (${ruleIds.join(", ")}), urn with a complete type and part of a name, reason of at least ${minReasonLength} characters, owner, expires from ${today} to ${dayAfter(today, maxDays)}, or for a policy of the tiers network, strict and review reviewed from ${dayAfter(today, -reviewDays)} to ${today}`;
    const change = "correct the waiver, or remove it and fix what it waived";
    return { problem: waiverProblem(place, { actual: problems.join("; "), expected, change }, target?.rule) };
}

function targetOf(policy: string, rule: string): Pick<Waiver, "rule" | "policy"> | undefined {
    const named = policies.find(({ name }) => name === policy);
    if (rule === "") return named && { rule: named.ruleId, policy: named.name };
    return policy === "" && isRule(rule) ? { rule } : undefined;
}

const isRule = (text: string): text is RuleId => ruleIds.some((id) => id === text);

// A finding of the tier gateway is an open door, which may stay open for a while, but not permanently.
function reviewProblem({ rule, policy }: Pick<Waiver, "rule" | "policy">): string | false {
    const covered = policies.filter(({ name, ruleId }) => (policy === undefined ? ruleId === rule : name === policy));
    if (covered.every(({ tier }) => tier !== "gateway")) return false;
    const covers =
        policy === undefined ? `the rule covers policies of the tier gateway` : `${policy} is of the tier gateway`;
    return `"reviewed" is not for it, because ${covers}`;
}

type Period = Pick<Waiver, "expires" | "reviewed"> | { readonly problem: string };

// False where the waiver does not have the key.
function periodOf(expires: string | false, reviewed: string | false, today: string): Period {
    if (expires !== false && reviewed !== false) return { problem: 'it has both "expires" and "reviewed"' };
    if (reviewed === false) return expiryOf(expires || "", today);
    if (!isDay(reviewed)) return { problem: '"reviewed" is not a date such as 2026-12-31' };
    if (reviewed > today) return { problem: `"reviewed" is ${reviewed}, which is in the future` };
    const last = dayAfter(reviewed, reviewDays);
    return last < today
        ? { problem: `it was reviewed on ${reviewed}, more than a year ago` }
        : { expires: last, reviewed };
}

function expiryOf(expires: string, today: string): Period {
    if (!isDay(expires)) return { problem: '"expires" is not a date such as 2026-12-31' };
    if (expires < today) return { problem: `it expired on ${expires}` };
    return expires > dayAfter(today, maxDays)
        ? { problem: `"expires" is ${expires}, more than ${maxDays} days away` }
        : { expires };
}

// Dates as YYYY-MM-DD in UTC, which sort like strings.
const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

const dayAfter = (day: string, days: number): string => dayOf(new Date(Date.parse(day) + days * 86_400_000));

function isDay(text: string): boolean {
    const moment = Date.parse(text);
    // Other formats parse too, and some engines read 2026-02-30 as the 2nd of March.
    return !Number.isNaN(moment) && dayOf(new Date(moment)) === text;
}
