/** What a client says about a picture. */
export interface PictureInput {
    readonly title: string;
    /** Where the picture itself is, an http or https URL. */
    readonly url: string;
    readonly tags: readonly string[];
}

/** A picture as the API answers it. */
export interface Picture extends PictureInput {
    /** A UUID; one that was made later sorts after it. */
    readonly id: string;
    /** RFC 3339 date and time in UTC. */
    readonly createdAt: string;
}

/** The picture in a JSON body that fits the document; what else is in it is left out. */
export function pictureInput(body: unknown): PictureInput {
    const { title, url, tags = [] } = body as Pick<PictureInput, "title" | "url"> & Partial<PictureInput>;
    return { title, url, tags };
}
