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
 * @throws {UsageError} with every problem of the file.
 */
export function readStateFile(file: string): StackExport {
    try {
        return readStackExport(file);
    } catch (error) {
        if (error instanceof StackExportError)
            throw new UsageError(error.problems.map((problem) => `"--state": ${problem}`));
        throw error;
    }
}
