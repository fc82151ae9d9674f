import { z } from "zod";
import { snapshotNameForm, snapshotNamePattern } from "../../../openapi/snapshot";
import { stageVariableNames } from "../../../openapi/stage-variables";
import { boolean, list, number, object, string } from "../form";
import { settingProblem } from "../problems";
import type { Settings } from "../schema";

const snapshot = string(snapshotNameForm, snapshotNamePattern);
const variablesForm = "a map from a stage variable to its value, such as { quotesAlias: candidate }";

// docs.aws.amazon.com/apigateway/latest/developerguide/stage-variables.html (names), and API_CreateStage.html (values).
const variables = z
    .record(
        z.string().regex(/^[A-Za-z0-9_]+$/, { error: "a name of letters, digits and _" }),
        string("a string of letters, digits and -._~:/?#&=,", /^[A-Za-z0-9\-._~:/?#&=,]+$/),
        { error: variablesForm },
    )
    .meta({ form: variablesForm });

/** Former snapshots of a stage that a rollback can return to. */
export const maxHistory = 20;

/** The release of a stage: `gatehouse:stages.<stage>.release`. */
export const release = object({
    snapshot: snapshot.describe("Snapshot that the stage serves; its text is in `snapshots/<stack>/<snapshot>.json`."),
    history: list("a list of names of snapshots", snapshot)
        .max(maxHistory, { error: `at most ${maxHistory} snapshots` })
        .default([])
        .describe("Snapshots that the stage served before, the last one first; their deployments are kept."),
    canary: object({
        percent: number("a number from 0 to 100", 0, 100).describe(
            "Share of the requests in percent that the canary serves; each request is assigned at random.",
        ),
        snapshot: snapshot.optional().describe("Snapshot that the canary serves. Default: the newest body."),
        variables: variables
            .default({})
            .describe("Stage variables of the canary in place of the stage's, such as another alias of a function."),
        ownCache: boolean()
            .default(false)
            .describe("Cache the canary's responses apart from the stage's cache; rule R2 reports it."),
    })
        .optional()
        .describe("A share of the requests that another snapshot serves. Default: none."),
});

/** The settings of a release, with every default filled in. */
export type ReleaseSettings = z.output<typeof release>;

/** Names of the snapshots that stages serve or can return to, each with the settings that name it. */
export function namedSnapshots({ stages }: Pick<Settings, "stages">): ReadonlyMap<string, readonly string[]> {
    const named = new Map<string, string[]>();
    for (const [stage, { release: own }] of Object.entries(stages)) {
        const add = (at: string, name: string | undefined) => {
            if (name !== undefined) named.set(name, [...(named.get(name) ?? []), `stages.${stage}.release.${at}`]);
        };
        add("snapshot", own?.snapshot);
        own?.history.forEach((name, index) => {
            add(`history.${index}`, name);
        });
        add("canary.snapshot", own?.canary?.snapshot);
    }
    return named;
}

/** Problems of releases that need no snapshot's text: an alias of a function that no stage has. */
export function checkReleases({ stages = {}, apis = {} }: Partial<Settings>): string[] {
    const aliases = Object.entries(apis).flatMap(([api, { runsOn }]) =>
        runsOn === "lambda" ? [stageVariableNames(api).alias] : [],
    );
    const want = `the alias of a function, which has the name of a stage: ${Object.keys(stages).join(", ")}`;
    return Object.entries(stages).flatMap(([stage, { release: own }]) =>
        Object.entries(own?.canary?.variables ?? {})
            .filter(([name, value]) => aliases.includes(name) && !Object.hasOwn(stages, value))
            .map(([name, value]) =>
                settingProblem(["stages", stage, "release", "canary", "variables", name], value, want),
            ),
    );
}
