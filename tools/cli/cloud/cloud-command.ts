import { once } from "node:events";
import { delimiter, join } from "node:path";
import { quoted } from "../../cloud-simulator/engine/engine-home";
import { type OfflineEnvironment, withOfflineEnvironment } from "../../cloud-simulator/engine/offline-environment";
import { createOfflineStack } from "../../cloud-simulator/engine/offline-workspace";
import { withPlaceholders } from "../../cloud-simulator/engine/stack-config";
import type { StackExport } from "../../cloud-simulator/state/stack-export";
import { existingCloud } from "../project/existing-cloud";
import { programEnvironment } from "../project/program-environment";
import { projectFolder, projectName } from "../project/project";
import { withRealValues } from "../project/real-values";
import { readStackFile, stackNames } from "../project/stack-file";
import { readStateFile, stateOption } from "../project/state-file";
import { Command } from "../terminal/command";
import { UsageError } from "../terminal/usage-error";

/** Stacks that the command serves, and where it writes. */
export interface CloudCommandOptions {
    readonly projectName: string;
    /** Folder of `Pulumi.yaml`. */
    readonly projectFolder: string;
    readonly stackNames: readonly string[];
    /** State that the stack of its resources starts from; default: none. */
    readonly state?: StackExport | undefined;
    /** Takes the environment and the commands to run in it. */
    readonly write: (text: string) => void;
    readonly onProgress: (line: string) => void;
    readonly signal: AbortSignal;
}

/**
 * Serves the simulated clouds until the signal is aborted, with every stack of the project in a temporary backend, and
 * prints the environment in which a plain `pulumi preview` or `pulumi up` of the project reaches them.
 */
export async function serveCloud(options: CloudCommandOptions): Promise<void> {
    const { projectFolder, projectName, stackNames, state, signal, onProgress } = options;
    const seeded = state?.origin?.stackName;
    if (state && (seeded === undefined || !stackNames.includes(seeded)))
        throw new UsageError([
            `"--state": got a state of ${seeded === undefined ? "no stack" : `stack "${seeded}"`}, want one of ${stackNames.join(", ")}`,
        ]);
    await withOfflineEnvironment({ runsPrograms: true, state, programEnvironment, onProgress }, async (offline) => {
        for (const stackName of stackNames) {
            const file = readStackFile(projectFolder, { name: stackName });
            const { config, placeholders } = withPlaceholders(file.config);
            for (const notice of file.notices) onProgress(notice);
            for (const key of placeholders)
                onProgress(`${stackName}: "${key}" cannot be decrypted here: replaced by a placeholder`);
            await createOfflineStack(offline, {
                projectName,
                stackName,
                config: withRealValues(config),
                secretPaths: placeholders,
                existing: existingCloud(config),
                workDir: projectFolder,
                ...(stackName === seeded && { state, onProgress }),
            });
        }
        options.write(instructions(offline, stackNames));
        if (!signal.aborted) await once(signal, "abort");
    });
}

const cloudFlags = new Command({
    name: "cloud",
    summary: "Serves the simulated clouds, and prints the environment in which a plain `pulumi` command reaches them.",
    options: { state: stateOption },
});

/**
 * `npm run cloud`: serves the simulated clouds until the signal is aborted.
 * @returns the exit code.
 * @throws {UsageError} where the flags or a stack file are invalid.
 */
export async function cloudCommand(argv: readonly string[], signal: AbortSignal): Promise<number> {
    const flags = cloudFlags.parse(argv);
    if (flags === undefined) {
        process.stdout.write(cloudFlags.help);
        return 0;
    }
    await serveCloud({
        projectName,
        projectFolder,
        stackNames: stackNames(projectFolder),
        state: flags.state === undefined ? undefined : readStateFile(flags.state),
        write: (text) => process.stdout.write(text),
        onProgress: (line) => process.stderr.write(`${line}\n`),
        signal,
    });
    return 0;
}

const packFlags = "--policy-pack policy --policy-pack-config policy/strict.json";

// The stacks' files are copies: the engine would write an encryption salt into the project's own.
function instructions({ variables, home }: OfflineEnvironment, stackNames: readonly string[]): string {
    const { PATH = "", ...others } = variables;
    const exports = Object.entries(others).map(([name, value]) => `export ${name}=${quoted(value)}`);
    // The folders of the AWS CLI's stub and of the Pulumi CLI; the rest of this process's PATH is npm's.
    const path = `export PATH=${PATH.split(delimiter).slice(0, 2).map(quoted).join(":")}:"$PATH"`;
    const commands = stackNames.map((stackName) => {
        const file = quoted(join(home.projectFolder, `Pulumi.${stackName}.yaml`));
        return `pulumi preview ${packFlags} --stack ${stackName} --config-file ${file}`;
    });
    return [
        "# The simulated clouds run until Ctrl-C. Paste this into another shell, in the project's folder:",
        path,
        ...exports,
        "# Then, for example, or with `up`, `refresh` or `destroy` in place of `preview`. The stack files are copies of",
        "# now: after an edit of one, start again.",
        ...commands,
        "",
    ].join("\n");
}
