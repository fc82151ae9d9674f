import { createHash } from "node:crypto";
import type { Settings } from "../schema";

/** Priorities of a listener's rules (docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html). */
const maxPriority = 50_000;

/**
 * Priority of the rule of an API that the HTTP API publishes. It derives from the API's name, so that no other API of the stack ever changes
 * it. No two APIs have the same path, so the order of the rules decides nothing, except while an API is renamed: both of its rules match
 * then.
 */
export function listenerPriorityOf(api: string): number {
    // Names of APIs have no space: no text for a port of a load balancer is the same.
    return 1 + (createHash("sha256").update(`http ${api}`).digest().readUInt32BE() % maxPriority);
}

/** Checks that no two APIs have the same priority, as one in 50,000 pairs of names does. */
export function checkListenerPriorities({ apis = {} }: Partial<Settings>): string[] {
    const names = new Map<number, string>();
    return Object.entries(apis).flatMap(([name, { publishedBy }]) => {
        if (publishedBy !== "http") return [];
        const priority = listenerPriorityOf(name);
        const other = names.get(priority);
        names.set(priority, other ?? name);
        if (other === undefined) return [];
        const want = `another name, as that of "${other}" gives the same priority at the load balancer`;
        return [`gatehouse:apis.${name}: got the name "${name}", want ${want}`];
    });
}
