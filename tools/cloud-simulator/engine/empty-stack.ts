import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stateFolder } from "./offline-variables";

/**
 * Creates a stack without resources in the temporary file backend, as `pulumi stack init` does: a run of the CLI takes a
 * third of a second (pulumi/pulumi, pkg/backend/diy: meta.go, state.go).
 * @param folder folder of the offline run.
 */
export async function createEmptyStack(folder: string, projectName: string, stackName: string): Promise<void> {
    const backend = join(stateFolder(folder), ".pulumi");
    const stacks = join(backend, "stacks", projectName);
    await mkdir(stacks, { recursive: true });
    await writeFile(join(backend, "meta.yaml"), "version: 1\n");
    const checkpoint = { stack: `organization/${projectName}/${stackName}`, latest: null };
    await writeFile(join(stacks, `${stackName}.json`), JSON.stringify({ version: 3, checkpoint }));
}
