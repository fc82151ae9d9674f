import { parseArgs } from "node:util";
import { UsageError } from "../terminal/usage-error";

/** What the serve command is asked for. */
export interface ServeFlags {
    readonly stack: string;
    /** Port to listen on; 0 takes a free one. */
    readonly port: number;
    readonly host: string;
    readonly explain: boolean;
    readonly help: boolean;
}

/** What `--help` prints. */
export const serveHelp = `Serves the APIs of a stack on localhost, behind a gateway that answers as Amazon API Gateway would. For development only.

Usage: npm run serve -- [--stack NAME] [--port N] [--host H] [--explain]

  --stack NAME   the stack, as in Pulumi.NAME.yaml (default: dev)
  --port N       the port, 0 for a free one (default: 8080)
  --host H       the address to listen on (default: 127.0.0.1)
  --explain      say in x-local-… headers what the gateway did, and print the access log
  --help         print this
`;

/**
 * Reads the command's flags.
 * @throws {UsageError} where a flag is unknown, lacks its value, or is no port.
 */
export function readServeFlags(argv: readonly string[]): ServeFlags {
    const { port: text, ...flags } = parse(argv);
    const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
    if (!(port <= 65_535)) throw new UsageError([`"--port": got "${text}", want a port from 0 to 65535`]);
    return { ...flags, port };
}

function parse(argv: readonly string[]) {
    const flag = { type: "boolean", default: false } as const;
    const text = (value: string) => ({ type: "string", default: value }) as const;
    const options = {
        stack: text("dev"),
        port: text("8080"),
        host: text("127.0.0.1"),
        explain: flag,
        help: flag,
    } as const;
    try {
        return parseArgs({ args: [...argv], options }).values;
    } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        throw new UsageError([
            `${message.split(". ", 1)[0]}, want --stack NAME, --port N, --host H, --explain or --help`,
        ]);
    }
}
