import { readStackExport, type StackExport, StackExportError } from "../../cloud-simulator/state/stack-export";
import { text } from "../terminal/option";
import { UsageError } from "../terminal/usage-error";

/** The option `--state` of the commands that run a stack offline. */
export const stateOption = text(
    "FILE",
    "start from a state that `pulumi stack export` wrote, so that only changes of it are planned",
);

/**
 * Reads the file of the option `--state`.
 * @param stackName the stack that starts from the state; without it, the state may be of any stack.
 * @throws {UsageError} with every problem of the file, or if its resources are of another stack.
 */
export function readStateFile(file: string, stackName?: string): StackExport {
    try {
        const state = readStackExport(file);
        const { stackName: exported = stackName } = state.origin ?? {};
        if (stackName === undefined || exported === stackName) return state;
        throw new UsageError([`"--state": "${file}": got a state of stack "${exported}", want one of "${stackName}"`]);
    } catch (error) {
        if (error instanceof StackExportError)
            throw new UsageError(error.problems.map((problem) => `"--state": ${problem}`));
        throw error;
    }
}
