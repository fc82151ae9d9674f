import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Policies } from "@pulumi/policy";
import type { Preset } from "../../policy/contract/tiers";
import { buildPolicies } from "../../policy/pack/crossguard";

/** The policies with the configuration of a preset, as the engine would call them. */
export function inPreset(preset: Preset, policies: Policies = buildPolicies()): Policies {
    const file = join(__dirname, "../../policy", `${preset}.json`);
    const config: { readonly [policy: string]: Readonly<Record<string, unknown>> } = JSON.parse(
        readFileSync(file, "utf8"),
    );
    return policies.map((policy) => configured(policy, config[policy.name] ?? {}));
}

function configured(policy: Policies[number], { enforcementLevel, ...settings }: Readonly<Record<string, unknown>>) {
    const withConfig = <Args extends object>(args: Args): Args => ({ ...args, getConfig: () => settings });
    // The pack adds and removes functions while it runs.
    return new Proxy(policy, {
        get(target, key) {
            if (key === "enforcementLevel") return enforcementLevel ?? target.enforcementLevel;
            const value: unknown = Reflect.get(target, key);
            return typeof value === "function" && String(key).startsWith("validate")
                ? (args: object, report: unknown) => value(withConfig(args), report)
                : value;
        },
    });
}
