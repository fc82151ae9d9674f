import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineHome, stateFolder } from "./offline-variables";
import type { PulumiCli } from "./pulumi-cli";

/** The temporary folder of an offline run. */
export interface EngineHome {
    readonly folder: string;
    /** Root of an installation as the Automation API wants it: `bin/pulumi` in it is the CLI. */
    readonly cliRoot: string;
    /** File with the process id of the engine that runs, or ran last. */
    readonly pidFile: string;
    /** An empty folder for a project of the run's own. */
    readonly projectFolder: string;
    /** Removes the folder and all in it. */
    remove(): Promise<void>;
}

/** Makes the temporary folder of an offline run, with all that a CLI from its Go module lacks. */
export async function createEngineHome(cli: PulumiCli): Promise<EngineHome> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), "gatehouse-")));
    const cliRoot = join(folder, "cli");
    const projectFolder = join(folder, "project");
    for (const path of [engineHome(folder), stateFolder(folder), projectFolder, join(cliRoot, "bin")]) {
        await mkdir(path, { recursive: true });
    }
    const pidFile = join(folder, "engine.pid");
    const launcher = join(cliRoot, "bin", "pulumi");
    await writeFile(launcher, launcherScript(cli, pidFile));
    await chmod(launcher, 0o755);
    if (!cli.hasNodeHost) await installPolicyHost(engineHome(folder), cli.version);
    return { folder, cliRoot, pidFile, projectFolder, remove: () => rm(folder, { recursive: true, force: true }) };
}

// The Automation API runs the CLI for its version, which is known already: each run takes a tenth of a second.
function launcherScript({ path, version }: PulumiCli, pidFile: string): string {
    return [
        "#!/bin/sh",
        `if [ "$*" = version ]; then echo v${version}; exit; fi`,
        `echo $$ > ${quoted(pidFile)}`,
        `exec ${quoted(path)} "$@"`,
        "",
    ].join("\n");
}

// The engine starts a pack without language host by an analyzer plugin of this name, in the pack's folder, with the
// engine's address and the pack's path (pulumi/pulumi, sdk/go/common/resource/plugin/analyzer_plugin.go).
async function installPolicyHost(home: string, version: string): Promise<void> {
    const folder = join(home, "plugins", `analyzer-policy-nodejs-v${version}`);
    const executable = join(folder, "pulumi-analyzer-policy-nodejs");
    await mkdir(folder, { recursive: true });
    const host = join(__dirname, "without-download", "policy-host.cjs");
    await writeFile(executable, `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(host)} "$@"\n`);
    await chmod(executable, 0o755);
}

/** Quotes a string as one word of a POSIX shell. */
export function quoted(text: string): string {
    return `'${text.replaceAll("'", "'\\''")}'`;
}
