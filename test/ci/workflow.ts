import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const texts = z.record(z.string(), z.coerce.string());

const step = z.object({
    id: z.string().optional(),
    name: z.string().optional(),
    if: z.string().optional(),
    uses: z.string().optional(),
    with: texts.default({}),
    env: texts.default({}),
    run: z.string().optional(),
});

const job = z.object({
    if: z.string().optional(),
    environment: z.string().optional(),
    permissions: texts,
    strategy: z.object({ matrix: z.record(z.string(), z.union([z.string(), z.array(z.string())])) }).optional(),
    env: texts.default({}),
    steps: z.array(step),
});

const workflow = z.object({ on: z.unknown(), permissions: texts, jobs: z.record(z.string(), job) });

/** A step of a job: an action (`uses`) or a script (`run`). */
export type Step = z.infer<typeof step>;

/** A job: what it may do, for which values it is run, and its steps. */
export type Job = z.infer<typeof job>;

/** The parts of a GitHub workflow that a rehearsal needs. */
export type Workflow = z.infer<typeof workflow>;

/** Path of a workflow within the project, such as `.github/workflows/preview.yml`. */
export function workflowPath(name: string): string {
    return join(".github", "workflows", `${name}.yml`);
}

/** Reads a workflow of the project by its name, such as `preview`; throws where it is not there or not of this form. */
export function readWorkflow(folder: string, name: string): Workflow {
    return workflow.parse(parse(readFileSync(join(folder, workflowPath(name)), "utf8")));
}
