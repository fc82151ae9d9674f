import type { Resource, Stack } from "../reading/resource";
import type { RuleResult } from "./result";
import type { RuleId } from "./rules";
import type { Settings } from "./settings";
import type { Tier } from "./tiers";

/** Name of a policy: the id of its rule in lower case, then a few words, e.g. `r1-private-aws`. */
export type PolicyName = `${Lowercase<RuleId>}-${string}`;

/** Metadata of a policy. */
export interface PolicyInfo {
    /** Identifies the policy in the engine's output and in the pack's configuration. */
    readonly name: PolicyName;
    readonly ruleId: RuleId;
    /** How certain its findings are; determines whether the policy fails a preview by default. */
    readonly tier: Tier;
    /** Whether the policy checks one resource at a time or the whole stack. */
    readonly scope: "resource" | "stack";
    readonly displayName: string;
    /** The condition that the policy enforces, as one sentence in the present tense. */
    readonly description: string;
    readonly severity: "medium" | "high" | "critical";
    readonly remediationSteps: string;
    readonly tags: readonly string[];
    /** Keys of the pack's configuration that the policy reads. */
    readonly settings: readonly (keyof Settings)[];
}

/** A policy that checks one resource at a time. */
export interface ResourcePolicy extends PolicyInfo {
    readonly scope: "resource";
    /** Whether the policy checks resources of a type; called once per type token. */
    applies(type: string): boolean;
    /** Checks a resource; only the findings of the policy's own tier count, so several policies may share a check. */
    check(resource: Resource, settings: Settings): RuleResult;
}

/** A policy that checks how the resources of a stack work together. */
export interface StackPolicy extends PolicyInfo {
    readonly scope: "stack";
    check(stack: Stack, settings: Settings): RuleResult;
}

/** A policy: its metadata and its check function. */
export type Policy = ResourcePolicy | StackPolicy;

/** First line of each of a policy's messages: its rule and its condition. */
export const headlineOf = ({ ruleId, description }: PolicyInfo): string => `${ruleId}: ${description}`;

/** Section of the pack's README about a policy, relative to the repository. */
export const readmeUrl = ({ name }: PolicyInfo): string => `policy/README.md#${name}`;
