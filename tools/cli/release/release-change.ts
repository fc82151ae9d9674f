import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { compareBodies } from "../../../openapi/compare-bodies";
import { parseSnapshotFile, snapshotFile, snapshotNamePattern } from "../../../openapi/snapshot";
import { defineApis } from "../../../stacks/apis/define-apis";
import { snapshotPath } from "../../../stacks/releases";
import { namedSnapshots } from "../../../stacks/settings/gateway/release";
import { projectName, type Stack } from "../project/project";
import { stackFileName, stackFilePath } from "../project/stack-source";
import type { NewFile } from "../project/write-files";
import { UsageError } from "../terminal/usage-error";
import type { DeployedReleases } from "./deployed-releases";
import { planRelease, type ReleaseAction } from "./plan-release";
import { renderDifference } from "./render-release";
import { withRelease } from "./stack-releases";

/** A change of a stack's releases: what a user is shown, and the files that it takes. */
export interface ReleaseChange {
    readonly shown: string;
    /** The files of new snapshots, then the stack's file, which refers to them. */
    readonly written: readonly NewFile[];
    /** Files of snapshots that no release refers to any more, relative to the project's folder. */
    readonly removed: readonly string[];
}

/**
 * Plans the change of a stage's release in the files of a project.
 * @param folder folder that holds `app` and `snapshots`.
 * @throws {UsageError} if the action does not fit, or the text of a snapshot is nowhere.
 */
export function releaseChange(
    folder: string,
    stack: Stack,
    state: DeployedReleases,
    stage: string,
    action: ReleaseAction,
): ReleaseChange {
    const { settings } = stack;
    const current = settings.stages[stage]?.release;
    const { release, difference, effect } = planRelease({ stage, action, current, state });
    const fileName = stackFileName(stack);
    const path = stackFilePath(folder, stack);
    const edited = withRelease(fileName, readFileSync(path, "utf8"), stage, release);
    const stages = Object.entries(settings.stages).map(([name, own]) => [
        name,
        name === stage ? { ...own, release } : own,
    ]);
    const needed = [...namedSnapshots({ stages: Object.fromEntries(stages) }).keys()];
    const added = needed
        .filter((name) => !existsSync(join(folder, snapshotPath(stack.name, name))))
        .map((name) => ({ file: snapshotPath(stack.name, name), text: textOf(state, name) }));
    const removed = unusedFiles(folder, stack, needed);
    const bodyOf = (name: string | undefined) =>
        name === undefined ? newestBody(folder, stack, state) : bodyInState(folder, stack, state, name);
    const { from, to } = difference ?? {};
    const shown = [
        difference ? renderDifference(compareBodies(bodyOf(from), bodyOf(to)), from, to) : "",
        ...added.map(({ file }) => `writes "${file}"\n`),
        ...removed.map((file) => `removes "${file}"\n`),
        `edits "${fileName}"\n`,
        `With the next \`pulumi up\`, ${effect}\n`,
    ];
    return {
        shown: shown.join(""),
        // The stack's file last: it refers to the others.
        written: [...added.map(({ file, text }) => ({ path: join(folder, file), text })), { path, text: edited }],
        removed,
    };
}

function textOf({ texts }: DeployedReleases, name: string): string {
    const text = texts.get(name);
    if (text !== undefined) return snapshotFile(text);
    throw new UsageError([
        `snapshot "${name}": got no text in the state, want the state after a \`pulumi up\` that succeeded`,
    ]);
}

function bodyInState(folder: string, { name: stack }: Stack, state: DeployedReleases, name: string): string {
    const path = join(folder, snapshotPath(stack, name));
    const text = existsSync(path) ? readFileSync(path, "utf8") : textOf(state, name);
    return parseSnapshotFile(text)?.body ?? "";
}

function newestBody(folder: string, { name, settings }: Stack, { place }: DeployedReleases): string {
    const { restApi } = defineApis(`${projectName}-${name}`, settings, folder);
    if (restApi === undefined)
        throw new UsageError([`stack "${name}": got no REST API, want one, whose stages have releases`]);
    return restApi.body(place);
}

/** Files of snapshots that no release refers to, relative to the project's folder. */
export function unusedFiles(
    folder: string,
    { name, settings }: Stack,
    needed = [...namedSnapshots(settings).keys()],
): string[] {
    const own = dirname(snapshotPath(name, ""));
    if (!existsSync(join(folder, own))) return [];
    return readdirSync(join(folder, own))
        .filter((file) => snapshotNamePattern.test(file.replace(/\.json$/, "")))
        .filter((file) => !needed.includes(file.replace(/\.json$/, "")))
        .map((file) => join(own, file))
        .sort();
}
