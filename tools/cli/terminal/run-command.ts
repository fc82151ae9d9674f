import { exitCodes } from "./exit-codes";
import { UsageError } from "./usage-error";

/** The exit code that a shell expects after Ctrl-C. */
const interrupted = 130;

/**
 * Runs a command and sets the exit code of the process; turns errors into exit codes.
 * @param main the command; it returns its exit code, and Ctrl-C aborts its signal.
 */
export function runCommand(main: (signal: AbortSignal) => Promise<number>): void {
    const stop = new AbortController();
    // Without these listeners a library of the Automation API kills the process on a signal.
    for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => stop.abort(new Error(name)));
    main(stop.signal).then(
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
