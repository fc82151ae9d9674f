import type { StackConfig } from "../../cloud-simulator/engine/stack-config";

/**
 * A stack's configuration with one value changed, added, or taken out.
 * @param path a key such as `gatehouse:stages`, then the names inside it; a value of undefined takes the last one out.
 */
export function withSetting(config: StackConfig, [key = "", ...rest]: readonly string[], value: unknown): StackConfig {
    const { [key]: before, ...others } = config;
    const after = rest.length === 0 ? value : withSetting(isMap(before) ? before : {}, rest, value);
    if (after === undefined) return others;
    // In its place, so that the order of stages and plans stays.
    return key in config
        ? Object.fromEntries(Object.entries(config).map(([name, own]) => [name, name === key ? after : own]))
        : { ...config, [key]: after };
}

function isMap(value: unknown): value is StackConfig {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
