/** A shell command with its expected response. */
export interface ExampleCall {
    readonly command: string;
    readonly response: string;
}

/** Returns a function that writes a line with a name and a value, all of whose values begin in one column. */
export function rows(names: readonly string[]): (name: string, value: string) => string {
    const width = Math.max(0, ...names.map(({ length }) => length));
    return (name, value) => `  ${name.padEnd(width)}  ${value}\n`;
}

/**
 * The section of calls to try; no line for no call.
 * @param title its heading.
 */
export function tried(calls: readonly ExampleCall[], title = "Try"): string[] {
    const lines = calls.map(({ command, response }) => `  # ${response}\n  ${command}\n`);
    return lines.length === 0 ? [] : [`\n${title}:\n`, ...lines];
}

/**
 * A shell command that sends 5,000 calls at once, and counts the statuses of their responses.
 * @param options options of curl, such as a header.
 */
export function burstCommand(options: string, url: string): string {
    const curl = "curl -sZ --parallel-max 200 -o /dev/null -w '%{http_code}\\n'";
    return [curl, options, `'${url}?try=[1-5000]' 2>/dev/null | sort | uniq -c`]
        .filter((part) => part !== "")
        .join(" ");
}
