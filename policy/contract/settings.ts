import type { PolicyConfigSchema } from "@pulumi/policy";
import { containedIn, parseCidr } from "../reading/cidr";

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
    /** Helm charts whose releases were reviewed by hand, as `repository/name@version`, or `name@version` of no stated repository. */
    readonly trustedCharts: readonly string[];
    /** Load balancer classes whose controllers read the scheme annotation. */
    readonly loadBalancerClasses: readonly string[];
    /** Values of `x-content-freshness` that mean that content is refreshed constantly. */
    readonly freshnessMarks: readonly string[];
    /** Operations that need no key: `preflight` for what a mock answers to OPTIONS, or a method and a path. */
    readonly exemptOperations: readonly string[];
}

/** The strictest useful settings; a pack without configuration has these. */
export const defaultSettings: Settings = {
    requestsPerSecond: 100_000,
    lowestTtlSeconds: 1,
    trustedCidrs: [],
    trustedCharts: [],
    // EKS Auto Mode and the AWS Load Balancer Controller.
    loadBalancerClasses: ["eks.amazonaws.com/nlb", "service.k8s.aws/nlb"],
    freshnessMarks: ["volatile"],
    exemptOperations: ["preflight"],
};

const properties = {
    requestsPerSecond: {
        type: "number" as const,
        description: "Requests a second that one client, stage or plan may make.",
        default: defaultSettings.requestsPerSecond,
        minimum: 1,
        maximum: 100_000,
    },
    lowestTtlSeconds: {
        type: "number" as const,
        description: "Shortest time to live of a cached answer, in seconds.",
        default: defaultSettings.lowestTtlSeconds,
        minimum: 1,
        maximum: 3_600,
    },
    trustedCidrs: {
        type: "array" as const,
        items: { type: "string" as const },
        description: "Public address ranges that count as ours, in CIDR notation.",
    },
    trustedCharts: {
        type: "array" as const,
        items: { type: "string" as const },
        description:
            "Helm charts whose releases were reviewed by hand, as repository/name@version, or name@version for a release that states no repository.",
    },
    loadBalancerClasses: {
        type: "array" as const,
        items: { type: "string" as const },
        description: "Load balancer classes whose controllers read the scheme annotation.",
        default: [...defaultSettings.loadBalancerClasses],
    },
    freshnessMarks: {
        type: "array" as const,
        items: { type: "string" as const },
        description: "Values of x-content-freshness that mean that content is refreshed constantly.",
        default: [...defaultSettings.freshnessMarks],
    },
    exemptOperations: {
        type: "array" as const,
        items: { type: "string" as const },
        description: "Operations that need no key: preflight, or a method and a path such as GET /health.",
        default: [...defaultSettings.exemptOperations],
    },
} satisfies Record<keyof Settings, NonNullable<PolicyConfigSchema["properties"]>[string]>;

/** The part of the configuration schema that one policy offers. */
export function configSchema(keys: readonly (keyof Settings)[]): PolicyConfigSchema {
    return { properties: Object.fromEntries(keys.map((key) => [key, properties[key]])) };
}

/** Settings as configured, with every fault in them; a faulty value is replaced by its default. */
export function readSettings(config: Readonly<Record<string, unknown>>): { settings: Settings; problems: string[] } {
    const problems = Object.keys(config)
        .filter((key) => key !== "enforcementLevel" && !(key in properties))
        .map((key) => `"${key}": not a setting, want one of ${Object.keys(properties).join(", ")}`);
    const number = (key: "requestsPerSecond" | "lowestTtlSeconds"): number => {
        const value = config[key];
        const { minimum, maximum } = properties[key];
        if (value === undefined) return defaultSettings[key];
        if (typeof value === "number" && value >= minimum && value <= maximum) return value;
        problems.push(`"${key}": got ${JSON.stringify(value)}, want a number from ${minimum} to ${maximum}`);
        return defaultSettings[key];
    };
    const strings = (key: Lists, fit: (text: string) => boolean, expected: string) => {
        const value = config[key];
        if (value === undefined) return defaultSettings[key];
        if (Array.isArray(value) && value.every((item): item is string => typeof item === "string" && fit(item))) {
            return value;
        }
        problems.push(`"${key}": got ${JSON.stringify(value)}, want a list of ${expected}`);
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
        trustedCharts: strings(
            "trustedCharts",
            fits.chart,
            "charts as repository/name@version, such as https://kubernetes-sigs.github.io/metrics-server/metrics-server@3.12.1",
        ),
        loadBalancerClasses: strings("loadBalancerClasses", fits.word, "load balancer classes"),
        freshnessMarks: strings("freshnessMarks", fits.word, "values of x-content-freshness"),
        exemptOperations: strings(
            "exemptOperations",
            fits.operation,
            'words "preflight" or operations, such as "GET /health"',
        ),
    };
    return { settings, problems };
}

type Lists = { [Key in keyof Settings]: Settings[Key] extends readonly string[] ? Key : never }[keyof Settings];

const fits = {
    word: (text: string) => /^[^\s*]+$/.test(text),
    // A range of versions, "^1.2.0" or "1.2.x", holds what nobody reviewed.
    chart: (text: string) => /^[^\s@*]+@v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(text),
    // A pattern would exempt what nobody looked at.
    operation: (text: string) =>
        text === "preflight" || /^(GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE) \/[^\s*]*$/.test(text),
};

// Trusting half of the internet is no trust: it would switch the rule off.
const isTrustable = (text: string): boolean => {
    const cidr = parseCidr(text);
    return cidr !== undefined && (cidr.prefix >= (cidr.family === 4 ? 8 : 16) || containedIn(cidr, []));
};
