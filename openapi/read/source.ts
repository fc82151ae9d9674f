import { z } from "zod";
import { problemsOf, valueAt } from "../issues";
import { referenceKeys } from "../json-pointer";
import { type Adjustment, type Place, type Problem, quote } from "../problem";

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

    /** Adds a problem at a place; `got` describes the value there. */
    report(at: Place, want: string, got: string = quote(this.valueAt(at))): void {
        this.problems.push({ at, got, want });
    }

    /** Adds an adjustment at a place: what is published instead of `got`, and why. */
    adjust(at: Place, change: string, got: string = quote(this.valueAt(at))): void {
        this.adjustments.push({ at, got, change });
    }

    /**
     * Parses the value at a place; undefined, with a problem for each issue, if it does not match.
     * A strict object may have extensions beside its keys, except AWS's and a misplaced `x-content-freshness`.
     */
    parse<Schema extends z.ZodType>(schema: Schema, at: Place): z.output<Schema> | undefined {
        const isStrict = schema instanceof z.ZodObject && schema.def.catchall instanceof z.ZodNever;
        const value = isStrict ? this.withoutExtensions(at, Object.keys(schema.shape)) : this.valueAt(at);
        const result = schema.safeParse(value);
        if (result.success) return result.data;
        for (const problem of problemsOf(schema, result.error.issues, value)) {
            this.problems.push({ ...problem, at: [...at, ...problem.at] });
        }
        return undefined;
    }

    /** Follows `$ref`s to the place that they name; undefined, with a problem, if it is missing, remote or circular. */
    follow(at: Place): Place | undefined {
        const seen = new Set<unknown>();
        let current = at;
        for (;;) {
            const referenceAt = [...current, "$ref"];
            const reference = this.valueAt(referenceAt);
            if (reference === undefined) return current;
            const target = referenceKeys(reference);
            if (target === undefined) {
                this.report(referenceAt, 'a reference into this document, such as "#/components/schemas/Picture"');
                return undefined;
            }
            if (this.valueAt(target) === undefined) {
                this.report(referenceAt, "a reference to something in this document");
                return undefined;
            }
            if (seen.has(reference)) {
                this.report(referenceAt, "a reference that ends", `a circle through ${quote(reference)}`);
                return undefined;
            }
            seen.add(reference);
            current = target;
        }
    }

    private withoutExtensions(at: Place, known: readonly string[]): unknown {
        const value = this.valueAt(at);
        if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
        const isExtension = (key: string) => key.startsWith("x-") && !known.includes(key);
        for (const key of Object.keys(value).filter(isExtension)) {
            const place = [...at, key];
            if (key === "x-content-freshness") this.report(place, "this key on an operation, the only place it counts");
            else if (key.startsWith("x-amazon-"))
                this.report(place, "a plain document, as AWS extensions are derived", "an AWS extension");
        }
        return Object.fromEntries(Object.entries(value).filter(([key]) => !isExtension(key)));
    }
}
