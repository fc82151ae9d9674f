import { closest, distance } from "fastest-levenshtein";
import type { z } from "zod";
import { problemsOf } from "../issues";
import { referenceKeys } from "../json-pointer";
import { type Adjustment, type Place, type Problem, quote } from "../problem";
import { isObject, valueAt } from "../raw-value";
import { operationExtensions } from "./extensions";

/** An OpenAPI document while it is read: its raw values, and the problems and adjustments so far. */
export class DocumentSource {
    readonly problems: Problem[] = [];
    readonly adjustments: Adjustment[] = [];

    constructor(private readonly root: unknown) {}

    /** The raw value at a place; undefined if it is absent. */
    valueAt(at: Place): unknown {
        return valueAt(this.root, at);
    }

    /** Places of the values of a list or an object; empty for any other value. */
    childrenOf(at: Place): Place[] {
        const value = this.valueAt(at);
        if (Array.isArray(value)) return value.map((_, index) => [...at, index]);
        return typeof value === "object" && value !== null ? Object.keys(value).map((key) => [...at, key]) : [];
    }

    /** Places of the items of a list; empty if it is absent or null, and with a problem if it is no list. */
    itemsOf(at: Place): Place[] {
        const value = this.valueAt(at) ?? undefined;
        if (value === undefined || Array.isArray(value)) return this.childrenOf(at);
        this.report(at, "a list");
        return [];
    }

    /** Places of the values of an object; empty if it is absent or null, and with a problem if it is no object. */
    entriesOf(at: Place): Place[] {
        const value = this.valueAt(at) ?? undefined;
        if (value === undefined || isObject(value)) return this.childrenOf(at);
        this.report(at, "an object");
        return [];
    }

    /** Adds a problem at a place; `got` describes the value there. */
    report(at: Place, want: string, got: string = quote(this.valueAt(at))): void {
        this.problems.push({ at, got, want });
    }

    /** Adds an adjustment at a place: what is published instead of `got`, and why. */
    adjust(at: Place, change: string, got: string = quote(this.valueAt(at))): void {
        this.adjustments.push({ at, got, change });
    }

    /** Adds an adjustment like `adjust`, which an HTTP API does not need. */
    adjustForRestApi(at: Place, change: string, got: string = quote(this.valueAt(at))): void {
        this.adjustments.push({ at, got, change, isForRestApi: true });
    }

    /** Adds an adjustment about which the author of the document has to decide. */
    askToDecide(at: Place, change: string, got: string, more: Pick<Adjustment, "isForRestApi"> = {}): void {
        this.adjustments.push({ at, got, change, needsDecision: true, ...more });
    }

    /** Parses the value at a place; undefined, with a problem for each issue, if it does not match. */
    parse<Schema extends z.ZodType>(schema: Schema, at: Place): z.output<Schema> | undefined {
        const value = this.valueAt(at);
        const result = schema.safeParse(value);
        if (result.success) return result.data;
        for (const problem of problemsOf(schema, result.error.issues, value)) {
            this.problems.push({ ...problem, at: [...at, ...problem.at] });
        }
        return undefined;
    }

    /**
     * Checks the keys of an object: those known are read elsewhere, extensions are for other tools, and any other is left
     * out. AWS's extensions are derived, and a misplaced extension of Gatehouse is a problem.
     */
    checkKeys(at: Place, known: readonly string[]): void {
        if (this.valueAt(at) === null) this.report(at, "an object");
        for (const place of this.entriesOf(at)) {
            const key = String(place.at(-1));
            if (known.includes(key)) continue;
            if (operationExtensions.includes(key))
                this.report(place, "this key on an operation, the only place it counts");
            else if (key.startsWith("x-amazon-"))
                this.adjust(
                    place,
                    "left out, as Gatehouse derives AWS's extensions from the document",
                    "an AWS extension",
                );
            else if (!key.startsWith("x-")) this.adjust(place, `left out${similar(key, known)}`, "an unknown key");
        }
    }

    /** Follows `$ref`s to the place that they name; undefined, with a problem, if it is missing, remote or circular. */
    follow(at: Place): Place | undefined {
        const { place, problem } = this.resolve(at);
        if (problem !== undefined) this.report(problem.at, problem.want, problem.got);
        return place;
    }

    /** Follows `$ref`s like `follow`, without a report. */
    find(at: Place): Place | undefined {
        return this.resolve(at).place;
    }

    private resolve(at: Place): { readonly place?: Place; readonly problem?: Problem } {
        const seen = new Set<unknown>();
        let current = at;
        for (;;) {
            const referenceAt = [...current, "$ref"];
            const reference = this.valueAt(referenceAt);
            if (reference === undefined) return { place: current };
            const problem = (want: string, got = quote(reference)) => ({ problem: { at: referenceAt, want, got } });
            const target = referenceKeys(reference);
            if (target === undefined)
                return problem('a reference into this document, such as "#/components/schemas/Picture"');
            if (this.valueAt(target) === undefined) return problem("a reference to something in this document");
            if (seen.has(reference))
                return problem("a reference that leads to a value", `the circular reference ${quote(reference)}`);
            seen.add(reference);
            current = target;
        }
    }
}

function similar(key: string, known: readonly string[]): string {
    const near = closest(key, known);
    return distance(key, near) <= Math.max(2, near.length / 3) ? `; did you mean "${near}"?` : "";
}
