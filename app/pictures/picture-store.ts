import type { Picture, PictureInput } from "./picture";

/** Selects the pictures of a list. */
export interface PictureQuery {
    /** Only pictures with this tag. */
    readonly tag?: string | undefined;
    /** Only pictures older than the one with this id, which may have been deleted. */
    readonly after?: string | undefined;
    /** Maximum number of pictures. */
    readonly limit: number;
}

/** Stores pictures and counts their views. Each method rejects with StoreUnavailableError while the store cannot be reached. */
export interface PictureStore {
    /** Lists pictures, newest first. */
    list(query: PictureQuery): Promise<Picture[]>;
    /** Returns a picture, or undefined if there is no such picture. */
    get(id: string): Promise<Picture | undefined>;
    create(input: PictureInput): Promise<Picture>;
    /** Replaces the fields that clients set; returns undefined if there is no such picture. */
    replace(id: string, input: PictureInput): Promise<Picture | undefined>;
    /** Deletes a picture and its view count; returns false if there is no such picture. */
    delete(id: string): Promise<boolean>;
    /** Returns the view count of a picture, or undefined if there is no such picture. */
    viewsOf(id: string): Promise<number | undefined>;
    /** Counts one more view and returns the new count, or undefined if there is no such picture. */
    addView(id: string): Promise<number | undefined>;
    /** Resolves if the store can be reached. */
    check(): Promise<void>;
    /** Closes its connections. */
    close(): void;
}

/** The store cannot be reached or is overloaded: the client may try again. Its cause is for the log only. */
export class StoreUnavailableError extends Error {
    constructor(cause: unknown) {
        super("The store cannot be reached; try again.", { cause });
        this.name = "StoreUnavailableError";
    }
}
