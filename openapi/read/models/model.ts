import type { Json, JsonObject } from "../../document";
import type { Place } from "../../problem";

/** The body of a model while it is made. */
export type Draft = Record<string, Json>;

/** Requests leave out what is read-only, responses what is write-only. */
export type Direction = "request" | "response";

/** A reference from one model to another; its name is filled in when the whole document is read. */
export interface Reference {
    readonly draft: Draft;
    readonly target: Model;
    /** Whether it applies to the very value that the model describes, and not to a part of it. */
    readonly isInPlace: boolean;
}

/** A schema of the document as JSON Schema draft 4. */
export interface Model {
    readonly at: Place;
    readonly direction: Direction;
    body: Draft;
    references: readonly Reference[];
    /** The parts that accept more than their schema. */
    wider: ReadonlySet<Json>;
    /** Where the parts were written. */
    places: ReadonlyMap<Json, Place>;
    /** Whether it, or a model that it refers to, accepts more than the schema. */
    isWider: boolean;
    /** Whether it, or a model that it refers to, is not the same for requests and responses. */
    hasDirections: boolean;
}

/** Creates the model of a schema, still without a body. */
export function emptyModel(at: Place, direction: Direction): Model {
    return {
        at,
        direction,
        body: {},
        references: [],
        wider: new Set(),
        places: new Map(),
        isWider: false,
        hasDirections: false,
    };
}

/** A schema that only null matches: draft 4's `type: "null"` is not in OpenAPI 3.0, which the import reads. */
export function nullSchema(): Draft {
    const types = ["string", "number", "boolean", "object"].map((type): JsonObject => ({ type }));
    return { not: { anyOf: [...types, { type: "array", items: {} }] } };
}
