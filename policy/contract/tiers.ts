import type { Tier } from "../reading/finding";

/**
 * Groups of policies by how certain their findings are. `level` is the one without any configuration, `strict` the one in the
 * preset of that name, which accepts only what is shown to be right, and what nothing but a person can review.
 */
export const tiers = {
    gateway: {
        level: "mandatory",
        strict: "mandatory",
        covers: "cache, rate limits, keys, private integrations, and plain public doors",
    },
    network: {
        level: "advisory",
        strict: "mandatory",
        covers: "what widens the network without opening a door by itself, and deployments that may be stale",
    },
    strict: {
        level: "disabled",
        strict: "mandatory",
        covers: "what no policy can read: charts, templates, and code that runs",
    },
    review: {
        level: "advisory",
        strict: "advisory",
        covers: "code that a rule depends on, within limits that API Gateway keeps by itself: someone has to review it",
    },
} as const satisfies Readonly<Record<Tier, object>>;

/** Name of a tier, as findings and policies carry it. */
export type { Tier };

/** How the pack treats what is not decided: `standard` warns, `strict` reports a violation. */
export const presets = ["standard", "strict"] as const;

/** Name of a preset, and of the configuration file beside the pack, e.g. `strict.json`. */
export type Preset = (typeof presets)[number];
