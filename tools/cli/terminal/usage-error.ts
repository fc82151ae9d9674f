/** Invalid input of a command: its message is shown without a stack trace, and the command ends with exit code 2. */
export class UsageError extends Error {
    /** @param problems one line each. */
    constructor(readonly problems: readonly string[]) {
        super(problems.join("\n"));
        this.name = "UsageError";
    }
}
