import type { CallHooks, CloudCall } from "../../cloud-simulator/state/call-hooks";
import { parseUrn } from "../../cloud-simulator/state/urn";

/** Operations in which a resource can be made to fail. */
export const failurePoints = ["create", "created but not reported", "update", "delete"] as const;

/** One of the operations in which a resource can be made to fail. */
export type FailurePoint = (typeof failurePoints)[number];

/** The message of an injected failure. */
export const injectedError = "ServiceUnavailableException: injected by the rehearsal";

/** Selects the first resource of each type that it is asked for. */
export function firstOfItsType(): (urn: string) => boolean {
    const selected = new Map<string, string>();
    return (urn) => {
        const { type } = parseUrn(urn);
        const first = selected.get(type) ?? urn;
        selected.set(type, first);
        return first === urn;
    };
}

/** Fails each resource once at each failure point, and records where it did. */
export class FaultInjector implements CallHooks {
    private readonly failed = new Map<string, Set<FailurePoint>>();

    /** @param fails whether the resource with a URN fails; default: every resource does. */
    constructor(private readonly fails: (urn: string) => boolean = () => true) {}

    before({ verb, urn }: CloudCall): void {
        if (verb === "create") this.failOnce(urn, "create");
        // The next run updates a resource that was created but not reported.
        if (verb === "update") this.failOnce(urn, "update");
        if (verb === "delete") this.failOnce(urn, "delete");
    }

    after({ verb, urn }: CloudCall): void {
        if (verb === "create") this.failOnce(urn, "created but not reported");
    }

    /** Number of resources that failed at a failure point. */
    count(point: FailurePoint): number {
        return [...this.failed.values()].filter((points) => points.has(point)).length;
    }

    /**
     * Resources that failed at some failure points but not at all of them.
     * @param retained URNs of resources that stay in the cloud on purpose, and so are never deleted.
     */
    incomplete(retained: readonly string[] = []): string[] {
        return [...this.failed].flatMap(([urn, points]) => {
            const possible = failurePoints.filter((point) => point !== "delete" || !retained.includes(urn));
            const missing = possible.filter((point) => !points.has(point));
            return missing.length === 0 ? [] : [`${urn}: ${missing.join(", ")}`];
        });
    }

    private failOnce(urn: string, point: FailurePoint): void {
        if (!this.fails(urn)) return;
        const points = this.failed.get(urn) ?? new Set();
        if (points.has(point)) return;
        this.failed.set(urn, points.add(point));
        throw new Error(`${injectedError}: ${point}`);
    }
}
