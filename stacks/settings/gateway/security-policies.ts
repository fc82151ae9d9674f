// docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies-list.html

/** Policies without an endpoint access mode; `TLS_1_2` accepts TLS 1.3 too. */
export const legacyPolicies = ["TLS_1_0", "TLS_1_2"] as const;

/** Policies of regional and private endpoints, and of regional domain names, that need an endpoint access mode. */
export const enhancedPolicies = [
    "SecurityPolicy_TLS13_1_2_2021_06",
    "SecurityPolicy_TLS13_1_2_PQ_2025_09",
    "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09",
    "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
    "SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09",
    "SecurityPolicy_TLS13_1_3_2025_09",
    "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
] as const;

/** Policies of edge-optimized endpoints that need an endpoint access mode. */
export const edgePolicies = [
    "SecurityPolicy_TLS13_2025_EDGE",
    "SecurityPolicy_TLS12_PFS_2025_EDGE",
    "SecurityPolicy_TLS12_2018_EDGE",
] as const;

/** The policies of each type of endpoint. A private one accepts nothing older than TLS 1.2. */
export const policiesOfType: Readonly<Record<"regional" | "edge" | "private", readonly string[]>> = {
    regional: [...legacyPolicies, ...enhancedPolicies],
    edge: [...legacyPolicies, ...edgePolicies],
    private: ["TLS_1_2", ...enhancedPolicies],
};
