import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { program } from "../../stacks/program";
import { programEnvironment } from "../../tools/cli/project/program-environment";
import { projectFolder, projectName, readStack } from "../../tools/cli/project/project";
import { withRealValues } from "../../tools/cli/project/real-values";
import { runCommand } from "../../tools/cli/terminal/run-command";
import { withOfflineStack } from "../../tools/cloud-simulator/engine/offline-stack";
import { writeState } from "./earlier-states";

const stackFiles = [
    ["dev", "Pulumi.dev.yaml"],
    ["prod", "Pulumi.prod.yaml"],
    ["every-kind", "stacks/examples/Pulumi.every-kind.yaml"],
    ["photos", "stacks/examples/Pulumi.photos.yaml"],
] as const;

// Writes the states that today's program creates, for a release: node -r tsx/cjs test/upgrades/make.ts RELEASE
runCommand(async () => {
    const [release = "unreleased"] = process.argv.slice(2);
    for (const [stackName, file] of stackFiles) {
        const stack = readStack({ name: stackName, file });
        const state = await withOfflineStack(
            {
                projectName,
                stackName,
                config: withRealValues(stack.config),
                secretPaths: stack.placeholders,
                program: async () => program(),
                programEnvironment,
            },
            async (offline) => {
                const { succeeded, error } = await offline.up();
                if (!succeeded) throw new Error(error);
                return offline.exportState();
            },
        );
        writeState(release, stackName, state);
        const { text } = withRealValues({ text: readFileSync(join(projectFolder, file), "utf8") });
        writeFileSync(join(__dirname, release, basename(file)), String(text));
    }
    return 0;
});
