import { readFileSync, statSync } from "node:fs";
import { DocumentError } from "../../../openapi/problem";
import { maxLength } from "../../../openapi/read/yaml";

/**
 * Reads a file that may be anything.
 * @throws {DocumentError} where it is a folder, a device, too large or not readable.
 */
export function readText(fileName: string): string {
    const rejection = (got: string, want: string) => {
        return new DocumentError([{ fileName, message: `got ${got}, want ${want}` }]);
    };
    try {
        const found = statSync(fileName);
        if (found.isDirectory()) throw rejection("a folder", "a file");
        if (!found.isFile()) throw rejection("a device or a pipe", "a file");
        // Longer strings than some hundred megabytes do not exist.
        if (found.size > maxLength) {
            const megabytes = (length: number) => `${Math.ceil(length / 1e6)} MB`;
            throw rejection(`a file of ${megabytes(found.size)}`, `at most ${megabytes(maxLength)}`);
        }
        return readFileSync(fileName, "utf8");
    } catch (error) {
        const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
        if (code === undefined) throw error;
        throw rejection(`${code} when it was read`, "a file that can be read");
    }
}
