import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { UsageError } from "../terminal/usage-error";
import { type Report, reportSchema, reportVersion } from "./facts/report-schema";
import type { ReportFlags } from "./flags";

const run = promisify(execFile);

/** The source of a report on a preview that started from a state. */
export const overState = "offline preview over a state" satisfies Report["source"];

/** The report of a base commit, or the reason why it could not be built. */
export type BaseReport =
    | { readonly commit: string; readonly report: Report }
    | { readonly commit: string; readonly error: string };

/**
 * Resolves a branch, tag or commit to a commit.
 * @throws {UsageError} if the repository has no such commit.
 */
export async function resolveBase(folder: string, ref: string): Promise<string> {
    try {
        const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`];
        return (await run("git", args, { cwd: folder })).stdout.trim();
    } catch {
        throw new UsageError([`"--base ${ref}": got no commit of this repository, want a branch, a tag or a commit`]);
    }
}

/**
 * Reports on a stack with the program of a base commit: in a temporary worktree, with the packages installed here.
 * If the base has no report, that is not an error of this command; the report states the reason.
 */
export async function reportBase(
    folder: string,
    commit: string,
    {
        source,
        state,
        prices,
        assume,
    }: Pick<ReportFlags, "source" | "prices" | "assume"> & Partial<Pick<ReportFlags, "state">>,
    signal: AbortSignal,
): Promise<BaseReport> {
    const temporary = mkdtempSync(join(tmpdir(), "gatehouse-base-"));
    const worktree = join(temporary, "worktree");
    const out = join(temporary, "out");
    try {
        await run("git", ["worktree", "add", "--detach", worktree, commit], { cwd: folder, signal });
        symlinkSync(join(folder, "node_modules"), join(worktree, "node_modules"));
        // Runs the base commit's own script, because its files may be elsewhere.
        const args = ["run", "--silent", "report", "--", "--stack", source.name, "--out", out];
        // A relative path is that of the base's own file.
        if (source.file !== undefined) args.push("--config-file", source.file);
        // Both start from the same state.
        if (state !== undefined) args.push("--state", resolve(state));
        // Both costs are estimated with the same prices and assumptions.
        if (prices !== undefined) args.push("--prices", resolve(prices));
        for (const [name, amount] of Object.entries(assume)) args.push("--assume", `${name}=${amount}`);
        // The command fails if a rule is broken or the engine failed, but still writes the report.
        const stderr = await run("npm", args, { cwd: worktree, signal }).then(
            () => "",
            (error: Error & { stderr?: string }) => error.stderr || error.message,
        );
        signal.throwIfAborted();
        const base = readBase(join(out, "report.json"), commit, stderr);
        return state === undefined ? base : requireState(base, stderr);
    } finally {
        await run("git", ["worktree", "remove", "--force", worktree], { cwd: folder }).catch((error: Error) =>
            process.stderr.write(`${error.message}\n`),
        );
        rmSync(temporary, { recursive: true, force: true });
    }
}

function readBase(file: string, commit: string, stderr: string): BaseReport {
    let text: string;
    try {
        text = readFileSync(file, "utf8");
    } catch {
        return { commit, error: firstError(stderr) };
    }
    const json: unknown = JSON.parse(text);
    const parsed = reportSchema.safeParse(json);
    if (!parsed.success) return { commit, error: formError(json) };
    if (parsed.data.verdict === "failed") return { commit, error: parsed.data.errors[0] ?? "its preview failed" };
    return { commit, report: parsed.data };
}

// The report command of an old base does not know the flag; without it every resource would count as created there.
function requireState(base: BaseReport, stderr: string): BaseReport {
    if ("error" in base) {
        const isUnknown = /--state.*unknown|unknown.*--state/i.test(stderr);
        return isUnknown ? { commit: base.commit, error: 'its report command does not know "--state"' } : base;
    }
    if (base.report.source === overState) return base;
    return { commit: base.commit, error: "it was previewed without the state" };
}

function formError(json: unknown): string {
    const { version } = typeof json === "object" && json !== null && "version" in json ? json : { version: undefined };
    return version === reportVersion
        ? "its report.json is not valid"
        : `its report.json has version ${version ?? "unknown"}, want ${reportVersion}`;
}

// A stack trace begins with the source line; the message follows below.
function firstError(stderr: string): string {
    const lines = stderr.split("\n").filter((line) => line.trim() !== "");
    return lines.find((line) => /^\w*Error: /.test(line)) ?? lines[0] ?? "it wrote no report";
}
