import { parseArgs } from "node:util";
import { UsageError } from "../terminal/usage-error";
import { type Use, uses } from "./cost/price-table";

/** What the report command is asked for. */
export interface ReportFlags {
    /** Stack to preview offline; "dev" unless an event log is given. */
    readonly stack: string;
    /** Event log of a preview that has been run. */
    readonly events?: string;
    /** What the policy pack wrote in that preview; waivers are known from nowhere else. */
    readonly checked?: string;
    /** Folder that takes the report. */
    readonly out: string;
    /** Commit, branch or tag to compare with. */
    readonly base?: string;
    /** Table of prices; ours if it is absent. */
    readonly prices?: string;
    /** Use in a month that is assumed in place of the table's. */
    readonly assume: Readonly<Partial<Record<Use, number>>>;
    /** Print the JSON Schema of `report.json` and do nothing else. */
    readonly schema: boolean;
    readonly help: boolean;
}

/** What `--help` prints. */
export const reportHelp = `Writes the report of a preview: report.html, report.md, report.json, junit.xml and results.sarif.

Usage: npm run report -- [--stack NAME | --events FILE [--judged FILE]] --out DIR [--base REF] [--prices FILE] [--assume NAME=NUMBER]

  --stack NAME    preview this stack offline, as in Pulumi.NAME.yaml (default: dev)
  --events FILE   report on a preview that has been run: pulumi preview --policy-pack policy --event-log FILE
                  (pulumi knows that flag only with PULUMI_DEBUG_COMMANDS=true)
  --judged FILE   with --events: what GATEHOUSE_POLICY_REPORT=FILE made the pack write there; the waivers are in it
  --out DIR       folder that takes the files; made if it is not there
  --base REF      compare with the same stack at this commit, previewed offline in a temporary worktree
  --prices FILE   table of prices to estimate by, in the form of tools/cli/report/cost/prices/us-east-1.json
  --assume NAME=NUMBER
                  use in a month to estimate by, any number of times; the names are:
                  ${Object.keys(uses).join(", ")}
  --schema        print the JSON Schema of report.json
  --help          print this

Exit codes: 0 every rule holds, 1 a rule is broken, 2 misuse or unreadable settings, 3 the engine failed.
`;

const options = {
    stack: { type: "string" },
    events: { type: "string" },
    checked: { type: "string" },
    out: { type: "string" },
    base: { type: "string" },
    prices: { type: "string" },
    assume: { type: "string", multiple: true },
    schema: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
} as const;

/**
 * Reads the command's flags.
 * @throws {UsageError} where a flag is unknown, lacks its value, or two do not go together.
 */
export function readReportFlags(argv: readonly string[]): ReportFlags {
    const { stack, events, checked, out, base, prices, assume: assumptions = [], schema, help } = parse(argv);
    const problems: string[] = [];
    if (stack !== undefined && events !== undefined) {
        problems.push('"--stack": got it together with --events, want one of them: the log says which stack it is');
    }
    if (base !== undefined && events !== undefined) {
        problems.push('"--base": got it together with --events, want it with --stack: a base is previewed offline');
    }
    if (checked !== undefined && events === undefined) {
        problems.push('"--judged": got it without --events, want both: an offline preview knows what was judged');
    }
    if (!out && !help && !schema) problems.push('"--out": got nothing, want the folder that takes the report');
    const assume = readAssumptions(assumptions, problems);
    if (problems.length > 0) throw new UsageError(problems);
    return {
        stack: stack ?? "dev",
        out: out ?? "",
        assume,
        schema,
        help,
        ...(events !== undefined && { events }),
        ...(checked !== undefined && { checked }),
        ...(base !== undefined && { base }),
        ...(prices !== undefined && { prices }),
    };
}

function readAssumptions(pairs: readonly string[], problems: string[]): Partial<Record<Use, number>> {
    const assume: Partial<Record<Use, number>> = {};
    for (const pair of pairs) {
        const [, name = "", digits = ""] = /^(\w+)=(\d+(?:\.\d+)?)$/.exec(pair) ?? [];
        if (Object.hasOwn(uses, name)) assume[name as Use] = Number(digits);
        else problems.push(`"--assume": got ${pair}, want NAME=NUMBER with one of ${Object.keys(uses).join(", ")}`);
    }
    return assume;
}

function parse(argv: readonly string[]) {
    try {
        return parseArgs({ args: [...argv], options }).values;
    } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        throw new UsageError([
            `${message.split(". ", 1)[0]}, want --stack NAME or --events FILE, --out DIR, or --help`,
        ]);
    }
}
