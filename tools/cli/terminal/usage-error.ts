/** What a command cannot work with: its message goes to the user as it is, and the command ends with exit code 2. */
export class UsageError extends Error {
    /** Takes one line a fault. */
    constructor(readonly problems: readonly string[]) {
        super(problems.join("\n"));
        this.name = "UsageError";
    }
}
