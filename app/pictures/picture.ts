/** The fields of a picture that a client sets. */
export interface PictureInput {
    readonly title: string;
    /** Address of the image file, an http or https URL. */
    readonly url: string;
    readonly tags: readonly string[];
}

/** A picture as the API returns it. */
export interface Picture extends PictureInput {
    /** A UUID that sorts after those of older pictures. */
    readonly id: string;
    /** RFC 3339 date and time in UTC. */
    readonly createdAt: string;
}

/** Returns the picture in a valid JSON body, without any other fields. */
export function pictureInput({
    title,
    url,
    tags = [],
}: Omit<PictureInput, "tags"> & Partial<PictureInput>): PictureInput {
    return { title, url, tags };
}
