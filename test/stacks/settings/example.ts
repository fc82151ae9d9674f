import { parseSettings } from "../../../stacks/settings/parse-settings";
import { SettingsError } from "../../../stacks/settings/problems";

/** Settings that are valid in every region. */
export const validSettings = {
    network: { cidrBlock: "10.20.0.0/16" },
    cluster: { kubernetesVersion: "1.35" },
    apis: { pictures: { image: "registry/pictures:1", port: 5075 } },
    stages: { Test: {} },
    plans: { standard: { requestsPerSecond: 1000, burst: 500 } },
    clients: { web: "standard" },
};

type Tree = { [key: string]: unknown };

/** The valid settings with one value changed, at a path such as "stages.Test.cache.sizeGb". */
export function changed(path: string, value: unknown): Tree {
    const settings = structuredClone(validSettings) as Tree;
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    const at = keys.reduce<Tree>((tree, key) => {
        tree[key] ??= {};
        return tree[key] as Tree;
    }, settings);
    at[last] = value;
    return settings;
}

/** The problems of settings; empty for valid ones. */
export function problemsOf(settings: Tree, region?: string): readonly string[] {
    try {
        parseSettings(settings, region);
    } catch (error) {
        if (error instanceof SettingsError) return error.problems;
        throw error;
    }
    return [];
}
