import { exitCodes } from "./exit-codes";
import { UsageError } from "./usage-error";

/** Ends the process as a shell expects of one that Ctrl-C ended. */
const interrupted = 130;

/**
 * Runs a command and ends the process with its exit code: the one place where an error becomes one.
 * @param main the command; it returns its exit code and is told of Ctrl-C by the signal.
 */
export function runCommand(main: (argv: readonly string[], signal: AbortSignal) => Promise<number>): void {
    const stop = new AbortController();
    // The listeners stay: a library of the Automation API kills the process on a signal that nobody else listens to.
    for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => stop.abort(new Error(name)));
    main(process.argv.slice(2), stop.signal).then(
        (code) => {
            process.exitCode = stop.signal.aborted ? interrupted : code;
        },
        (error: unknown) => {
            process.exitCode = stop.signal.aborted ? interrupted : report(error);
        },
    );
}

function report(error: unknown): number {
    if (error instanceof UsageError) {
        process.stderr.write(`${error.message}\n`);
        return exitCodes.usage;
    }
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return exitCodes.failed;
}
