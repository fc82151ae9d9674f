import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Contexts, interpolate, isMet, type JobStatus } from "./expressions";
import type { Job, Step } from "./workflow";

/** The outcome of a step. */
export interface StepOutcome {
    readonly title: string;
    /** `stubbed`: an action, whose effect the test itself produces. */
    readonly kind: "ran" | "stubbed" | "skipped";
    /** Exit code of a script that ran, else 0. */
    readonly status: number;
    /** Output of a script, of both streams. */
    readonly output: string;
}

/** A job for one value of its matrix, with the environment in which it runs. */
export interface JobRun {
    readonly job: Job;
    readonly contexts: Contexts;
    /** Clone of the repository in which its scripts run. */
    readonly workspace: string;
    /** Folder for the files that collect outputs and the summary. */
    readonly runnerFolder: string;
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly onStep?: (outcome: StepOutcome) => void;
    readonly signal?: AbortSignal | undefined;
}

/** Runs the steps of a job in order, as GitHub's runner does: each script in bash, with its variables. */
export async function runJob(run: JobRun): Promise<readonly StepOutcome[]> {
    mkdirSync(run.runnerFolder, { recursive: true });
    const outcomes: StepOutcome[] = [];
    const outputs: Record<string, { outputs: Record<string, string> }> = {};
    for (const [index, step] of run.job.steps.entries()) {
        const jobStatus = { hasFailed: outcomes.some(({ status }) => status !== 0), workspace: run.workspace };
        const contexts = { ...run.contexts, steps: outputs };
        const outputFile = join(run.runnerFolder, `output-${index}`);
        const outcome = (await isMet(step.if, contexts, jobStatus))
            ? await runStep(step, { ...run, contexts }, jobStatus, outputFile)
            : { title: titleOf(step), kind: "skipped" as const, status: 0, output: "" };
        if (step.id !== undefined) outputs[step.id] = { outputs: readOutputs(outputFile) };
        outcomes.push(outcome);
        run.onStep?.(outcome);
    }
    return outcomes;
}

/** Path of a job's summary, within the folder of its runner. */
export function summaryFile(runnerFolder: string): string {
    return join(runnerFolder, "summary.md");
}

async function runStep(step: Step, run: JobRun, jobStatus: JobStatus, outputFile: string): Promise<StepOutcome> {
    const title = titleOf(step);
    if (step.run === undefined) return { title, kind: "stubbed", status: 0, output: "" };
    const evaluated = async (env: Job["env"]) => {
        const values: Record<string, string> = {};
        for (const [name, value] of Object.entries(env))
            values[name] = await interpolate(value, run.contexts, jobStatus);
        return values;
    };
    const script = join(run.runnerFolder, "script.sh");
    writeFileSync(script, await interpolate(step.run, run.contexts, jobStatus));
    // The command behind `shell: bash`.
    const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], {
        cwd: run.workspace,
        env: {
            ...run.environment,
            GITHUB_OUTPUT: outputFile,
            GITHUB_STEP_SUMMARY: summaryFile(run.runnerFolder),
            ...(await evaluated(run.job.env)),
            ...(await evaluated(step.env)),
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
