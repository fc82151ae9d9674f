import { createHash } from "node:crypto";

const firstPort = 10_000;
const portCount = 50_000;

/**
 * Port of an API's listener at the load balancer that it shares with others. It derives from the name alone, so that no other
 * API of the stack ever changes it.
 */
export function listenerPortOf(api: string): number {
    return firstPort + (createHash("sha256").update(api).digest().readUInt32BE() % portCount);
}

/** The first API before another one that has the same listener port; undefined if no other has it. */
export function apiWithSamePort(api: string, apis: readonly string[]): string | undefined {
    return apis.slice(0, apis.indexOf(api)).find((other) => listenerPortOf(other) === listenerPortOf(api));
}
