import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { mapValues } from "../../infra/map-values";
import { type Contexts, interpolate, isMet, type JobStatus } from "./expressions";
import type { Job, Step } from "./workflow";

/** What became of a step. */
export interface StepOutcome {
    readonly title: string;
    /** `stood for`: an action, whose effect the rehearsal itself brings about. */
    readonly kind: "ran" | "stood for" | "skipped";
    /** Exit code of a script that ran, else 0. */
    readonly status: number;
    /** What a script printed, to both streams. */
    readonly output: string;
}

/** A job for one value of its matrix, and where it runs. */
export interface JobRun {
    readonly job: Job;
    readonly contexts: Contexts;
    /** Clone of the repository in which its scripts run. */
    readonly workspace: string;
    /** Folder for the files in which GitHub takes outputs and the summary. */
    readonly runnerFolder: string;
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly onStep?: (outcome: StepOutcome) => void;
    readonly signal?: AbortSignal | undefined;
}

/** Runs the steps of a job one after the other, as GitHub's runner does: each script by bash, with its variables. */
export async function runJob(run: JobRun): Promise<readonly StepOutcome[]> {
    mkdirSync(run.runnerFolder, { recursive: true });
    const outcomes: StepOutcome[] = [];
    const outputs: Record<string, { outputs: Record<string, string> }> = {};
    for (const [index, step] of run.job.steps.entries()) {
        const jobStatus = { hasFailed: outcomes.some(({ status }) => status !== 0), workspace: run.workspace };
        const contexts = { ...run.contexts, steps: outputs };
        const outputFile = join(run.runnerFolder, `output-${index}`);
        const outcome = isMet(step.if, contexts, jobStatus)
            ? await runStep(step, { ...run, contexts }, jobStatus, outputFile)
            : { title: titleOf(step), kind: "skipped" as const, status: 0, output: "" };
        if (step.id !== undefined) outputs[step.id] = { outputs: readOutputs(outputFile) };
        outcomes.push(outcome);
        run.onStep?.(outcome);
    }
    return outcomes;
}

/** The file in which a job's summary is, within its runner's folder. */
export function summaryFile(runnerFolder: string): string {
    return join(runnerFolder, "summary.md");
}

async function runStep(step: Step, run: JobRun, jobStatus: JobStatus, outputFile: string): Promise<StepOutcome> {
    const title = titleOf(step);
    if (step.run === undefined) return { title, kind: "stood for", status: 0, output: "" };
    const evaluated = (env: Job["env"]) => mapValues(env, (value) => interpolate(value, run.contexts, jobStatus));
    const script = join(run.runnerFolder, "script.sh");
    writeFileSync(script, interpolate(step.run, run.contexts, jobStatus));
    // What `shell: bash` stands for.
    const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], {
        cwd: run.workspace,
        env: {
            ...run.environment,
            GITHUB_OUTPUT: outputFile,
            GITHUB_STEP_SUMMARY: summaryFile(run.runnerFolder),
            ...evaluated(run.job.env),
            ...evaluated(step.env),
        },
        stdio: ["ignore", "pipe", "pipe"],
        ...(run.signal && { signal: run.signal }),
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", (text: string) => {
            output += text;
        });
    const [status] = await once(child, "close");
    return { title, kind: "ran", status: typeof status === "number" ? status : 1, output };
}

function titleOf({ name, uses, run }: Step): string {
    return name ?? uses?.split("@", 1)[0] ?? run?.trim().split("\n", 1)[0] ?? "";
}

function readOutputs(file: string): Record<string, string> {
    if (!existsSync(file)) return {};
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s).slice(0, 2)));
}
