import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { waiversVariable } from "../../../policy/contract/settings";
import { projectFolder } from "../../../tools/cli/project/project";
import { withOfflineEnvironment } from "../../../tools/cloud-simulator/engine/offline-environment";
import { linkPackages } from "../../tools/cloud-simulator/engine/sample-project";

/** How a plain `pulumi preview` or `pulumi up` ended. */
export interface PlainRun {
    readonly exitCode: number;
    /** Standard output and error. */
    readonly output: string;
    /** Type tokens of the resources in the stack's state afterwards. */
    readonly created: readonly string[];
}

/** What a run of the CLI gets. */
export interface PlainOptions {
    /** Default: `preview`. */
    readonly command?: "preview" | "up";
    /** Content of the file for `--policy-pack-config`. */
    readonly packConfig?: object;
    /** Text of the file that `GATEHOUSE_WAIVERS` names, `waivers.yaml` beside the program's folder; null: there is none. */
    readonly waivers?: string | null;
}

const run = promisify(execFile);

/**
 * Previews or updates a program that has nothing to do with ours, in a temporary folder, by the CLI itself and a copy of
 * the pack. An update begins with a preview, as it does for a user.
 * @param program JavaScript of the program.
 */
export async function runPlain(
    program: string,
    { command = "preview", packConfig, waivers }: PlainOptions = {},
): Promise<PlainRun> {
    const folder = mkdtempSync(join(tmpdir(), "gatehouse-test-"));
    try {
        cpSync(join(projectFolder, "policy"), join(folder, "policy"), { recursive: true });
        linkPackages(folder);
        mkdirSync(join(folder, "shop"));
        writeFileSync(join(folder, "shop/Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
        writeFileSync(join(folder, "shop/package.json"), '{ "name": "shop", "main": "index.js" }\n');
        writeFileSync(join(folder, "shop/index.js"), program);
        const flags = ["--non-interactive", "--color", "never", "--stack", "dev", "--policy-pack", "../policy"];
        if (packConfig) {
            writeFileSync(join(folder, "settings.json"), JSON.stringify(packConfig));
            flags.push("--policy-pack-config", "../settings.json");
        }
        return await withOfflineEnvironment({ runsPrograms: true }, async ({ variables, home }) => {
            const pulumi = join(home.cliRoot, "bin", "pulumi");
            const waiversFile = join(folder, "waivers.yaml");
            if (typeof waivers === "string") writeFileSync(waiversFile, waivers);
            const env = {
                ...process.env,
                ...variables,
                ...(waivers !== undefined && { [waiversVariable]: waiversFile }),
            };
            const options = { cwd: join(folder, "shop"), env };
            await run(pulumi, ["stack", "init", "dev"], options);
            await run(pulumi, ["config", "set", "aws:region", "eu-west-1"], options);
            const confirmed = command === "up" ? ["--yes"] : [];
            const ended = await outcome(run(pulumi, [command, ...confirmed, ...flags], options));
            const { stdout } = await run(pulumi, ["stack", "export"], options);
            const { deployment }: { deployment: { resources?: { type: string }[] } } = JSON.parse(stdout);
            return { ...ended, created: (deployment.resources ?? []).map(({ type }) => type) };
        });
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

async function outcome(running: Promise<{ stdout: string; stderr: string }>): Promise<Omit<PlainRun, "created">> {
    try {
        const { stdout, stderr } = await running;
        return { exitCode: 0, output: stdout + stderr };
    } catch (error) {
        if (!(error instanceof Error && "code" in error && typeof error.code === "number" && "stdout" in error))
            throw error;
        return { exitCode: error.code, output: `${error.stdout}${"stderr" in error ? error.stderr : ""}` };
    }
}
