import { program } from "../../stacks/program";
import { policyPack } from "../cli/preview/run-preview";
import { projectName, readStack } from "../cli/project/project";
import { previewOffline } from "../cloud-simulator/engine/offline-run";

// Previews the dev stack once and ends: with the pack, or with "--no-pack" without it.
const policyPacks = process.argv.includes("--no-pack") ? [] : [policyPack];
const { name: stackName, config, placeholders: secretPaths } = readStack("dev");
const options = { projectName, stackName, config, secretPaths, policyPacks, program: async () => program() };
previewOffline(options).then(({ succeeded, error }) => {
    if (!succeeded) throw new Error(error ?? "the preview failed");
});
