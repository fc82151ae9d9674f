import type { Cloud } from "../state/cloud";

/** Exit code and output of a command of the AWS CLI. */
export interface CommandResult {
    readonly code: number;
    /** Standard error. */
    readonly text: string;
    /** Standard output. Default: none. */
    readonly output?: string;
}

/** Flags of a command and their values. */
export type Flags = Readonly<Record<string, string>>;

/** A command that the simulated AWS CLI has. */
export interface Command {
    /** Its own flags, apart from those of every command. */
    readonly flags: readonly string[];
    /** @param isAllowed whether the caller is the principal of the AWS provider; any other has none of the resources. */
    run(flags: Flags, cloud: Cloud, isAllowed: boolean): CommandResult;
}

/** The result of a command that prints a response, or nothing. */
export function success(response?: object): CommandResult {
    return { code: 0, text: "", ...(response && { output: JSON.stringify(response) }) };
}

/** The result of a waiter of the CLI whose condition did not become true. */
export function gaveUp(waiter: string): CommandResult {
    return { code: 255, text: `Waiter ${waiter} failed: Max attempts exceeded` };
}

/** The result of a call that AWS rejects: 254 (docs.aws.amazon.com/cli/latest/userguide/cli-usage-returncodes.html). */
export function failed(code: string, operation: string, message: string): CommandResult {
    return { code: 254, text: `An error occurred (${code}) when calling the ${operation} operation: ${message}` };
}
