import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const program = z.strictObject({
    breaks: z.enum(["R1", "R2", "R3", "R4"]).optional(),
    /** Logical name of the resource that breaks the rule. */
    at: z.string().optional(),
    subtle: z.boolean().optional(),
});

const said = z.strictObject({
    /** Ids of the checks that concern the breach; of a false alarm if nothing is broken. */
    concerning: z.array(z.string()),
    /** Number of all other findings; absent if the tool was not run. */
    further: z.int().min(0).optional(),
});

const tool = z.strictObject({
    name: z.string(),
    version: z.string(),
    date: z.string(),
    /** False if the results were derived from the tool's published rules. */
    run: z.boolean(),
    /** The forms that the tool reads, and its settings. */
    reads: z.string(),
    /** A note for readers of the table. */
    note: z.string().optional(),
    programs: z.record(z.string(), said),
});

const results = z.strictObject({ programs: z.record(z.string(), program), tools: z.array(tool) });

export type Results = z.infer<typeof results>;
type Tool = z.infer<typeof tool>;

/** The result of each tool for each program, from results.yaml. */
export function readResults(): Results {
    return results.parse(parse(readFileSync(join(__dirname, "results.yaml"), "utf8")));
}

/** The results as a table in Markdown, a row for each program and a column for each tool. */
export function resultsTable({ programs, tools }: Results): string {
    const rows = Object.entries(programs).map(([name, { breaks, subtle }]) => [
        `\`${name}\`${subtle ? " *" : ""}`,
        breaks ?? "none",
        ...tools.map((tool) => verdict(tool, name, breaks !== undefined)),
    ]);
    const broken = Object.keys(programs).filter((name) => programs[name]?.breaks !== undefined);
    const fine = Object.keys(programs).filter((name) => programs[name]?.breaks === undefined);
    const counts = (tool: Tool) => [
        `${reported(tool, broken)} of ${broken.length} found`,
        `${reported(tool, fine)} of ${fine.length} a false alarm`,
    ];
    return [
        row(["program", "breaks", ...tools.map(({ name, run }) => (run ? name : `${name} (not run)`))]),
        row(["---", "---", ...tools.map(() => "---")]),
        ...rows.map(row),
        row(["**all**", "", ...tools.map((tool) => counts(tool).join(", "))]),
        "",
        "\\* looks right, or wrong, to a check that reads one property of one resource. (+3): 3 findings about other things,",
        "such as logs and encryption, which Gatehouse does not check.",
        "",
        ...tools.map(({ name, version, date, reads, note }) =>
            [`- **${name}**, ${version} (${date}): reads ${reads}.`, ...(note ? [note] : [])].join(" "),
        ),
        "",
    ].join("\n");
}

function verdict({ programs }: Tool, name: string, isBroken: boolean): string {
    const said = programs[name];
    if (!said) return "cannot read it";
    const further = said.further ? ` (+${said.further})` : "";
    if (said.concerning.length === 0) return `${isBroken ? "missed" : "right"}${further}`;
    const ids = said.concerning.map((id) => `\`${id}\``).join(", ");
    return `${isBroken ? "**found**" : "**false alarm**"}: ${ids}${further}`;
}

const reported = ({ programs }: Tool, names: readonly string[]): number =>
    names.filter((name) => (programs[name]?.concerning.length ?? 0) > 0).length;

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
