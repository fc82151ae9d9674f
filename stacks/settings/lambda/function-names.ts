import { settingProblem } from "../problems";
import type { Settings } from "../schema";

/** Maximum length of a function's name (FunctionName in the API reference of CreateFunction). */
const maxLength = 64;

/**
 * Name of the function of an API that runs on Lambda. The REST API's body contains it, so it is known before the function exists.
 * No API's name contains the separator, so that no two stacks and APIs have the same function.
 * @param stack name of the stack at AWS, such as "gatehouse-dev".
 */
export function functionName(stack: string, api: string): string {
    return `${stack}_${api}`;
}

/** Names of the APIs that run on Lambda. */
export function functionApis({ apis }: Pick<Settings, "apis">): string[] {
    return Object.keys(apis).filter((name) => apis[name]?.runsOn === "lambda");
}

/** Problems of functions' names, which contain those of the stack and of the API; one line each. */
export function functionNameProblems(stack: string, settings: Settings): string[] {
    const most = maxLength - functionName(stack, "").length;
    return functionApis(settings)
        .filter((api) => api.length > most)
        .map((api) => {
            const want = `at most ${most} characters, as the function "${functionName(stack, api)}" has at most ${maxLength}`;
            return settingProblem(["apis", api], api, want);
        });
}
