import type { Settings } from "./settings";

/** The four rules. */
export type RuleId = "R1" | "R2" | "R3" | "R4";

/** What each rule states, as one sentence. */
export const rules: Readonly<Record<RuleId, string>> = {
    R1: "No API is reachable from a public network except through the API gateway.",
    R2: "The backend is not called for content that is not constantly refreshed: the gateway's stage caches it.",
    R3: "No client application may call the backend more than 100,000 times a second.",
    R4: "Every API call needs an API key.",
};

/** Metadata of one policy; it has no side effects and names nothing of the policy engine. */
export interface PolicyInfo {
    /** Begins with the rule's id in lower case; it names the policy in the engine's output and in its configuration. */
    readonly name: string;
    readonly ruleId: RuleId;
    /** Whether one resource suffices to judge, or only the whole stack does. */
    readonly scope: "resource" | "stack";
    readonly displayName: string;
    /** What must hold, as one present-tense sentence. */
    readonly description: string;
    readonly severity: "medium" | "high" | "critical";
    readonly remediationSteps: string;
    /** Section of the pack's README, relative to the repository. */
    readonly url: string;
    readonly tags: readonly string[];
    /** Keys of the pack's configuration that the policy reads. */
    readonly settings: readonly (keyof Settings)[];
}

const entries = [
    {
        name: "r1-private-kubernetes",
        ruleId: "R1",
        scope: "resource",
        displayName: "Kubernetes objects stay private",
        description: "No Kubernetes object opens an API to a public network.",
        severity: "critical",
        remediationSteps:
            "Reach pods through a ClusterIP Service, or through an internal Network Load Balancer behind the gateway's VPC link.",
        tags: ["kubernetes", "network"],
        settings: ["trustedCharts", "loadBalancerClasses"],
    },
    {
        name: "r1-private-aws",
        ruleId: "R1",
        scope: "resource",
        displayName: "AWS resources stay private",
        description: "No AWS resource opens a way to the backend that goes past the API gateway.",
        severity: "critical",
        remediationSteps: "Make the load balancer internal, close the address range, or remove the public endpoint.",
        tags: ["aws", "network"],
        settings: ["trustedCidrs"],
    },
    {
        name: "r1-private-backend",
        ruleId: "R1",
        scope: "resource",
        displayName: "The gateway calls its backend privately",
        description: "Every integration of the API gateway reaches its backend through a VPC link.",
        severity: "critical",
        remediationSteps: 'Set connectionType to "VPC_LINK" and connectionId to a stage variable on each integration.',
        tags: ["aws", "apigateway", "network"],
        settings: [],
    },
    {
        name: "r4-key-on-every-operation",
        ruleId: "R4",
        scope: "resource",
        displayName: "Every operation needs an API key",
        description: "Every operation of every API requires an API key.",
        severity: "critical",
        remediationSteps: "Give each operation its own security requirement with an x-api-key scheme.",
        tags: ["aws", "apigateway", "authentication"],
        settings: ["exemptOperations"],
    },
    {
        name: "r1-private-paths",
        ruleId: "R1",
        scope: "stack",
        displayName: "No chain of resources goes past the gateway",
        description: "No combination of resources makes a backend public.",
        severity: "critical",
        remediationSteps: "Remove the public address, or keep every resource of the chain in this stack and private.",
        tags: ["aws", "kubernetes", "network"],
        settings: ["trustedCidrs", "trustedCharts", "loadBalancerClasses"],
    },
    {
        name: "r2-cached-content",
        ruleId: "R2",
        scope: "stack",
        displayName: "Content is cached at the stage",
        description:
            "Every GET operation is answered from the stage's cache unless its content is refreshed constantly.",
        severity: "high",
        remediationSteps:
            "Enable the stage's cache cluster, set caching and a time to live for */*, and put every parameter into the cache key.",
        tags: ["aws", "apigateway", "cache"],
        settings: ["lowestTtlSeconds", "freshnessMarks"],
    },
    {
        name: "r3-rate-limits",
        ruleId: "R3",
        scope: "stack",
        displayName: "Clients are throttled",
        description: "No client, plan, stage or method allows more than 100,000 requests per second.",
        severity: "high",
        remediationSteps:
            "State throttlingRateLimit and throttlingBurstLimit on every method setting, rateLimit and burstLimit on every plan.",
        tags: ["aws", "apigateway", "throttling"],
        settings: ["requestsPerSecond"],
    },
    {
        name: "r4-usage-plans",
        ruleId: "R4",
        scope: "stack",
        displayName: "Keys reach every stage through a plan",
        description: "Every stage is in a usage plan, and every usage plan has an enabled key.",
        severity: "high",
        remediationSteps: "Add the stage to a UsagePlan and attach an enabled ApiKey to it with a UsagePlanKey.",
        tags: ["aws", "apigateway", "authentication"],
        settings: ["exemptOperations"],
    },
] as const satisfies readonly Omit<PolicyInfo, "url">[];

/** Names of the pack's policies. */
export type PolicyName = (typeof entries)[number]["name"];

/** Every policy, in the order in which the engine runs them. */
export const catalogue: readonly (PolicyInfo & { readonly name: PolicyName })[] = entries.map((entry) => ({
    ...entry,
    url: `policy/README.md#${entry.name}`,
}));

/** Looks a policy's metadata up by its name. */
export function policyInfo(name: PolicyName): PolicyInfo {
    const info = catalogue.find((entry) => entry.name === name);
    if (!info) throw new Error(`"${name}" is not in the catalogue.`);
    return info;
}
