import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** Paths of programs by their names. */
export type Executables = ReadonlyMap<string, string>;

/**
 * Finds programs, each in the PATH or in one more folder.
 * @param folders more folders, which precede the PATH one at a time, so that programs of one version are found together.
 * @returns undefined if one is not installed.
 */
export function findExecutables(
    names: readonly string[],
    folders: readonly string[],
    { PATH = "" }: NodeJS.ProcessEnv = process.env,
): Executables | undefined {
    const path = PATH.split(delimiter).filter((folder) => folder !== "");
    for (const searched of [path, ...folders.map((folder) => [folder, ...path])]) {
        const found = new Map<string, string>();
        for (const name of names) {
            const file = searched.map((folder) => join(folder, name)).find(isExecutable);
            if (file !== undefined) found.set(name, file);
        }
        if (found.size === names.length) return found;
    }
    return undefined;
}

function isExecutable(file: string): boolean {
    try {
        accessSync(file, constants.X_OK);
        return true;
    } catch (error) {
        if (error instanceof Error && "code" in error) return false;
        throw error;
    }
}
