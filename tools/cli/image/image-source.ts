import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { closest, distance } from "fastest-levenshtein";
import { architectureOfImage } from "../../../stacks/settings/architecture";
import type { Settings } from "../../../stacks/settings/schema";
import { readStack, type Stack } from "../project/project";
import { stackNames } from "../project/stack-file";
import { type StackSource, stackFileName } from "../project/stack-source";
import { UsageError } from "../terminal/usage-error";

/** The source of the image of an API or a page. */
export interface ImageSource {
    /** Folder with a Dockerfile, relative to the project. */
    readonly folder: string;
    /** Platforms of the nodes that run it, such as "linux/amd64". */
    readonly platforms: readonly string[];
    /** Region of a stack that runs it. */
    readonly region: string;
}

/**
 * The stacks that run an API or a page.
 * @param sources the stacks that must have it; default: every stack of the project, at least one of which must.
 * @throws {UsageError} if a stack is invalid, or none of that name has the API.
 */
export function stacksWith(api: string, sources: readonly StackSource[], folder: string): readonly Stack[] {
    const all = sources.length > 0 ? sources : stackNames(folder).map((name) => ({ name }));
    const stacks = all.map((source) => readNamedStack(source, folder));
    const having = stacks.filter(({ settings }) => Object.hasOwn(containersOf(settings), api));
    const lacking = stacks.find((stack) => !having.includes(stack));
    if (having.length === 0 || (sources.length > 0 && lacking)) {
        const known = [
            ...new Set((lacking ? [lacking] : stacks).flatMap(({ settings }) => Object.keys(containersOf(settings)))),
        ];
        const near = known.length > 0 ? closest(api, known) : "";
        const hint = distance(api, near) <= 2 ? `; did you mean "${near}"?` : "";
        const where = sources.length > 0 ? ` of stack ${lacking?.name}` : "";
        throw new UsageError([`"--api": got "${api}", want an API${where}: ${known.join(", ")}${hint}`]);
    }
    return having;
}

// Of several stacks, the problems have to name the file that they are in.
function readNamedStack(source: StackSource, folder: string): Stack {
    try {
        return readStack(source, folder);
    } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        const file = `"${stackFileName(source)}"`;
        throw new UsageError(
            error.problems.map((problem) => (problem.startsWith(file) ? problem : `${file}: ${problem}`)),
        );
    }
}

// A name is either that of an API or that of a page.
function containersOf({ apis, pages }: Settings): Readonly<Record<string, Partial<Settings["apis"][string]>>> {
    return { ...apis, ...pages };
}

/**
 * Finds the source of the image of an API or a page for stacks.
 * @throws {UsageError} if the folder has no Dockerfile.
 */
export function imageSource(api: string, stacks: readonly Stack[], projectFolder: string): ImageSource {
    const builds = stacks.flatMap(({ settings }) => containersOf(settings)[api]?.build ?? []);
    const folder = builds[0] ?? `app/${api}`;
    if (!existsSync(join(projectFolder, folder, "Dockerfile")))
        throw new UsageError([`"${folder}": got no Dockerfile, want a folder with one, as its setting \`build\``]);
    const architectures = stacks.map(({ settings }) =>
        architectureOfImage(settings, containersOf(settings)[api] ?? {}),
    );
    const platforms = [...new Set(architectures.map((architecture) => `linux/${architecture}`))].sort();
    return { folder, platforms, region: String(stacks[0]?.config["aws:region"]) };
}

/** A tag that no other build has: the time, then the commit of the folder's project if it is in git. */
export function uniqueTag(folder: string, now: Date): string {
    const time = now
        .toISOString()
        .replaceAll(/[-:]|\.\d+Z/g, "")
        .replace("T", "-");
    const commit = git(folder, "rev-parse", "--short=12", "HEAD");
    if (commit === undefined) return time;
    const isModified = git(folder, "status", "--porcelain", "--", ".") !== "";
    return `${time}-${commit}${isModified ? "-modified" : ""}`;
}

function git(folder: string, ...args: string[]): string | undefined {
    try {
        return execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    } catch {
        // No git, no repository, or no commit yet.
        return undefined;
    }
}
