import { parseArgs } from "node:util";
import { UsageError } from "../terminal/usage-error";

/** What the rehearse command is asked for. */
export interface RehearseFlags {
    /** The stack; without it each scenario's own, and with `all` dev and prod. */
    readonly stack?: string;
    /** Names of scenarios; without any `lifecycle`. */
    readonly scenario: readonly string[];
    readonly all: boolean;
    readonly exhaustive: boolean;
    readonly json: boolean;
    readonly help: boolean;
}

/** What `--help` prints. */
export const rehearseHelp = `Plays the life of a stack on the real Pulumi engine behind clouds that refuse what AWS refuses.

Usage: npm run rehearse -- [--stack NAME] [--scenario NAME] [--all] [--exhaustive] [--json]

  --stack NAME      the stack, as in Pulumi.NAME.yaml (default: dev)
  --scenario NAME   the scenario (default: lifecycle); may be given several times
  --all             every scenario, on dev and prod, two at a time
  --exhaustive      let each resource fail in a run of its own, instead of all that do not depend on each other
  --json            print one JSON document instead of text
  --help            print this

Exit codes: 0 all as wanted, 1 a scenario found what it should not, 2 misuse or unreadable settings, 3 the engine failed.
`;

/**
 * Reads the command's flags.
 * @throws {UsageError} where a flag or a scenario is unknown.
 */
export function readRehearseFlags(argv: readonly string[], scenarioNames: readonly string[]): RehearseFlags {
    const { stack, scenario = [], ...flags } = parse(argv);
    const unexpected = scenario.filter((name) => !scenarioNames.includes(name));
    if (unexpected.length > 0) {
        throw new UsageError(
            unexpected.map((name) => `"--scenario": got "${name}", want one of ${scenarioNames.join(", ")}`),
        );
    }
    return { ...flags, scenario, ...(stack !== undefined && { stack }) };
}

function parse(argv: readonly string[]) {
    const flag = { type: "boolean", default: false } as const;
    const options = {
        stack: { type: "string" },
        scenario: { type: "string", multiple: true },
        all: flag,
        exhaustive: flag,
        json: flag,
        help: flag,
    } as const;
    try {
        return parseArgs({ args: [...argv], options }).values;
    } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        const expected = Object.keys(options).map((name) => `--${name}`);
        throw new UsageError([`${message.split(". ", 1)[0]}, want ${expected.join(", ")}`]);
    }
}
