import { isDeepStrictEqual } from "node:util";
import { allConfig, setAllConfig } from "@pulumi/pulumi/runtime/config";
import type { StackConfig } from "../../cloud-simulator/engine/stack-config";

// `npm run preview -- --watch` loads this module again after each edit: it has everything that an edit may change.
export { program } from "../../../stacks/program";
export { readStack } from "../project/project";

/**
 * Gives the running program the configuration of a stack file that was edited after its engine had started.
 * @param former the configuration that the engine read.
 */
export function replaceConfig(former: StackConfig, config: StackConfig): void {
    if (isDeepStrictEqual(former, config)) return;
    const others = Object.entries(allConfig()).filter(([key]) => !Object.hasOwn(former, key));
    const own = Object.entries(config).map(([key, value]) => [
        key,
        typeof value === "string" ? value : JSON.stringify(value),
    ]);
    setAllConfig(Object.fromEntries([...others, ...own]));
}
