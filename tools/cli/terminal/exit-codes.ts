/** Exit codes of the commands behind `npm run …`. */
export const exitCodes = {
    /** Every rule holds. */
    holds: 0,
    /** A rule is broken. */
    broken: 1,
    /** The command, the stack file or a document cannot be understood. */
    usage: 2,
    /** The engine, a provider or the program failed. */
    failed: 3,
} as const;
