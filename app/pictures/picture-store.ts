import type { Picture, PictureInput } from "./picture";

/** Which pictures are listed. */
export interface PictureQuery {
    /** Only those with this tag. */
    readonly tag?: string | undefined;
    /** Only those older than the picture with this id, which itself may be gone. */
    readonly after?: string | undefined;
    /** At most so many. */
    readonly limit: number;
}

/** Keeps pictures and counts their views. Each method rejects while the store cannot be reached. */
export interface PictureStore {
    /** Lists pictures, the newest first. */
    list(query: PictureQuery): Promise<Picture[]>;
    /** A picture; undefined if there is none. */
    get(id: string): Promise<Picture | undefined>;
    create(input: PictureInput): Promise<Picture>;
    /** Replaces what clients may say about a picture, and nothing else; undefined if there is none. */
    replace(id: string, input: PictureInput): Promise<Picture | undefined>;
    /** Deletes a picture and its views; false if there is none. */
    delete(id: string): Promise<boolean>;
    /** How often a picture has been viewed; undefined if there is none. */
    viewsOf(id: string): Promise<number | undefined>;
    /** Counts one more view of a picture and answers the count; undefined if there is none. */
    addView(id: string): Promise<number | undefined>;
    /** Resolves while the store can be reached. */
    check(): Promise<void>;
    /** Lets connections go. */
    close(): void;
}
