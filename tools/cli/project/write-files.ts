import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** A file to write. */
export interface NewFile {
    /** Absolute path. */
    readonly path: string;
    readonly text: string;
}

/**
 * Writes files, each completely or not at all, and none if one of them cannot be written. They are put in place in the given
 * order, so that a file may follow those that it refers to.
 */
export function writeFiles(files: readonly NewFile[]): void {
    const written: string[] = [];
    try {
        for (const { path, text } of files) {
            mkdirSync(dirname(path), { recursive: true });
            const temporary = join(dirname(path), `.${basename(path)}.new`);
            written.push(temporary);
            writeFileSync(temporary, text);
        }
    } catch (error) {
        for (const temporary of written) rmSync(temporary, { force: true });
        throw error;
    }
    files.forEach(({ path }, index) => {
        renameSync(written[index] ?? "", path);
    });
}
