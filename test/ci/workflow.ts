import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const strings = z.record(z.string(), z.coerce.string());

const step = z.object({
    id: z.string().optional(),
    name: z.string().optional(),
    if: z.string().optional(),
    uses: z.string().optional(),
    with: strings.default({}),
    env: strings.default({}),
    run: z.string().optional(),
});

const job = z.object({
    if: z.string().optional(),
    environment: z.string().optional(),
    permissions: strings,
    strategy: z.object({ matrix: z.record(z.string(), z.union([z.string(), z.array(z.string())])) }).optional(),
    env: strings.default({}),
    steps: z.array(step),
});

const workflow = z.object({ on: z.unknown(), permissions: strings, jobs: z.record(z.string(), job) });

/** A step of a job: an action (`uses`) or a script (`run`). */
export type Step = z.infer<typeof step>;

/** A job: its permissions, matrix and steps. */
export type Job = z.infer<typeof job>;

/** The parts of a GitHub workflow that these tests use. */
export type Workflow = z.infer<typeof workflow>;

/** Path of a workflow within the project, such as `.github/workflows/preview.yml`. */
export function workflowPath(name: string): string {
    return join(".github", "workflows", `${name}.yml`);
}

/** Reads a workflow of the project by name, such as `preview`. Throws an error if it is missing or has another form. */
export function readWorkflow(folder: string, name: string): Workflow {
    return workflow.parse(parse(readFileSync(join(folder, workflowPath(name)), "utf8")));
}
