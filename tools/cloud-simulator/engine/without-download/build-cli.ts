import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findOnPath, firstLine } from "../pulumi-cli";

/** The newest version of the engine's Go module that builds without its workspace. */
export const builtVersion = "3.230.0";

/** Where and how the CLI is built. */
export interface BuildOptions {
    /** An empty folder; the executable becomes `bin/pulumi` in it. */
    readonly root: string;
    /** A folder for sources, removed by the caller. */
    readonly workFolder: string;
    readonly env: NodeJS.ProcessEnv;
    /** Why no CLI was downloaded. */
    readonly reason: string;
    readonly onProgress: (line: string) => void;
    readonly signal?: AbortSignal | undefined;
}

/**
 * Builds the CLI from its Go module, through the module proxy that Go is configured with.
 * Takes five minutes on two cores, seconds once Go has it in its build cache. Throws if Go is missing or fails.
 */
export async function buildCli({ root, workFolder, env, reason, onProgress, signal }: BuildOptions): Promise<void> {
    const go = await findOnPath("go", env.PATH);
    if (!go) throw new Error('"go" is not on PATH');
    const run = (args: readonly string[]) => runGo(go, args, { workFolder, env, onProgress, signal });
    await mkdir(workFolder, { recursive: true });
    await writeFile(join(workFolder, "go.mod"), goModule);
    await writeFile(join(workFolder, "tools.go"), `package tools\n\nimport _ "${command}"\n`);
    onProgress(
        `Building Pulumi ${builtVersion}, the newest version that its Go module builds by itself, once: this takes some minutes (${reason})`,
    );
    await run(["mod", "tidy"]);
    onProgress("Modules are there, compiling");
    await run(["build", "-ldflags", linkerFlags, "-o", join(root, "bin", "pulumi"), command]);
    onProgress(`Built Pulumi ${builtVersion}`);
}

const command = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const linkerFlags = `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${builtVersion}`;

// The module's own go.mod has this replacement, but Go ignores replacements of a dependency.
const goModule = `module gatehouse.local/pulumi

go 1.25

require github.com/pulumi/pulumi/pkg/v3 v${builtVersion}

replace github.com/atotto/clipboard => github.com/tgummerer/clipboard v0.0.0-20241001131231-d02d263e614e
`;

type RunOptions = Pick<BuildOptions, "workFolder" | "env" | "onProgress" | "signal">;

async function runGo(go: string, args: readonly string[], options: RunOptions): Promise<void> {
    const { workFolder, env, onProgress, signal } = options;
    const child = spawn(go, args, {
        cwd: workFolder,
        env,
        stdio: ["ignore", "ignore", "pipe"],
        ...(signal ? { signal } : {}),
    });
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
        errors = `${errors}${text}`.slice(-4_000);
        const downloads = text.split("\n").filter((line) => line.startsWith("go: downloading"));
        if (downloads[0]) onProgress(firstLine(downloads[0]));
    });
    const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
    if (code !== 0) throw new Error(`"go ${args[0]}" failed: ${lastLine(errors)}`);
}

function lastLine(text: string): string {
    return text.trim().split("\n").at(-1)?.trim() ?? "";
}
