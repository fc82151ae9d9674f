import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { waiversVariable } from "../../../policy/contract/settings";
import { projectFolder } from "../../../tools/cli/project/project";
import { withOfflineEnvironment } from "../../../tools/cloud-simulator/engine/offline-environment";
import { linkPackages } from "../../tools/cloud-simulator/engine/sample-project";

/** How a plain `pulumi preview` ended. */
export interface PlainPreview {
    readonly exitCode: number;
    /** Standard output and error. */
    readonly output: string;
}

const run = promisify(execFile);

/**
 * Previews a program that has nothing to do with ours, in a temporary folder, by the CLI itself and a copy of the pack.
 * @param program JavaScript of the program.
 * @param packConfig file for `--policy-pack-config`.
 * @param waivers text of the file that `GATEHOUSE_WAIVERS` names, `waivers.yaml` beside the program's folder; null: the
 * file does not exist.
 */
export async function previewPlain(
    program: string,
    { packConfig, waivers }: { packConfig?: object; waivers?: string | null } = {},
): Promise<PlainPreview> {
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
            return await outcome(run(pulumi, ["preview", ...flags], options));
        });
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

async function outcome(running: Promise<{ stdout: string; stderr: string }>): Promise<PlainPreview> {
    try {
        const { stdout, stderr } = await running;
        return { exitCode: 0, output: stdout + stderr };
    } catch (error) {
        if (!(error instanceof Error && "code" in error && typeof error.code === "number" && "stdout" in error))
            throw error;
        return { exitCode: error.code, output: `${error.stdout}${"stderr" in error ? error.stderr : ""}` };
    }
}
