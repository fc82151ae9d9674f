/** Exit codes of the commands behind `npm run …`. */
export const exitCodes = {
    /** Every rule holds. */
    holds: 0,
    /** A rule is broken. */
    broken: 1,
    /** The command line, the stack file or a document is invalid. */
    usage: 2,
    /** The engine, a provider or the program failed. */
    failed: 3,
} as const;

/** The exit codes as the help of a command lists them. */
export const exitCodesHelp =
    "Exit codes: 0 every rule holds, 1 a rule is broken, 2 invalid command line, settings or documents, 3 the engine failed.";
