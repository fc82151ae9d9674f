import type { RuleResult } from "../contract/result";
import type { Settings } from "../contract/settings";

type Check<T> = (subject: T, settings: Settings) => RuleResult;

/**
 * Lets the policies of several tiers share a check: it runs once for a resource or stack and the same settings, because
 * the engine calls all policies on one before it sends the next.
 */
export function sharedCheck<T>(check: Check<T>): Check<T> {
    let last: { readonly subject: T; readonly settings: string; readonly result: RuleResult } | undefined;
    return (subject, settings) => {
        const key = JSON.stringify(settings);
        if (last?.subject === subject && last.settings === key) return last.result;
        const result = check(subject, settings);
        last = { subject, settings: key, result };
        return result;
    };
}
