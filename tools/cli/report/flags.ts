import { stackOption } from "../project/stack-option";
import { configFileOption, type StackSource, stackSource } from "../project/stack-source";
import { stateOption } from "../project/state-file";
import { Command, type Values } from "../terminal/command";
import { exitCodesHelp } from "../terminal/exit-codes";
import { flag, list, text } from "../terminal/option";
import { type Use, uses } from "./cost/price-schema";

const useNames = Object.keys(uses).join(", ");

const options = {
    stack: stackOption("preview this stack offline, as in Pulumi.NAME.yaml (default: dev)"),
    "config-file": configFileOption,
    state: stateOption,
    events: text(
        "FILE",
        `report on an earlier preview: pulumi preview --policy-pack policy --policy-pack-config policy/strict.json --event-log FILE
(pulumi has that flag only with PULUMI_DEBUG_COMMANDS=true)`,
    ),
    checked: text(
        "FILE",
        "with --events: the file that the pack wrote because of GATEHOUSE_POLICY_REPORT=FILE; it lists the waivers",
    ),
    out: text("DIR", "folder for the files; created if missing"),
    base: text("REF", "compare with the same stack at this commit, previewed offline in a temporary worktree"),
    prices: text("FILE", "price table of the estimate, in the form of tools/cli/report/cost/prices/us-east-1.json"),
    assume: list({
        placeholder: "NAME=NUMBER",
        description: `monthly use that the estimate assumes; may be given several times; the names are:
${useNames}`,
        form: `NAME=NUMBER with one of ${useNames}`,
        parse: readAssumption,
    }),
    schema: flag("print the JSON Schema of report.json"),
};

/** Flags of the report command; `assume` has the uses that replace those of the price table. */
export type ReportFlags = Omit<Values<typeof options>, "stack" | "config-file" | "out" | "assume"> & {
    /** Stack to preview offline; ignored with an event log. */
    readonly source: StackSource;
    /** Folder for the report; empty with `schema`. */
    readonly out: string;
    readonly assume: Readonly<Partial<Record<Use, number>>>;
};

/** Command line of `npm run report`. */
export const reportFlags = new Command({
    name: "report",
    summary: "Writes the report of a preview: report.html, report.md, report.json, junit.xml and results.sarif.",
    options,
    notes: exitCodesHelp,
    check: ({ stack, state, events, base, checked, out, schema }) => [
        ...(stack !== undefined && events !== undefined
            ? ['"--stack": got it together with --events, want one of them: the log names the stack']
            : []),
        ...(state !== undefined && events !== undefined
            ? ['"--state": got it together with --events, want it with --stack: the log has the planned operations']
            : []),
        ...(base !== undefined && events !== undefined
            ? ['"--base": got it together with --events, want it with --stack: a base is previewed offline']
            : []),
        ...(checked !== undefined && events === undefined
            ? ['"--checked": got it without --events, want both: an offline preview knows what was checked']
            : []),
        ...(!out && !schema ? ['"--out": got nothing, want the folder for the report'] : []),
    ],
});

/**
 * Reads the command line of `npm run report`.
 * @returns undefined if help is requested.
 * @throws {UsageError} with every problem.
 */
export function readReportFlags(argv: readonly string[]): ReportFlags | undefined {
    const flags = reportFlags.parse(argv);
    if (flags === undefined) return undefined;
    const { stack, "config-file": file, out = "", assume, ...others } = flags;
    return { ...others, source: stackSource(stack, file), out, assume: Object.fromEntries(assume) };
}

function readAssumption(pair: string): readonly [Use, number] | undefined {
    const [, name = "", digits = ""] = /^(\w+)=(\d+(?:\.\d+)?)$/.exec(pair) ?? [];
    return Object.hasOwn(uses, name) ? [name as Use, Number(digits)] : undefined;
}
