import { suggestion } from "../../../openapi/issues";
import { stageVariableNames } from "../../../openapi/stage-variables";
import { settingProblem } from "../problems";
import type { Settings } from "../schema";

/** Checks that the stage variables which the errors use are those of the stack's APIs. */
export function checkErrors({ gateway, apis = {} }: Partial<Settings>): string[] {
    const known = Object.entries(apis).flatMap(([name, { runsOn }]) => {
        const { link, backend, alias } = stageVariableNames(name);
        return runsOn === "lambda" ? [alias] : [link, backend];
    });
    return Object.entries(gateway?.errors ?? {}).flatMap(([type, response]) =>
        (["headers", "templates"] as const).flatMap((part) =>
            Object.entries(response[part] ?? {}).flatMap(([name, value]) =>
                [...value.matchAll(/\bstageVariables\.(\w+)/g)].flatMap(([reference, variable = ""]) =>
                    known.includes(variable)
                        ? []
                        : [
                              settingProblem(
                                  ["gateway", "errors", type, part, name],
                                  reference,
                                  `one of the stage variables ${known.join(", ")}${suggestion(variable, known)}`,
                              ),
                          ],
                ),
            ),
        ),
    );
}
