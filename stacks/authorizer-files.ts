import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { bundledFunction } from "./function-code";
import { authorizerFiles, authorizerNameProblems } from "./settings/authorizers/authorizers";
import { settingProblem } from "./settings/problems";
import type { Settings } from "./settings/schema";

/**
 * Checks the functions that the stack creates for its authorizers: their names, and the files that they are bundled from.
 * @param projectFolder folder that the files are relative to.
 * @param stack name of the stack at AWS.
 */
export function authorizerProblems(projectFolder: string, stack: string, settings: Settings): string[] {
    const files = authorizerFiles(settings).flatMap(([scheme, file]) => {
        const want = fileProblem(resolve(projectFolder, file));
        return want === undefined ? [] : [settingProblem(["authorizers", scheme, "function"], file, want)];
    });
    return [...authorizerNameProblems(stack, settings), ...files];
}

// Lambda finds a handler that is missing only when it is called.
function fileProblem(file: string): string | undefined {
    if (!existsSync(file)) return "a file that exists";
    if (!/\bhandler\b/.test(readFileSync(file, "utf8"))) return "a file that exports `handler`";
    try {
        bundledFunction(file);
        return undefined;
    } catch (error) {
        const [, first = ""] = String(error).split("\n");
        return `a file that esbuild can bundle (${first.trim()})`;
    }
}
