import type { Picture, PictureInput } from "./picture";
import type { PictureQuery, PictureStore } from "./picture-store";
import { TimeOrderedIds } from "./time-ordered-id";

/** Keeps pictures in the memory of one process, to try the app without a table. */
export class MemoryPictureStore implements PictureStore {
    private readonly pictures = new Map<string, Picture>();
    private readonly views = new Map<string, number>();
    private readonly ids = new TimeOrderedIds();

    async list({ tag, after, limit }: PictureQuery): Promise<Picture[]> {
        const all = [...this.pictures.values()].reverse();
        return all
            .filter(({ id }) => after === undefined || id < after)
            .filter(({ tags }) => tag === undefined || tags.includes(tag))
            .slice(0, limit);
    }

    async get(id: string): Promise<Picture | undefined> {
        return this.pictures.get(id);
    }

    async create(input: PictureInput): Promise<Picture> {
        const picture = { id: this.ids.next(), ...input, createdAt: new Date().toISOString() };
        this.pictures.set(picture.id, picture);
        return picture;
    }

    async replace(id: string, input: PictureInput): Promise<Picture | undefined> {
        const old = this.pictures.get(id);
        if (old === undefined) return undefined;
        const picture = { ...old, ...input };
        this.pictures.set(id, picture);
        return picture;
    }

    async delete(id: string): Promise<boolean> {
        this.views.delete(id);
        return this.pictures.delete(id);
    }

    async viewsOf(id: string): Promise<number | undefined> {
        return this.pictures.has(id) ? (this.views.get(id) ?? 0) : undefined;
    }

    async addView(id: string): Promise<number | undefined> {
        const before = await this.viewsOf(id);
        if (before === undefined) return undefined;
        this.views.set(id, before + 1);
        return before + 1;
    }

    async check(): Promise<void> {}

    close(): void {}
}
