import { isObject } from "../../../openapi/raw-value";
import { type PlaceholderKind, placeholders } from "../../../stacks/settings/placeholders";
import type { StackConfig } from "../../cloud-simulator/engine/stack-config";

// Only the last number of an address stays.
const realValues: Readonly<Record<PlaceholderKind, string>> = {
    domain: "gatehouse.dev",
    account: "270727272727",
    address: "18.184.0",
};

/** Replaces placeholders, which the program does not deploy, with realistic values for an `up` in the simulated clouds. */
export function withRealValues(config: StackConfig): StackConfig {
    return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, replaced(value)]));
}

function replaced(value: unknown): unknown {
    if (typeof value === "string") return kinds.reduce(replaceKind, value);
    if (Array.isArray(value)) return value.map(replaced);
    return isObject(value) ? withRealValues(value) : value;
}

const kinds = Object.keys(placeholders) as PlaceholderKind[];

function replaceKind(text: string, kind: PlaceholderKind): string {
    return text.replaceAll(new RegExp(placeholders[kind].pattern, "g"), realValues[kind]);
}
