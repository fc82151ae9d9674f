import { program } from "../../stacks/program";
import { policyPack, presetFile } from "../cli/preview/run-preview";
import { projectName, readStack } from "../cli/project/project";
import { previewOffline } from "../cloud-simulator/engine/offline-run";

// Previews the dev stack once and ends: with the pack, or with "--no-pack" without it.
const packs = process.argv.includes("--no-pack")
    ? {}
    : { policyPacks: [policyPack], policyPackConfigs: [presetFile("strict")] };
const { name: stackName, config, placeholders: secretPaths } = readStack("dev");
const options = { projectName, stackName, config, secretPaths, ...packs, program: async () => program() };
previewOffline(options).then(({ succeeded, error }) => {
    if (!succeeded) throw new Error(error ?? "the preview failed");
});
