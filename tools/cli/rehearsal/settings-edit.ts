import { isObject } from "../../../openapi/raw-value";
import type { StackConfig } from "../../cloud-simulator/engine/stack-config";

/**
 * Returns a stack's configuration with one value changed, added or removed.
 * @param path a key such as `gatehouse:stages`, then the names inside it.
 * @param value the new value; undefined removes the last name of the path.
 */
export function withSetting(config: StackConfig, [key = "", ...rest]: readonly string[], value: unknown): StackConfig {
    const { [key]: before, ...others } = config;
    const after = rest.length === 0 ? value : withSetting(isObject(before) ? before : {}, rest, value);
    if (after === undefined) return others;
    // Replaced in place, to keep the order of stages and plans.
    return key in config
        ? Object.fromEntries(Object.entries(config).map(([name, own]) => [name, name === key ? after : own]))
        : { ...config, [key]: after };
}
