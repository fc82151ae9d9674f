import type { Place } from "../problem";
import type { ReadYaml } from "./yaml";

/** A file that is part of a document: the document itself or an overlay. */
export interface SourceFile {
    readonly fileName: string;
    readonly yaml: ReadYaml;
}

/** A place in one of the files that a document is made of. */
export interface Origin {
    readonly file: SourceFile;
    readonly place: Place;
}

/**
 * Knows where each part of a document was written, after overlays and conversions have added and moved parts.
 * A part that nothing moved is at the same place under its parent.
 */
export class Origins {
    private readonly moved = new WeakMap<object, Map<string, Origin>>();

    constructor(private readonly document: SourceFile) {}

    /** Records that the value of a key of an object or a list was written elsewhere. */
    set(parent: object, key: string | number, origin: Origin): void {
        const keys = this.moved.get(parent) ?? new Map<string, Origin>();
        keys.set(String(key), origin);
        this.moved.set(parent, keys);
    }

    /** Records that a copy has the origins of the object or list that it was made from. */
    copy(from: object, to: object): void {
        const keys = this.moved.get(from);
        if (keys !== undefined) this.moved.set(to, new Map(keys));
    }

    /** The origin of a place in the tree under `root`. */
    of(root: unknown, place: Place): Origin {
        let value: unknown = root;
        let origin: Origin = { file: this.document, place: [] };
        for (const key of place) {
            const parent = typeof value === "object" && value !== null ? value : {};
            origin = this.moved.get(parent)?.get(String(key)) ?? {
                file: origin.file,
                place: [...origin.place, key],
            };
            value = Object.hasOwn(parent, key) ? Reflect.get(parent, key) : undefined;
        }
        return origin;
    }
}
