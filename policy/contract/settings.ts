import type { PolicyConfigSchema } from "@pulumi/policy";
import { containedIn, parseCidr } from "../reading/cidr";
import { type Preset, presets } from "./tiers";

/** Environment variable that names the file of waivers; its path is absolute or relative to the pack's folder. */
export const waiversVariable = "GATEHOUSE_WAIVERS";

/** Configuration of the pack. */
export interface Settings {
    /** Whether what is undecided at preview is a warning (`standard`) or a violation (`strict`). */
    readonly preset: Preset;
    /** Maximum number of requests per second of a client, stage, plan or method; at most 100,000. */
    readonly requestsPerSecond: number;
    /** The account's own throttle, which limits a stage or a plan without one. */
    readonly accountRequestsPerSecond: number;
    /** Minimum time to live of a cached response, in seconds. */
    readonly lowestTtlSeconds: number;
    /** Public address ranges that count as trusted, in CIDR notation. */
    readonly trustedCidrs: readonly string[];
    /** Reviewed Helm charts, as `repository/name@version`, or `name@version` for a release without a repository. */
    readonly trustedCharts: readonly string[];
    /** Load balancer classes whose controllers read the scheme annotation. */
    readonly loadBalancerClasses: readonly string[];
    /** Values of `x-content-freshness` that mark content as constantly refreshed. */
    readonly freshnessMarks: readonly string[];
    /**
     * Operations that need no key: `preflight` for OPTIONS with a mock integration, or a method and a path. For R2: GET routes of an
     * HTTP API that need no cache.
     */
    readonly exemptOperations: readonly string[];
}

/** Settings of a pack without configuration: the strictest useful ones. */
export const defaultSettings: Settings = {
    preset: "standard",
    requestsPerSecond: 100_000,
    // docs.aws.amazon.com/apigateway/latest/developerguide/limits.html: unless it was raised; 2,500 in some regions.
    accountRequestsPerSecond: 10_000,
    lowestTtlSeconds: 1,
    trustedCidrs: [],
    trustedCharts: [],
    // EKS Auto Mode and the AWS Load Balancer Controller.
    loadBalancerClasses: ["eks.amazonaws.com/nlb", "service.k8s.aws/nlb"],
    freshnessMarks: ["volatile"],
    exemptOperations: ["preflight"],
};

const properties = {
    preset: {
        type: "string" as const,
        description: "Whether what is undecided at preview is a warning (standard) or a violation (strict).",
        default: defaultSettings.preset,
        enum: [...presets],
    },
    requestsPerSecond: {
        type: "number" as const,
        description: "Maximum number of requests per second of a client, stage, plan or method.",
        default: defaultSettings.requestsPerSecond,
        minimum: 1,
        maximum: 100_000,
    },
    accountRequestsPerSecond: {
        type: "number" as const,
        description: "The account's throttle in requests per second: 10,000 unless AWS raised it.",
        default: defaultSettings.accountRequestsPerSecond,
        minimum: 1,
        maximum: 10_000_000,
    },
    lowestTtlSeconds: {
        type: "number" as const,
        description: "Minimum time to live of a cached response, in seconds.",
        default: defaultSettings.lowestTtlSeconds,
        minimum: 1,
        maximum: 3_600,
    },
    trustedCidrs: {
        type: "array" as const,
        items: { type: "string" as const },
        description: "Public address ranges that count as trusted, in CIDR notation.",
    },
    trustedCharts: {
        type: "array" as const,
        items: { type: "string" as const },
        description:
            "Reviewed Helm charts, as repository/name@version, or name@version for a release without a repository.",
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
        description: "Values of x-content-freshness that mark content as constantly refreshed.",
        default: [...defaultSettings.freshnessMarks],
    },
    exemptOperations: {
        type: "array" as const,
        items: { type: "string" as const },
        description:
            "Operations that need no key: preflight, or a method and a path such as GET /health; of r2-cached-content, GET routes of an HTTP API that need no cache. Variables in routes of an HTTP API may have any name.",
        default: [...defaultSettings.exemptOperations],
    },
} satisfies Record<keyof Settings, NonNullable<PolicyConfigSchema["properties"]>[string]>;

/** Schema of the settings that a policy reads; every policy reads the preset. */
export function configSchema(keys: readonly (keyof Settings)[]): PolicyConfigSchema {
    const own: readonly (keyof Settings)[] = ["preset", ...keys];
    return { properties: Object.fromEntries(own.map((key) => [key, properties[key]])) };
}

/** Settings with every problem of the configuration that they were read from. */
interface ReadSettings {
    readonly settings: Settings;
    readonly problems: readonly string[];
}

const memo = new Map<string, ReadSettings>();

/**
 * Reads settings and collects every problem with them; an invalid value is replaced by its default. The same configuration
 * gives the same object, because the engine passes it with each resource.
 */
export function readSettings(config: Readonly<Record<string, unknown>>): ReadSettings {
    const key = JSON.stringify(config);
    const before = memo.get(key);
    if (before) return before;
    const read = parseSettings(config);
    memo.set(key, read);
    return read;
}

function parseSettings(config: Readonly<Record<string, unknown>>): ReadSettings {
    const problems = Object.keys(config)
        .filter((key) => key !== "enforcementLevel" && !(key in properties))
        .map((key) => `"${key}": not a setting, expected one of ${Object.keys(properties).join(", ")}`);
    const number = (key: "requestsPerSecond" | "accountRequestsPerSecond" | "lowestTtlSeconds"): number => {
        const value = config[key];
        const { minimum, maximum } = properties[key];
        if (value === undefined) return defaultSettings[key];
        if (typeof value === "number" && value >= minimum && value <= maximum) return value;
        problems.push(`"${key}": got ${JSON.stringify(value)}, expected a number from ${minimum} to ${maximum}`);
        return defaultSettings[key];
    };
    const strings = (key: Lists, isValid: (text: string) => boolean, expected: string) => {
        const value = config[key];
        if (value === undefined) return defaultSettings[key];
        if (Array.isArray(value) && value.every((item): item is string => typeof item === "string" && isValid(item))) {
            return value;
        }
        problems.push(`"${key}": got ${JSON.stringify(value)}, expected a list of ${expected}`);
        return defaultSettings[key];
    };
    const preset = presets.find((name) => name === (config.preset ?? defaultSettings.preset));
    const settings: Settings = {
        preset: preset ?? defaultSettings.preset,
        requestsPerSecond: number("requestsPerSecond"),
        accountRequestsPerSecond: number("accountRequestsPerSecond"),
        lowestTtlSeconds: number("lowestTtlSeconds"),
        trustedCidrs: strings(
            "trustedCidrs",
            formats.cidr,
            "CIDR blocks no wider than /8 (IPv6: /16), such as 203.0.113.0/24",
        ),
        trustedCharts: strings(
            "trustedCharts",
            formats.chart,
            "charts as repository/name@version, such as https://kubernetes-sigs.github.io/metrics-server/metrics-server@3.12.1",
        ),
        loadBalancerClasses: strings("loadBalancerClasses", formats.word, "load balancer classes"),
        freshnessMarks: strings("freshnessMarks", formats.word, "values of x-content-freshness"),
        exemptOperations: strings(
            "exemptOperations",
            formats.operation,
            'words "preflight" or operations, such as "GET /health"',
        ),
    };
    if (preset === undefined)
        problems.push(`"preset": got ${JSON.stringify(config.preset)}, expected ${presets.join(" or ")}`);
    return { settings, problems };
}

type Lists = { [Key in keyof Settings]: Settings[Key] extends readonly string[] ? Key : never }[keyof Settings];

const formats = {
    // A wider block would trust so much of the internet that it disables the rule.
    cidr: (text: string) => {
        const cidr = parseCidr(text);
        return cidr !== undefined && (cidr.prefix >= (cidr.family === 4 ? 8 : 16) || containedIn(cidr, []));
    },
    word: (text: string) => /^[^\s*]+$/.test(text),
    // A version range such as "^1.2.0" or "1.2.x" would include versions that were not reviewed.
    chart: (text: string) => /^[^\s@*]+@v?\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(text),
    // A pattern would exempt operations that were not reviewed.
    operation: (text: string) =>
        text === "preflight" || /^(GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE) \/[^\s*]*$/.test(text),
};
