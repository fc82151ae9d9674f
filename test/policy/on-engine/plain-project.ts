import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { waiversVariable } from "../../../policy/contract/settings";
import { projectFolder } from "../../../tools/cli/project/project";
import { withOfflineEnvironment } from "../../../tools/cloud-simulator/engine/offline-environment";
import { linkPackages } from "../../tools/cloud-simulator/engine/sample-project";

/** How a command of the CLI ended. */
export interface PlainRun {
    readonly exitCode: number;
    /** Standard output and error. */
    readonly output: string;
}

/** A project that has nothing to do with ours, in a temporary folder, with a copy of the pack in `../policy`. */
export interface PlainProject {
    /** Folder of the program. */
    readonly folder: string;
    /** Runs the CLI itself in the program's folder. */
    pulumi(...args: readonly string[]): Promise<PlainRun>;
}

/** Settings of a project besides its program. */
export interface PlainOptions {
    /** Configuration of the pack, in `../settings.json`. */
    readonly packConfig?: object;
    /** Text of the file that `GATEHOUSE_WAIVERS` names, `../waivers.yaml`; null: the file does not exist. */
    readonly waivers?: string | null;
}

/** Flags of a command for the stack, without questions and colours. */
export const quiet = ["--non-interactive", "--color", "never", "--stack", "dev"];

const execute = promisify(execFile);

/**
 * Previews a program that has nothing to do with ours by the CLI itself and a copy of the pack.
 * @param program JavaScript of the program.
 */
export async function previewPlain(program: string, options: PlainOptions = {}): Promise<PlainRun> {
    const flags = options.packConfig ? ["--policy-pack-config", "../settings.json"] : [];
    return withPlainProject(program, options, ({ pulumi }) =>
        pulumi("preview", ...quiet, "--policy-pack", "../policy", ...flags),
    );
}

/**
 * Creates a project, with the stack `dev`, in simulated clouds for `use`, and removes it when `use` returns or fails.
 * @param program JavaScript of the program.
 */
export async function withPlainProject<T>(
    program: string,
    { packConfig, waivers }: PlainOptions,
    use: (project: PlainProject) => Promise<T>,
): Promise<T> {
    const root = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
    try {
        cpSync(join(projectFolder, "policy"), join(root, "policy"), { recursive: true });
        linkPackages(root);
        const folder = join(root, "shop");
        mkdirSync(folder);
        writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
        writeFileSync(join(folder, "package.json"), '{ "name": "shop", "main": "index.js" }\n');
        writeFileSync(join(folder, "index.js"), program);
        if (packConfig) writeFileSync(join(root, "settings.json"), JSON.stringify(packConfig));
        return await withOfflineEnvironment({ runsPrograms: true }, async ({ variables, home }) => {
            const cli = join(home.cliRoot, "bin", "pulumi");
            const waiversFile = join(root, "waivers.yaml");
            if (typeof waivers === "string") writeFileSync(waiversFile, waivers);
            const env = {
                ...process.env,
                ...variables,
                ...(waivers !== undefined && { [waiversVariable]: waiversFile }),
            };
            const pulumi = (...args: readonly string[]) => outcome(execute(cli, args, { cwd: folder, env }));
            await pulumi("stack", "init", "dev");
            await pulumi("config", "set", "aws:region", "eu-west-1");
            return await use({ folder, pulumi });
        });
    } finally {
        rmSync(root, { recursive: true, force: true });
    }
}

async function outcome(running: Promise<{ stdout: string; stderr: string }>): Promise<PlainRun> {
    try {
        const { stdout, stderr } = await running;
        return { exitCode: 0, output: stdout + stderr };
    } catch (error) {
        if (!(error instanceof Error && "code" in error && typeof error.code === "number" && "stdout" in error))
            throw error;
        return { exitCode: error.code, output: `${error.stdout}${"stderr" in error ? error.stderr : ""}` };
    }
}
