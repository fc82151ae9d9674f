/** Statement of each rule, by its id. Every list of rule ids derives from this one. */
export const rules = {
    R1: "No API is reachable from a public network except through the API gateway.",
    R2: "The backend is not called for content that is not constantly refreshed: the gateway's stage caches it.",
    R3: "No client application may call the backend more than 100,000 times a second.",
    R4: "Every API call needs an API key.",
} as const;

/** Id of a rule. */
export type RuleId = keyof typeof rules;

/** Ids of all rules, in order. */
export const ruleIds = Object.keys(rules) as [RuleId, ...RuleId[]];
