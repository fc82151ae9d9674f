import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { authorizerFiles, authorizerNameProblems } from "../settings/authorizers/authorizers";
import { SettingsError, settingProblem } from "../settings/problems";
import type { Settings } from "../settings/schema";
import { bundledFunction } from "./function-code";

/**
 * Checks the functions that the stack creates for its authorizers: their names, and the files that they are bundled from.
 * @param projectFolder folder that the files are relative to.
 * @param stack name of the stack at AWS.
 */
export function authorizerProblems(projectFolder: string, stack: string, settings: Settings): string[] {
    const files = authorizerFiles(settings).flatMap(([scheme, file]) => {
        const want = functionFileProblem(resolve(projectFolder, file));
        return want === undefined ? [] : [settingProblem(["authorizers", scheme, "function"], file, want)];
    });
    return [...authorizerNameProblems(stack, settings), ...files];
}

/** The form that the file of a function misses; undefined for a valid one. */
export function functionFileProblem(file: string): string | undefined {
    if (!existsSync(file)) return "a file that exists";
    try {
        return bundledFunction(file).exportsHandler ? undefined : "a file that exports `handler`";
    } catch (error) {
        // Packages that cannot be installed.
        if (error instanceof SettingsError) throw error;
        const [, first = ""] = String(error).split("\n");
        return `a file that esbuild can bundle (${first.trim()})`;
    }
}
