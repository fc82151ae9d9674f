import { parseArgs } from "node:util";
import { distance } from "fastest-levenshtein";
import { flag, type Option } from "./option";
import { UsageError } from "./usage-error";

/** The options of a command by their names, without dashes. */
export type Options = Readonly<Record<string, Option<unknown>>>;

/** The values that a command line gives to options. */
export type Values<Of extends Options> = { readonly [Name in keyof Of]: ReturnType<Of[Name]["read"]> };

/** A command's name, help and options; `check` reports problems between options. */
export interface CommandArgs<Of extends Options> {
    readonly name: string;
    readonly summary: string;
    readonly options: Of;
    /** Printed below the options. */
    readonly notes?: string;
    readonly check?: (values: Values<Of>) => readonly string[];
}

/** Reads the command line of one `npm run` script and writes its help. */
export class Command<Of extends Options> {
    constructor(private readonly args: CommandArgs<Of>) {}

    /** The text that `--help` prints. */
    get help(): string {
        const { name, summary, options, notes } = this.args;
        const entries = Object.entries(options).map(([flag, option]) => ({ flag: written(flag, option), ...option }));
        const usage = entries.map(
            ({ flag, isList, isRequired }) => `${isRequired ? flag : `[${flag}]`}${isList ? "..." : ""}`,
        );
        const rows = [...entries, { flag: "--help", description: "print this help" }];
        const width = Math.min(18, Math.max(...rows.map(({ flag }) => flag.length)));
        const lines = rows.flatMap(({ flag, description }) => {
            const [first, ...rest] = flag.length > width ? ["", ...description.split("\n")] : description.split("\n");
            const indented = rest.map((line) => `  ${"".padEnd(width)}  ${line}`);
            return [`  ${flag.padEnd(width)}  ${first}`.trimEnd(), ...indented];
        });
        const parts = [summary, `Usage: npm run ${name} -- ${usage.join(" ")}`, lines.join("\n"), notes];
        return `${parts.filter((part) => part !== undefined).join("\n\n")}\n`;
    }

    /**
     * Reads a command line.
     * @returns undefined if help is requested.
     * @throws {UsageError} with every problem: unknown flags, missing values, invalid values.
     */
    parse(argv: readonly string[]): Values<Of> | undefined {
        const { options, check } = this.args;
        const problems: string[] = [];
        const given = readTokens(argv, options, problems);
        const isHelp = given.has("help");
        const values = Object.entries(options).map(([name, option]) => {
            const texts = given.get(name) ?? [];
            const form = option.form ?? option.placeholder ?? "";
            const label = option.isOperand ? option.placeholder : `--${name}`;
            if (
                texts.length === 0 &&
                option.isRequired &&
                !isHelp &&
                !problems.some((line) => line.startsWith(`"${label}":`))
            )
                problems.push(`"${label}": got nothing, want ${option.isOperand ? `at least one ${form}` : form}`);
            return [name, option.read(texts, (text) => problems.push(`"${label}": got "${text}", want ${form}`))];
        });
        const result: Values<Of> = Object.fromEntries(values);
        const flagsWithProblems = new Set(problems.map(flagOf));
        const between = isHelp ? [] : (check?.(result) ?? []);
        problems.push(...between.filter((problem) => !flagsWithProblems.has(flagOf(problem))));
        if (problems.length > 0) throw new UsageError(problems);
        return isHelp ? undefined : result;
    }
}

function readTokens(argv: readonly string[], options: Options, problems: string[]): Map<string, string[]> {
    const operand = Object.entries(options).find(([, { isOperand }]) => isOperand)?.[0];
    const flags = Object.fromEntries(Object.entries(options).filter(([name]) => name !== operand));
    const types = Object.entries({ ...flags, help: flag("") }).map(
        ([name, { placeholder }]) => [name, { type: placeholder === undefined ? "boolean" : "string" }] as const,
    );
    const config = { args: [...argv], options: Object.fromEntries(types), strict: false, tokens: true } as const;
    const given = new Map<string, string[]>();
    let isAfterUnknown = false;
    for (const token of parseArgs(config).tokens) {
        const isItsValue = isAfterUnknown && token.kind === "positional";
        isAfterUnknown = false;
        if (isItsValue) continue;
        if (token.kind === "option-terminator") continue;
        if (token.kind === "positional" && operand !== undefined) {
            given.set(operand, [...(given.get(operand) ?? []), token.value]);
            continue;
        }
        if (token.kind === "positional") {
            problems.push(`"${token.value}": got an argument, want only flags`);
            continue;
        }
        const { name, rawName, value, inlineValue } = token;
        const option = name === "help" ? flag("") : Object.hasOwn(flags, name) ? flags[name] : undefined;
        if (option === undefined || !rawName.startsWith("--")) {
            problems.push(unknownFlag(rawName, [...Object.keys(flags), "help"]));
            isAfterUnknown = operand === undefined;
        } else if (option.placeholder === undefined && value !== undefined)
            problems.push(`"${rawName}": got "${value}", want no value`);
        else if (option.placeholder !== undefined && (value === undefined || (!inlineValue && value.startsWith("-"))))
            problems.push(
                `"${rawName}": got ${value === undefined ? "no value" : `"${value}"`}, want ${option.form ?? option.placeholder}`,
            );
        else given.set(name, [...(option.isList ? (given.get(name) ?? []) : []), value ?? ""]);
    }
    return given;
}

function flagOf(problem: string): string {
    return problem.split(":", 1)[0] ?? "";
}

function unknownFlag(rawName: string, names: readonly string[]): string {
    const known = names.map((name) => `--${name}`);
    const [nearest] = known.filter((name) => distance(name, rawName) <= 2);
    const hint = nearest === undefined ? "" : `; did you mean "${nearest}"?`;
    return `"${rawName}": got an unknown flag, want one of ${known.join(", ")}${hint}`;
}

function written(name: string, { placeholder, isOperand }: Option<unknown>): string {
    if (isOperand) return placeholder ?? name;
    return placeholder === undefined ? `--${name}` : `--${name} ${placeholder}`;
}
