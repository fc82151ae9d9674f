import type { Tier } from "../reading/finding";

/**
 * Groups of policies by how certain their findings are. The level is the one without any configuration; the preset
 * `strict` makes every policy mandatory.
 */
export const tiers = {
    gateway: { level: "mandatory", covers: "cache, rate limits, keys, private integrations, and plain public doors" },
    network: {
        level: "advisory",
        covers: "what widens the network without opening a door by itself, and deployments that may be stale",
    },
    strict: { level: "disabled", covers: "what no policy can read: charts, templates, and code that runs" },
} as const satisfies Readonly<Record<Tier, object>>;

/** Name of a tier, as findings and policies carry it. */
export type { Tier };

/** How the pack treats what is not decided: `standard` warns, `strict` reports a violation. */
export const presets = ["standard", "strict"] as const;

/** Name of a preset, and of the configuration file beside the pack, e.g. `strict.json`. */
export type Preset = (typeof presets)[number];
