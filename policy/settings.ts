import type { PolicyConfigSchema } from "@pulumi/policy";
import { containedIn, parseCidr } from "./cidr";

/** Environment variable that names the file of waivers for the whole pack; a relative path starts at the pack's folder. */
export const waiversVariable = "GATEHOUSE_WAIVERS";

/** What the pack's configuration can change. */
export interface Settings {
    /** Requests a second that one client, stage or plan may make; at most 100,000. */
    readonly requestsPerSecond: number;
    /** Shortest time to live of a cached answer, in seconds. */
    readonly lowestTtlSeconds: number;
    /** Public address ranges that count as ours, in CIDR notation. */
    readonly trustedCidrs: readonly string[];
    /** Helm charts, by name, whose releases were reviewed by hand. */
    readonly trustedCharts: readonly string[];
}

/** The strictest useful settings; a pack without configuration has these. */
export const defaultSettings: Settings = {
    requestsPerSecond: 100_000,
    lowestTtlSeconds: 1,
    trustedCidrs: [],
    trustedCharts: [],
};

const properties = {
    requestsPerSecond: {
        type: "number",
        description: "Requests a second that one client, stage or plan may make.",
        default: defaultSettings.requestsPerSecond,
        minimum: 1,
        maximum: 100_000,
    },
    lowestTtlSeconds: {
        type: "number",
        description: "Shortest time to live of a cached answer, in seconds.",
        default: defaultSettings.lowestTtlSeconds,
        minimum: 1,
        maximum: 3_600,
    },
    trustedCidrs: {
        type: "array",
        items: { type: "string" },
        description: "Public address ranges that count as ours, in CIDR notation.",
    },
    trustedCharts: {
        type: "array",
        items: { type: "string" },
        description: "Helm charts, by name, whose releases were reviewed by hand.",
    },
} as const satisfies Record<keyof Settings, NonNullable<PolicyConfigSchema["properties"]>[string]>;

/** The part of the configuration schema that one policy offers. */
export function configSchema(keys: readonly (keyof Settings)[]): PolicyConfigSchema {
    return { properties: Object.fromEntries(keys.map((key) => [key, properties[key]])) };
}

/** Settings as configured, with every fault in them; a faulty value is replaced by its default. */
export function readSettings(config: Readonly<Record<string, unknown>>): { settings: Settings; faults: string[] } {
    const faults: string[] = [];
    const number = (key: "requestsPerSecond" | "lowestTtlSeconds"): number => {
        const value = config[key];
        const { minimum, maximum } = properties[key];
        if (value === undefined) return defaultSettings[key];
        if (typeof value === "number" && value >= minimum && value <= maximum) return value;
        faults.push(`"${key}": got ${JSON.stringify(value)}, want a number from ${minimum} to ${maximum}`);
        return defaultSettings[key];
    };
    const strings = (key: "trustedCidrs" | "trustedCharts", fits: (text: string) => boolean, wanted: string) => {
        const value = config[key];
        if (value === undefined) return defaultSettings[key];
        if (Array.isArray(value) && value.every((item): item is string => typeof item === "string" && fits(item))) {
            return value;
        }
        faults.push(`"${key}": got ${JSON.stringify(value)}, want a list of ${wanted}`);
        return defaultSettings[key];
    };
    const settings: Settings = {
        requestsPerSecond: number("requestsPerSecond"),
        lowestTtlSeconds: number("lowestTtlSeconds"),
        trustedCidrs: strings(
            "trustedCidrs",
            isTrustable,
            "CIDR blocks no wider than /8 (IPv6: /16), such as 203.0.113.0/24",
        ),
        trustedCharts: strings("trustedCharts", (name) => name !== "", "chart names"),
    };
    return { settings, faults };
}

// Trusting half of the internet is no trust: it would switch the rule off.
const isTrustable = (text: string): boolean => {
    const cidr = parseCidr(text);
    return cidr !== undefined && (cidr.prefix >= (cidr.family === 4 ? 8 : 16) || containedIn(cidr, []));
};
