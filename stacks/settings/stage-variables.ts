import { ownUserPool } from "../../openapi/authorizer";
import { stageVariableNames, userPoolVariable } from "../../openapi/stage-variables";
import type { Settings } from "./schema";

/** The variables that every stage of a stack has for its backends and its user pool, as the settings alone tell. */
export function stageVariablesOf({ apis = {}, authorizers = {} }: Partial<Settings>): string[] {
    const ofApis = Object.entries(apis).flatMap(([name, { runsOn }]) => {
        const { link, backend, alias } = stageVariableNames(name);
        if (runsOn === "gateway") return [];
        return runsOn === "lambda" ? [alias] : [link, backend];
    });
    return usesOwnUserPool(authorizers) ? [...ofApis, userPoolVariable] : ofApis;
}

/** Whether an authorizer accepts tokens of the user pool that the stack creates; one of type `cognito` without pools may mean it. */
export function usesOwnUserPool(authorizers: NonNullable<Settings["authorizers"]>): boolean {
    return Object.values(authorizers).some(
        ({ type, userPools = [ownUserPool] }) => type === "cognito" && userPools.includes(ownUserPool),
    );
}
