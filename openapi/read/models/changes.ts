import type { Place } from "../../problem";

/** An adjustment that many places may have for the same reason. */
interface Repeated {
    readonly at: Place;
    readonly change: string;
    readonly got: string;
    readonly places: Set<string>;
}

type Adjust = (at: Place, change: string, got?: string) => void;

/** The adjustments of all models of a document: those with the same cause become one, at the first place. */
export class ModelAdjustments {
    private readonly repeated = new Map<string, Repeated>();

    constructor(readonly adjust: Adjust) {}

    /** Adds an adjustment that is reported once for all its places. */
    repeat(cause: string, at: Place, change: string, got: string): void {
        const known = this.repeated.get(cause) ?? { at, change, got, places: new Set() };
        known.places.add(JSON.stringify(at));
        this.repeated.set(cause, known);
    }

    /** Reports the repeated adjustments, each with the number of its other places. */
    report(): void {
        for (const { at, change, got, places } of this.repeated.values()) {
            const others = places.size - 1;
            const more = others === 0 ? "" : `, here and at ${others} other place${others === 1 ? "" : "s"}`;
            this.adjust(at, change, `${got}${more}`);
        }
        this.repeated.clear();
    }
}

/** The changes from one schema to its model. */
export class Changes {
    /** Whether the model accepts more than the schema. */
    isWider = false;

    constructor(private readonly adjustments: ModelAdjustments) {}

    /** Reports a change after which the model accepts the same. */
    adjust(at: Place, change: string, got: string): void {
        this.adjustments.adjust(at, change, got);
    }

    /** Reports a constraint that the model does not keep. */
    widen(at: Place, change: string, got: string): void {
        this.isWider = true;
        this.adjustments.adjust(at, change, got);
    }

    /** Reports a constraint that the model does not keep, together with the others of the same cause. */
    widenOften(cause: string, at: Place, change: string, got: string): void {
        this.isWider = true;
        this.adjustments.repeat(cause, at, change, got);
    }
}
