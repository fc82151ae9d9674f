import { createHash } from "node:crypto";
import { type ComputeKindName, kindsBehindOneBalancer } from "../compute-kinds";
import type { Settings } from "../schema";

const firstPort = 10_000;
const portCount = 50_000;

/**
 * Port of an API's listener at the load balancer that it shares with others. It derives from its name and its kind of compute, so that
 * no other API of the stack ever changes it, and an API that moves to another kind has two listeners meanwhile.
 */
export function listenerPortOf(api: string, kind: ComputeKindName): number {
    // Fargate was the first kind. No name has a space.
    const text = kind === "fargate" ? api : `${kind} ${api}`;
    return firstPort + (createHash("sha256").update(text).digest().readUInt32BE() % portCount);
}

/** Checks that no two APIs behind one load balancer have the same port there, as one in 50,000 pairs of names does. */
export function checkListenerPorts({ apis = {} }: Partial<Settings>): string[] {
    const names = new Map<number, string>();
    return Object.entries(apis).flatMap(([name, { runsOn }]) => {
        if (!kindsBehindOneBalancer.includes(runsOn)) return [];
        const port = listenerPortOf(name, runsOn);
        const other = names.get(port);
        names.set(port, other ?? name);
        if (other === undefined) return [];
        const want = `another name, as that of "${other}" gives the same port at the load balancer`;
        return [`gatehouse:apis.${name}: got the name "${name}", want ${want}`];
    });
}
