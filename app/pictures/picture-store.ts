import { randomUUID } from "node:crypto";
import type { Picture, PictureInput } from "./picture";

/** Keeps pictures and their views in memory: each replica has its own, and they go when it ends. */
export class PictureStore {
    private readonly pictures = new Map<string, Picture>();
    private readonly views = new Map<string, number>();

    /** Lists pictures, the newest first: those with a tag, or all, but at most `limit`. */
    list(tag: string | undefined, limit: number): Picture[] {
        const all = [...this.pictures.values()].reverse();
        return all.filter((picture) => tag === undefined || picture.tags.includes(tag)).slice(0, limit);
    }

    get(id: string): Picture | undefined {
        return this.pictures.get(id);
    }

    create(input: PictureInput): Picture {
        const picture = { id: randomUUID(), ...input, createdAt: new Date().toISOString() };
        this.pictures.set(picture.id, picture);
        return picture;
    }

    /** Replaces what clients may say about a picture; undefined if there is none. */
    replace(id: string, input: PictureInput): Picture | undefined {
        const old = this.pictures.get(id);
        if (old === undefined) return undefined;
        const picture = { ...old, ...input };
        this.pictures.set(id, picture);
        return picture;
    }

    /** Deletes a picture; false if there is none. */
    delete(id: string): boolean {
        this.views.delete(id);
        return this.pictures.delete(id);
    }

    /** How often a picture has been viewed. */
    viewsOf(id: string): number {
        return this.views.get(id) ?? 0;
    }

    /** Counts one more view and answers the count. */
    addView(id: string): number {
        const views = this.viewsOf(id) + 1;
        this.views.set(id, views);
        return views;
    }
}
