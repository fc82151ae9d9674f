import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { noReleases, type Releases } from "../infra/gateway/rest/release";
import { quote } from "../openapi/problem";
import { valueAt } from "../openapi/raw-value";
import { parseSnapshotFile, type Snapshot, snapshotHash, snapshotName, uncachedIn } from "../openapi/snapshot";
import { namedSnapshots, type ReleaseSettings } from "./settings/gateway/release";
import { SettingsError } from "./settings/problems";
import type { Settings } from "./settings/schema";

/** A snapshot whose text is in the repository, and what names it. */
interface NamedSnapshot extends Snapshot {
    readonly name: string;
    /** Settings that name it, such as `stages.live.release.snapshot`. */
    readonly at: readonly string[];
}

/** File of a snapshot's text, relative to the project's folder. */
export function snapshotPath(stack: string, name: string): string {
    return join("snapshots", stack, `${name}.json`);
}

/** The newest version of a stack's REST API. */
export interface NewestApi {
    /** Name of the stack at AWS, with which the names of its functions begin. */
    readonly name: string;
    readonly body: string;
    /** Its GET operations that are not cached, as MethodSettings spells them. */
    readonly uncachedMethodPaths: readonly string[];
}

/**
 * Reads the releases of a stack's settings with the text of their snapshots, `snapshots/<stack>/<name>.json`.
 * @param folder folder that contains `snapshots`.
 * @param newestApi returns the newest version, to whose backends the kept bodies may refer too.
 * @throws {SettingsError} for each file that is missing, unreadable or changed, and each snapshot whose backends are gone.
 */
export function readReleases(folder: string, stack: string, settings: Settings, newestApi: () => NewestApi): Releases {
    const named = [...namedSnapshots(settings)];
    if (named.length === 0) return noReleases;
    const newest = newestApi();
    const problems: string[] = [];
    const kept = named.flatMap(([name, at]): NamedSnapshot[] => {
        const read = readSnapshot(folder, stack, name);
        if (typeof read !== "string") return [{ ...read, name, at }];
        problems.push(read);
        return [];
    });
    const { stages } = settings;
    problems.push(...kept.flatMap((snapshot) => backendProblems(snapshot, newest)));
    problems.push(...kept.flatMap((snapshot) => endpointProblems(snapshot, settings)));
    problems.push(...variableProblems(settings, kept, newest.body));
    if (problems.length > 0) throw new SettingsError(problems);
    const released = Object.entries(stages).flatMap(([stage, { release }]) =>
        release === undefined
            ? []
            : [[stage, { ...release, uncachedMethodPaths: uncachedOf(release, kept, newest) }] as const],
    );
    return { kept: kept.map(({ body, settings }) => ({ body, settings })), stages: Object.fromEntries(released) };
}

function uncachedOf(
    { snapshot, canary }: ReleaseSettings,
    kept: readonly NamedSnapshot[],
    { uncachedMethodPaths }: NewestApi,
): string[] {
    const served = kept.filter(({ name }) => name === snapshot || name === canary?.snapshot);
    const ofNewest = canary !== undefined && canary.snapshot === undefined ? uncachedMethodPaths : [];
    return [...new Set([...served.flatMap(({ body }) => uncachedIn(body, uncachedMethodPaths)), ...ofNewest])];
}

// The snapshot, or the problem of its file.
function readSnapshot(folder: string, stack: string, name: string): Snapshot | string {
    const fileName = snapshotPath(stack, name);
    const path = join(folder, fileName);
    if (!existsSync(path))
        return `"${fileName}": got no file, want the text of the snapshot, which \`npm run release\` writes`;
    const snapshot = parseSnapshotFile(readFileSync(path, "utf8"));
    if (snapshot === undefined)
        return `"${fileName}": got text of another form, want a file that \`npm run release\` wrote`;
    const actual = snapshotName(snapshotHash(snapshot));
    if (actual === name) return snapshot;
    return `"${fileName}": got the text of snapshot "${actual}", want that of "${name}", unchanged since \`npm run release\` wrote it`;
}

// A newer stack sets no variable for an API that is gone, or that moved to another kind of compute. Integrations and authorizers have
// functions, roles and resources with fixed names. The name of a bucket contains the account, and is not compared: its roles are.
function backendProblems({ name, at, body }: NamedSnapshot, newest: NewestApi): string[] {
    const gone = (pattern: RegExp) => {
        const known = namesIn(newest.body, pattern);
        return namesIn(body, pattern).filter((own) => !known.includes(own));
    };
    const functions = namesIn(body, functionPattern);
    const roles = namesIn(body, rolePattern);
    const kindOf = (own: string) => (functions.includes(own) ? "function" : roles.includes(own) ? "role" : "resource");
    const fixedNames = new RegExp(`\\b(${newest.name.replaceAll(".", "\\.")}_[\\w.-]*\\w)`, "g");
    const missing = [
        ...gone(variablePattern).map((own) => `the stage variable "${own}"`),
        ...gone(fixedNames).map((own) => `the ${kindOf(own)} "${own}"`),
    ];
    if (missing.length === 0) return [];
    const want = `a snapshot whose backends the stack still has; this one refers to ${missing.join(", ")}`;
    return at.map((path) => `gatehouse:${path}: got ${quote(name)}, want ${want}`);
}

// The policy of a deployment is that of its time: one from before the API was private admits no VPC endpoint, and cannot be deployed again.
function endpointProblems({ name, at, settings: text }: NamedSnapshot, { gateway }: Settings): string[] {
    const types = valueAt(JSON.parse(text), ["endpointConfiguration", "types"]);
    const isPrivate = gateway.endpoint.type === "private";
    if (types === undefined || (types === "PRIVATE") === isPrivate) return [];
    const want = `a snapshot of a REST API that is ${isPrivate ? "private" : "not private"}, as the stack's is now: remove \`release\` from the stages`;
    return at.map((path) => `gatehouse:${path}: got ${quote(name)}, want ${want}`);
}

function variableProblems({ stages }: Settings, kept: readonly NamedSnapshot[], newest: string): string[] {
    return Object.entries(stages).flatMap(([stage, { release }]) => {
        const canary: ReleaseSettings["canary"] = release?.canary;
        if (canary === undefined) return [];
        const body = kept.find(({ name }) => name === canary.snapshot)?.body ?? newest;
        const names = namesIn(body, variablePattern);
        return Object.keys(canary.variables)
            .filter((name) => !names.includes(name))
            .map((name) => {
                const path = `stages.${stage}.release.canary.variables`;
                return `gatehouse:${path}: got the name "${name}", want a stage variable of the canary's body: ${names.join(", ")}`;
            });
    });
}

// A template names a table without braces.
const variablePattern = /\$\{?stageVariables\.([A-Za-z0-9_]+)/g;
const functionPattern = /\barn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:function:([\w-]+)/g;
const rolePattern = /\barn:[a-z-]+:iam::\d{12}:role\/([\w+=,.@-]+)/g;

function namesIn(body: string, pattern: RegExp): string[] {
    return [...new Set([...body.matchAll(pattern)].map(([, name = ""]) => name))].sort();
}
