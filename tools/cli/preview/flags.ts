import { parseArgs } from "node:util";
import { UsageError } from "../terminal/usage-error";

/** What the preview command is asked for. */
export interface PreviewFlags {
    readonly stack: string;
    readonly json: boolean;
    readonly diff: boolean;
    readonly help: boolean;
}

/** What `--help` prints. */
export const previewHelp = `Previews a stack on the real Pulumi engine behind simulated clouds, and judges it by the rules.

Usage: npm run preview -- [--stack NAME] [--json] [--diff]

  --stack NAME   the stack, as in Pulumi.NAME.yaml (default: dev)
  --json         print one JSON document instead of text
  --diff         print the engine's own view, with every property
  --help         print this

Exit codes: 0 every rule holds, 1 a rule is broken, 2 misuse or unreadable settings, 3 the engine failed.
`;

/**
 * Reads the command's flags.
 * @throws {UsageError} where a flag is unknown or lacks its value.
 */
export function readPreviewFlags(argv: readonly string[]): PreviewFlags {
    const flag = { type: "boolean", default: false } as const;
    try {
        const options = { stack: { type: "string", default: "dev" }, json: flag, diff: flag, help: flag } as const;
        return parseArgs({ args: [...argv], options }).values;
    } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        throw new UsageError([`${message.split(". ", 1)[0]}, want --stack NAME, --json, --diff or --help`]);
    }
}
