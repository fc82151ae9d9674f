import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { UsageError } from "../terminal/usage-error";
import { type Report, reportSchema } from "./facts/report-schema";
import type { ReportFlags } from "./flags";

const run = promisify(execFile);

/** The report of a base commit, or why there is none. */
export type BaseReport =
    | { readonly commit: string; readonly report: Report }
    | { readonly commit: string; readonly error: string };

/**
 * Finds the commit that a base names.
 * @throws {UsageError} where the repository has no such commit.
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
 * Has the program of a base commit report on a stack: in a temporary worktree, with the packages that are installed
 * here. A base that cannot be rendered is no failure of this command; it is said in the report.
 */
export async function reportBase(
    folder: string,
    commit: string,
    { stack, prices, assume }: Pick<ReportFlags, "stack" | "prices" | "assume">,
    signal: AbortSignal,
): Promise<BaseReport> {
    const temporary = mkdtempSync(join(tmpdir(), "gatehouse-base-"));
    const worktree = join(temporary, "worktree");
    const out = join(temporary, "out");
    try {
        await run("git", ["worktree", "add", "--detach", worktree, commit], { cwd: folder, signal });
        symlinkSync(join(folder, "node_modules"), join(worktree, "node_modules"));
        // By the script of the base commit, because its files may be elsewhere.
        const args = ["run", "--silent", "report", "--", "--stack", stack, "--out", out];
        // Both are to be estimated alike.
        if (prices !== undefined) args.push("--prices", resolve(prices));
        for (const [name, amount] of Object.entries(assume)) args.push("--assume", `${name}=${amount}`);
        // A base that breaks a rule, or whose engine fails, ends with an error and reports all the same.
        const said = await run("npm", args, { cwd: worktree, signal }).then(
            () => "",
            (error: Error & { stderr?: string }) => error.stderr || error.message,
        );
        signal.throwIfAborted();
        return readBase(join(out, "report.json"), commit, said);
    } finally {
        await run("git", ["worktree", "remove", "--force", worktree], { cwd: folder }).catch((error: Error) =>
            process.stderr.write(`${error.message}\n`),
        );
        rmSync(temporary, { recursive: true, force: true });
    }
}

function readBase(file: string, commit: string, said: string): BaseReport {
    let text: string;
    try {
        text = readFileSync(file, "utf8");
    } catch {
        return { commit, error: firstError(said) };
    }
    const parsed = reportSchema.safeParse(JSON.parse(text));
    if (!parsed.success) return { commit, error: "its report has another form" };
    if (parsed.data.verdict === "failed") return { commit, error: parsed.data.errors[0] ?? "its preview failed" };
    return { commit, report: parsed.data };
}

// A stack trace begins with the place; what went wrong stands below it.
function firstError(said: string): string {
    const lines = said.split("\n").filter((line) => line.trim() !== "");
    return lines.find((line) => /^\w*Error: /.test(line)) ?? lines[0] ?? "it wrote no report";
}
