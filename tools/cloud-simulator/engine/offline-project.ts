import { readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import type { StackConfig } from "./stack-config";

/** Settings of the project of an offline run. */
export interface OfflineProjectArgs {
    readonly projectName: string;
    readonly stackName: string;
    readonly config: StackConfig;
    /** Folder of the real project, whose settings count too. */
    readonly workDir?: string | undefined;
}

/**
 * Writes a project into a temporary folder whose program and settings are those of the real project.
 * So the engine, which adds an encryption salt to the stack's file, never writes into the real one.
 */
export async function writeOfflineProject(folder: string, args: OfflineProjectArgs): Promise<void> {
    const settings = args.workDir === undefined ? {} : await readSettings(args.workDir);
    const project = offlineProject(settings, args.workDir ?? process.cwd(), args.projectName);
    await writeFile(join(folder, "Pulumi.yaml"), stringify(project));
    await writeFile(join(folder, `Pulumi.${args.stackName}.yaml`), stringify({ config: args.config }));
}

/** Project settings as they have to be outside the project's folder: every path absolute, without a backend. */
export function offlineProject(
    settings: Readonly<Record<string, unknown>>,
    workDir: string,
    projectName: string,
): Record<string, unknown> {
    const { backend: _backend, stackConfigDir: _stackConfigDir, ...others } = settings;
    const main = resolve(workDir, typeof settings.main === "string" ? settings.main : ".");
    return { ...others, name: projectName, main, runtime: absoluteRuntime(settings.runtime, main) };
}

// The engine resolves a tsconfig from the program's folder, not from the project's (pulumi/pulumi#10022).
function absoluteRuntime(runtime: unknown, main: string): unknown {
    if (typeof runtime !== "object" || runtime === null) return runtime ?? "nodejs";
    const { options } = runtime as { readonly options?: Readonly<Record<string, unknown>> };
    if (typeof options?.tsconfig !== "string") return runtime;
    return { ...runtime, options: { ...options, tsconfig: resolve(programFolder(main), options.tsconfig) } };
}

function programFolder(main: string): string {
    return /\.[cm]?[jt]s$/.test(main) ? dirname(main) : main;
}

// A program in a test has no project file.
async function readSettings(workDir: string): Promise<Record<string, unknown>> {
    const text = await readFile(join(workDir, "Pulumi.yaml"), "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return "";
        throw error;
    });
    return parse(text) ?? {};
}
