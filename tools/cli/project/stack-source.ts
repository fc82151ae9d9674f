import { basename, isAbsolute, join } from "node:path";
import { text } from "../terminal/option";

/** A stack by its name, and by its file where that is not `Pulumi.<name>.yaml` in the project's folder. */
export interface StackSource {
    readonly name: string;
    /** Path of the file, absolute or relative to the project's folder. */
    readonly file?: string | undefined;
}

/** The option `--config-file`, as that of the Pulumi CLI. */
export const configFileOption = text(
    "FILE",
    "read the stack's configuration from this file, such as one of stacks/examples",
);

/**
 * The stack that the flags `--stack` and `--config-file` name. A file `Pulumi.<name>.yaml` names its stack too.
 * @param fallback name of the stack that neither flag names. Default: dev.
 */
export function stackSource(name: string | undefined, file: string | undefined, fallback = "dev"): StackSource {
    if (file === undefined) return { name: name ?? fallback };
    return { name: name ?? /^Pulumi\.(.+)\.ya?ml$/.exec(basename(file))?.[1] ?? fallback, file };
}

/** Name of a stack's file, for messages: its path as it was given. */
export function stackFileName({ name, file = `Pulumi.${name}.yaml` }: StackSource): string {
    return file;
}

/** Path of a stack's file. */
export function stackFilePath(folder: string, stack: StackSource): string {
    const file = stackFileName(stack);
    return isAbsolute(file) ? file : join(folder, file);
}
