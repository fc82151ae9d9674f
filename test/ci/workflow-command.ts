import { parseArgs } from "node:util";
import { UsageError } from "../../tools/cli/terminal/usage-error";
import { rehearseWorkflow } from "./rehearse-workflow";
import type { StepOutcome } from "./run-job";

/** What `--help` prints. */
export const workflowHelp = `Runs the scripts of a GitHub workflow in a clean clone of what is committed here, and prints the comment that it makes.

Usage: npm run workflow -- --name NAME [--job NAME] [--stack NAME] [--base REF] [--linked]

  --name NAME    preview, preview-aws or deploy, as in .github/workflows
  --job NAME     the only job to run (default: each; the job check of preview runs every test)
  --stack NAME   the stack (default: dev)
  --base REF     base commit of the pull request (default: HEAD^)
  --linked       link the packages that are installed here, instead of installing them anew
  --help         print this

Real are git, npm, the Pulumi engine, the program and the report. Stubs stand for gh and the conformance suite; the
clouds of preview-aws and deploy are simulated. Exit codes: 0 each step ended well, 1 one did not, 2 misuse.
`;

/**
 * `npm run workflow`: rehearses a workflow, with a line for each step, and prints the comment's text at the end.
 * @returns 0 if each step ended well, else 1.
 * @throws {UsageError} where a flag is unknown or missing.
 */
export async function workflowCommand(
    argv: readonly string[],
    repository: string,
    signal?: AbortSignal,
    write: (text: string) => void = (text) => process.stdout.write(text),
): Promise<number> {
    const { name, job, stack, base, linked, help } = parse(argv);
    if (help) {
        write(workflowHelp);
        return 0;
    }
    if (name === undefined) throw new UsageError(['"--name": got nothing, want preview, preview-aws or deploy']);
    const { outcomes, comment, calls } = await rehearseWorkflow({
        ...{ workflow: name, job, stack, base, repository, signal },
        linksPackages: linked,
        onStep: (jobName, outcome) => write(lineOf(jobName, outcome)),
        onProgress: write,
    });
    const stubbed = calls.filter((call) => call.startsWith("gh ") || call.includes("conformance"));
    write(`\nStubs were called ${stubbed.length} times.\n`);
    if (comment !== undefined) write(`The comment:\n\n${comment}`);
    return outcomes.some(({ status }) => status !== 0) ? 1 : 0;
}

function lineOf(job: string, { title, kind, status, output }: StepOutcome): string {
    const line = `${job} · ${title} · ${kind}${kind === "ran" ? ` · ${status}` : ""}\n`;
    return status === 0 ? line : `${line}${output}\n`;
}

function parse(argv: readonly string[]) {
    const text = { type: "string" } as const;
    const flag = { type: "boolean", default: false } as const;
    const options = {
        name: text,
        job: text,
        stack: { ...text, default: "dev" },
        base: { ...text, default: "HEAD^" },
        linked: flag,
        help: flag,
    } as const;
    try {
        return parseArgs({ args: [...argv], options }).values;
    } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        throw new UsageError([
            `${message.split(". ", 1)[0]}, want --name NAME, --job NAME, --stack NAME, --base REF, --linked or --help`,
        ]);
    }
}
