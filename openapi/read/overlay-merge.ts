import { type Place, type Problem, quote } from "../problem";
import { isObject, valueAt } from "../raw-value";
import type { Origin, Origins } from "./origins";

type MutableObject = Record<string, unknown>;

/** A value that an overlay merges into parts of a document. */
export interface Update {
    readonly value: unknown;
    /** The origin of a part of the value. */
    readonly originOf: (place: Place) => Origin;
}

interface Tree {
    readonly root: unknown;
    readonly origins: Origins;
}

/** A copy of a value; a part that is used several times becomes several parts. */
export function copyOf(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(copyOf);
    if (!isMap(value)) return value;
    const copy: MutableObject = {};
    for (const [key, child] of Object.entries(value)) put(copy, key, copyOf(child));
    return copy;
}

/**
 * Merges an update into the value at a place of a tree, as Overlay 1.1 says: maps key by key, lists by appending, any
 * other value by replacing.
 * @returns the problem where the two do not fit; its place is inside the update.
 */
export function merge({ root, origins, place, update }: Tree & { place: Place; update: Update }): Problem | undefined {
    const target = valueAt(root, place);
    // Only the target itself takes a single item.
    const value = Array.isArray(target) && !Array.isArray(update.value) ? [update.value] : update.value;
    const isItem = value !== update.value;
    const originOf = isItem ? (at: Place) => update.originOf(at.slice(1)) : update.originOf;
    const merger = new Merger(origins, originOf);
    return merger.merge({ parent: valueAt(root, place.slice(0, -1)), key: place.at(-1), target, value, at: [] });
}

/** Removes the values at several places of a tree; the others keep their origins. */
export function removeAll({ root, origins, places }: Tree & { places: readonly Place[] }): void {
    // Found before anything is removed, as a place may be inside another.
    const removed = new Map<object, Set<string | number>>();
    const lists: { list: unknown[]; items: { value: unknown; origin: Origin; index: number }[] }[] = [];
    for (const place of places) {
        const at = place.slice(0, -1);
        const parent = valueAt(root, at);
        const key = place.at(-1);
        if (typeof parent !== "object" || parent === null || key === undefined) continue;
        if (Array.isArray(parent) && !removed.has(parent)) {
            const items = parent.map((value, index) => ({ value, index, origin: origins.of(root, [...at, index]) }));
            lists.push({ list: parent, items });
        }
        removed.set(parent, (removed.get(parent) ?? new Set()).add(key));
    }
    for (const [parent, keys] of removed) {
        if (!Array.isArray(parent)) for (const key of keys) Reflect.deleteProperty(parent, key);
    }
    for (const { list, items } of lists) {
        const kept = items.filter(({ index }) => !removed.get(list)?.has(index));
        list.splice(0, list.length, ...kept.map(({ value }) => value));
        for (const [index, { origin }] of kept.entries()) origins.set(list, index, origin);
    }
}

interface MergeStep {
    readonly parent: unknown;
    readonly key: string | number | undefined;
    readonly target: unknown;
    readonly value: unknown;
    /** The place of the value in the update. */
    readonly at: Place;
}

class Merger {
    constructor(
        private readonly origins: Origins,
        private readonly originOf: (place: Place) => Origin,
    ) {}

    merge({ parent, key, target, value, at }: MergeStep): Problem | undefined {
        if (isMap(target) && isMap(value)) return this.mergeMaps(target, value, at);
        if (Array.isArray(target) && Array.isArray(value)) return this.append(target, value, at);
        if (isContainer(target) || isContainer(value) || !isContainer(parent) || key === undefined)
            return { at, got: quote(value), want: `a value to merge with ${quote(target)} of the document` };
        this.add(parent, key, value, at);
        return undefined;
    }

    private mergeMaps(target: MutableObject, value: Readonly<Record<string, unknown>>, at: Place): Problem | undefined {
        for (const [key, child] of Object.entries(value)) {
            const childAt = [...at, key];
            if (!Object.hasOwn(target, key)) {
                this.add(target, key, child, childAt);
                continue;
            }
            const problem = this.merge({ parent: target, key, target: target[key], value: child, at: childAt });
            if (problem !== undefined) return problem;
        }
        return undefined;
    }

    private append(target: unknown[], value: readonly unknown[], at: Place): Problem | undefined {
        if (value.length === 0 && target.length > 0) {
            const want = "items to append; to empty a list, remove it in one action and add an empty one in the next";
            return { at, got: "an empty list", want };
        }
        for (const [index, item] of value.entries()) this.add(target, target.length, item, [...at, index]);
        return undefined;
    }

    private add(parent: object, key: string | number, value: unknown, at: Place): void {
        put(parent, key, copyOf(value));
        this.origins.set(parent, key, this.originOf(at));
    }
}

// A plain assignment of the key `__proto__` would set the prototype.
function put(parent: object, key: string | number, value: unknown): void {
    Object.defineProperty(parent, key, { value, writable: true, enumerable: true, configurable: true });
}

function isContainer(value: unknown): value is object {
    return typeof value === "object" && value !== null;
}

function isMap(value: unknown): value is MutableObject {
    return isObject(value);
}
