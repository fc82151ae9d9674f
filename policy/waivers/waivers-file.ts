import { readFileSync } from "node:fs";
import type { LineCounter, Node, YAMLMap } from "yaml";
import { catalogue, type PolicyName, policyInfo, type RuleId, rules } from "../contract/catalogue";
import { waiversVariable } from "../contract/settings";
import { tooBroad } from "./urn-pattern";
import { type Waiver, type WaiverProblem, waiverProblem } from "./waiver";

/** The waivers of a file that may be used, and every fault that keeps others from it. */
export interface Waivers {
    readonly waivers: readonly Waiver[];
    readonly problems: readonly WaiverProblem[];
}

/** No waiver at all. */
export const noWaivers: Waivers = { waivers: [], problems: [] };

/** Days that a waiver may last from today. */
export const maxDays = 90;
/** Characters that a reason needs at least. */
export const shortestReason = 20;

const keys = ["policy", "rule", "urn", "reason", "owner", "expires"] as const;
type Key = (typeof keys)[number];

const form = "waivers: a list of { policy or rule, urn, reason, owner, expires }, as policy/README.md#waivers shows";

/**
 * Reads a file of waivers. A waiver with a fault waives nothing.
 * @param today the day, `YYYY-MM-DD` in UTC.
 */
export function parseWaivers(text: string, file: string, today: string): Waivers {
    // Loaded only when there is a file of waivers: it would add to the start of every preview.
    const yaml: typeof import("yaml") = require("yaml");
    const lines = new yaml.LineCounter();
    const document = yaml.parseDocument(text, { lineCounter: lines, logLevel: "silent", merge: false });
    const [error] = document.errors;
    if (error) return unreadable(placeOf(file, error.linePos?.[0].line ?? 1), "it is not YAML");
    const place = (node: Node): string => placeOf(file, lineOf(lines, node));
    const root = document.contents;
    if (!yaml.isMap(root) || root.items.length !== 1) {
        return unreadable(placeOf(file, 1), 'it is not an object with the one key "waivers"');
    }
    const list = root.get("waivers", true);
    if (!yaml.isSeq(list)) return unreadable(placeOf(file, 1), '"waivers" is not a list');
    const read = (list.items as Node[]).map((entry) =>
        yaml.isMap(entry)
            ? readWaiver(valuesOf(yaml, entry), place(entry), today)
            : {
                  problems: [
                      waiverProblem(place(entry), {
                          found: "it is not an object",
                          expected: form,
                          change: "write one",
                      }),
                  ],
              },
    );
    return {
        waivers: read.flatMap((entry) => ("waiver" in entry ? [entry.waiver] : [])),
        problems: read.flatMap((entry) => ("problems" in entry ? entry.problems : [])),
    };
}

const unreadable = (place: string, found: string): Waivers => ({
    waivers: [],
    problems: [waiverProblem(place, { found, expected: form, change: "correct the file of waivers" })],
});

const placeOf = (file: string, line: number): string => `${JSON.stringify(file)} line ${line}`;

const lineOf = (lines: LineCounter, node: Node | null): number => lines.linePos(node?.range?.[0] ?? 0).line;

// An alias is taken for what is no string, so that nothing hides behind it.
function valuesOf(yaml: typeof import("yaml"), entry: YAMLMap): ReadonlyMap<string, unknown> {
    return new Map(
        entry.items.map(({ key, value }) => [
            yaml.isScalar(key) ? String(key.value) : "?",
            yaml.isScalar(value) ? value.value : undefined,
        ]),
    );
}

function readWaiver(
    values: ReadonlyMap<string, unknown>,
    place: string,
    today: string,
): { readonly waiver: Waiver } | { readonly problems: readonly WaiverProblem[] } {
    const text = (key: Key): string => {
        const value = values.get(key);
        return typeof value === "string" ? value.trim() : "";
    };
    const covers = coveredBy(text("policy"), text("rule"));
    const urn = text("urn");
    const reason = text("reason");
    const owner = text("owner");
    const expires = text("expires");
    const found = [
        ...[...values.keys()]
            .filter((key) => !keys.some((known) => known === key))
            .map((key) => `the key ${JSON.stringify(key)} is not known`),
        covers === undefined && '"policy" or "rule" does not name one policy or one rule of this pack',
        urn === "" ? '"urn" is no text' : tooBroad(urn) !== undefined && `"urn" is too broad: it ${tooBroad(urn)}`,
        reason.length < shortestReason && `"reason" has ${reason.length} characters`,
        owner === "" && '"owner" is no text',
        dateProblem(expires, today),
    ].filter((problem) => typeof problem === "string");
    if (covers !== undefined && found.length === 0) return { waiver: { covers, urn, reason, owner, expires, place } };
    const expected = `policy (such as ${catalogue[0]?.name}) or rule (R1 to R4), urn with a whole type and part of a name, reason of ${shortestReason} characters or more, owner, expires from ${today} to ${dayAfter(today, maxDays)}`;
    const change = "correct the waiver, or remove it and mend what it waived";
    return {
        problems: [waiverProblem(place, { found: found.join("; "), expected, change }, covers && ruleOf(covers))],
    };
}

function coveredBy(policy: string, rule: string): Waiver["covers"] | undefined {
    const named = catalogue.find(({ name }) => name === policy);
    if (rule === "") return named && { policy: named.name };
    return policy === "" && isRule(rule) ? { rule } : undefined;
}

function dateProblem(expires: string, today: string): string | false {
    if (!isDay(expires)) return '"expires" is no day such as 2026-12-31';
    if (expires < today) return `it expired on ${expires}`;
    return expires > dayAfter(today, maxDays) && `"expires" is ${expires}, more than ${maxDays} days away`;
}

/** The rule that a waiver is for. */
export const ruleOf = (covers: { readonly policy: PolicyName } | { readonly rule: RuleId }): RuleId =>
    "rule" in covers ? covers.rule : policyInfo(covers.policy).ruleId;

const isRule = (text: string): text is RuleId => Object.hasOwn(rules, text);

/**
 * Reads the file of waivers that the environment names, if it names one. The engine starts the pack before the program,
 * so a program that writes the file changes nothing in its own run.
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
            found: `it cannot be read${code}`,
            expected: `a file that ${waiversVariable} names by its whole path, or from the pack's folder`,
            change: `correct ${waiversVariable}, or unset it`,
        });
        return { waivers: [], problems: [problem] };
    }
    return parseWaivers(text, file, dayOf(now));
}

/** A moment's day in UTC, `YYYY-MM-DD`; such texts compare as the days do. */
const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/** The day a number of days after another. */
const dayAfter = (day: string, days: number): string => dayOf(new Date(Date.parse(day) + days * 86_400_000));

/** Whether a text is a day that the calendar has. */
function isDay(text: string): boolean {
    const moment = Date.parse(text);
    // Other forms are dates too, and some engines take 2026-02-30 for the 2nd of March.
    return !Number.isNaN(moment) && dayOf(new Date(moment)) === text;
}
