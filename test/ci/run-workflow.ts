import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { parse, stringify } from "yaml";
import { programEnvironment } from "../../tools/cli/project/program-environment";
import { withRealValues } from "../../tools/cli/project/real-values";
import { withOfflineEnvironment } from "../../tools/cloud-simulator/engine/offline-environment";
import { type Contexts, evaluate, isMet } from "./expressions";
import { runJob, type StepOutcome, summaryFile } from "./run-job";
import { type RegistryOptions, Stubs } from "./stubs";
import { type Job, readWorkflow } from "./workflow";

/** Selects the part of a workflow to run, and its inputs. */
export interface WorkflowRunOptions {
    /** Name of the workflow's file without its extension, such as `preview`. */
    readonly workflow: string;
    /** The only job to run. Default: every job. */
    readonly job?: string | undefined;
    /** The stack of the matrix. */
    readonly stack: string;
    /** The API of the matrix and its image; without it, no registry is there. */
    readonly image?: { readonly api: string } & RegistryOptions;
    /** Base commit of the pull request: any revision that git resolves in the repository. */
    readonly base: string;
    /** Repository to clone: its last commit is what runs. */
    readonly repository: string;
    /** Whether `npm ci` only links the packages of the repository. */
    readonly linksPackages: boolean;
    readonly onStep?: (job: string, outcome: StepOutcome) => void;
    readonly onProgress?: (line: string) => void;
    readonly signal?: AbortSignal | undefined;
}

/** The result of running a workflow. */
export interface WorkflowRun {
    readonly outcomes: readonly StepOutcome[];
    /** Text of the pull request's comment. */
    readonly comment: string | undefined;
    /** Summary on the page of the run, of all jobs. */
    readonly summary: string;
    /** Calls of the stubbed commands. */
    readonly calls: readonly string[];
}

/**
 * Runs the scripts of a workflow in a clean clone, as GitHub would for a pull request or, if the workflow has no such
 * event, for a push to main. Git, npm, node, the Pulumi engine and the program are real; GitHub's CLI and the conformance
 * suite are stubs; a job that uses credentials runs against simulated clouds.
 */
export async function runWorkflow(options: WorkflowRunOptions): Promise<WorkflowRun> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "gatehouse-workflow-")));
    try {
        const workspace = join(folder, "clone");
        const git = async (...args: string[]) => (await promisify(execFile)("git", args)).stdout.trim();
        await git("clone", "--quiet", options.repository, workspace);
        const base = await git("-C", options.repository, "rev-parse", `${options.base}^{commit}`);
        const contexts = contextsOf(options.stack, base, options.image?.api);
        const stubs = new Stubs(join(folder, "stubs"), options.linksPackages ? options.repository : undefined);
        if (options.image) stubs.addRegistry(options.image);
        const { jobs } = readWorkflow(workspace, options.workflow);
        const outcomes: StepOutcome[] = [];
        let summary = "";
        for (const [name, job] of Object.entries(jobs)) {
            if (options.job !== undefined && options.job !== name) continue;
            if (!(await isMet(job.if, contexts, { hasFailed: false, workspace }))) continue;
            const runnerFolder = join(folder, name);
            const run = { job, workspace, runnerFolder, onStep: (step: StepOutcome) => options.onStep?.(name, step) };
            await inEnvironment(job, stubs, options, workspace, async (environment, values) => {
                for (const matrix of await matrixOf(job, contexts, workspace)) {
                    const all = { ...contexts, ...values, matrix };
                    outcomes.push(...(await runJob({ ...run, contexts: all, environment, signal: options.signal })));
                }
            });
            if (existsSync(summaryFile(runnerFolder))) summary += readFileSync(summaryFile(runnerFolder), "utf8");
        }
        return { outcomes, comment: stubs.comment, summary, calls: stubs.calls };
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

function contextsOf(stack: string, base: string, api?: string): Contexts {
    const repository = "example/gatehouse";
    return {
        github: {
            repository,
            token: "offline",
            ref: "refs/heads/main",
            event: {
                pull_request: { number: 1, base: { sha: base }, head: { repo: { full_name: repository } } },
                repository: { private: false },
            },
        },
        inputs: {},
        secrets: {},
        vars: {
            GATEHOUSE_PREVIEW_STACKS: JSON.stringify([stack]),
            GATEHOUSE_DEPLOY_STACKS: JSON.stringify([stack]),
            ...(api !== undefined && { GATEHOUSE_IMAGES: JSON.stringify([api]), GATEHOUSE_IMAGE_STACK: stack }),
        },
        matrix: { stack, api },
    };
}

// The matrix of a workflow, of one dimension, lists more stacks or APIs than the requested one.
async function matrixOf(job: Job, contexts: Contexts, workspace: string): Promise<Record<string, string>[]> {
    const [[dimension, values] = []] = Object.entries(job.strategy?.matrix ?? {});
    if (dimension === undefined) return [{}];
    const expression = typeof values === "string" ? /\$\{\{(.*)\}\}/s.exec(values)?.[1] : undefined;
    const names = expression ? await evaluate(expression.trim(), contexts, { hasFailed: false, workspace }) : values;
    const requested = (contexts.matrix as Readonly<Record<string, string>>)[dimension];
    return (names as string[]).filter((name) => name === requested).map((name) => ({ [dimension]: name }));
}

type InEnvironment = (environment: NodeJS.ProcessEnv, values: Contexts) => Promise<void>;

async function inEnvironment(
    job: Job,
    stubs: Stubs,
    { stack, onProgress, signal }: WorkflowRunOptions,
    workspace: string,
    use: InEnvironment,
): Promise<void> {
    const runner = {
        GITHUB_ACTIONS: "true",
        GITHUB_REPOSITORY: "example/gatehouse",
        GITHUB_SHA: "0".repeat(40),
        GITHUB_REF: "refs/pull/1/merge",
    };
    const path = (...folders: (string | undefined)[]) => [stubs.binFolder, ...folders].filter(Boolean).join(delimiter);
    if (!job.steps.some(({ uses }) => uses?.startsWith("pulumi/actions@"))) {
        return use({ ...process.env, ...runner, PATH: path(process.env.PATH) }, {});
    }
    await withOfflineEnvironment(
        { runsPrograms: true, programEnvironment, onProgress, signal },
        async ({ variables, home }) => {
            replacePlaceholders(join(workspace, `Pulumi.${stack}.yaml`));
            const PATH = path(join(home.cliRoot, "bin"), variables.PATH);
            const env = { ...process.env, ...variables, ...runner, PATH };
            await promisify(execFile)("pulumi", ["stack", "init", stack], { cwd: workspace, env });
            const { PULUMI_BACKEND_URL, PULUMI_CONFIG_PASSPHRASE } = variables;
            const { vars } = contextsOf(stack, "");
            await use(env, {
                vars: { ...(vars as object), PULUMI_BACKEND_URL, AWS_ROLE: "offline" },
                secrets: { PULUMI_CONFIG_PASSPHRASE },
            });
        },
    );
}

// As everybody does before the first deployment.
function replacePlaceholders(file: string): void {
    const content = parse(readFileSync(file, "utf8"));
    writeFileSync(file, stringify({ ...content, config: withRealValues(content.config) }));
}
