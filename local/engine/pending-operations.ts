import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Estate } from "../cloud/estate";
import type { Surroundings } from "./offline-surroundings";

/**
 * What the engine was about to make when it was killed, as pairs of a URN and the id under which the cloud has it.
 * What the cloud does not have is left out.
 */
export function madeMeanwhile(deployment: unknown, estate: Estate): [urn: string, id: string][] {
    return pendingCreates(deployment).flatMap((urn) => {
        const made = estate.withUrn(urn).at(-1);
        return made ? [[urn, made.id] as [string, string]] : [];
    });
}

/**
 * Refreshes a stack whose engine was killed, as a person has to: with the ids of what was made meanwhile
 * (www.pulumi.com/docs/cli/commands/pulumi_refresh, `--import-pending-creates` and `--clear-pending-creates`).
 */
export async function settlePending(
    { home, environment }: Surroundings,
    stackName: string,
    made: readonly [urn: string, id: string][],
): Promise<void> {
    const imports = made.flatMap(([urn, id]) => ["--import-pending-creates", urn, "--import-pending-creates", id]);
    const args = ["refresh", "--yes", "--skip-preview", "--non-interactive", "--stack", stackName];
    const cli = join(home.cliRoot, "bin", "pulumi");
    const env = { ...process.env, ...environment };
    await promisify(execFile)(cli, [...args, ...imports, "--clear-pending-creates"], { cwd: home.projectFolder, env });
}

function pendingCreates(deployment: unknown): string[] {
    const { pending_operations: operations = [] } = deployment as { readonly pending_operations?: PendingOperation[] };
    return operations.flatMap(({ type, resource }) => (type === "creating" ? [resource.urn] : []));
}

// pulumi/pulumi, sdk/go/common/apitype/core.go, OperationV2.
interface PendingOperation {
    readonly type: string;
    readonly resource: { readonly urn: string };
}
