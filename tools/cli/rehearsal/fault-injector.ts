import type { CallHooks, CloudCall } from "../../cloud-simulator/state/call-hooks";

/** Where a resource fails once. */
export const positions = ["create", "made but not reported", "update", "delete"] as const;

/** One of them. */
export type Position = (typeof positions)[number];

/** The words of a failure that was arranged. */
export const arranged = "ServiceUnavailableException: arranged by the rehearsal";

/** Lets each resource fail once in each position, and keeps the record. */
export class FaultInjector implements CallHooks {
    private readonly met = new Map<string, Set<Position>>();

    /** Takes the one resource that is to fail; without it all do. */
    constructor(private readonly only?: string) {}

    before({ verb, urn }: CloudCall): void {
        if (verb === "create") this.failOnce(urn, "create");
        // What is made but not reported is updated by the next run.
        if (verb === "update") this.failOnce(urn, "update");
        if (verb === "delete") this.failOnce(urn, "delete");
    }

    after({ verb, urn }: CloudCall): void {
        if (verb === "create") this.failOnce(urn, "made but not reported");
    }

    /** How many resources failed in a position. */
    count(position: Position): number {
        return [...this.met.values()].filter((own) => own.has(position)).length;
    }

    /** Resources that failed in some position but not in all; what stays in the cloud on purpose is never deleted. */
    incomplete(retained: readonly string[] = []): string[] {
        return [...this.met].flatMap(([urn, own]) => {
            const possible = positions.filter((position) => position !== "delete" || !retained.includes(urn));
            const missing = possible.filter((position) => !own.has(position));
            return missing.length === 0 ? [] : [`${urn}: ${missing.join(", ")}`];
        });
    }

    private failOnce(urn: string, position: Position): void {
        if (this.only !== undefined && this.only !== urn) return;
        const own = this.met.get(urn) ?? new Set();
        if (own.has(position)) return;
        this.met.set(urn, own.add(position));
        throw new Error(`${arranged}: ${position}`);
    }
}
