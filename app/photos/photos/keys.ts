const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Returns whether a string is the id of a photo, in lower case. */
export function isPhotoId(text: string): boolean {
    return uuid.test(text);
}

/** Key of the object that a client uploads. Only objects below `uploads/` are announced to the pipeline. */
export function originalKey(photoId: string): string {
    return `uploads/${photoId}`;
}

/** Returns the photo of an uploaded object; undefined if the key is not one of originalKey. */
export function photoIdOf(key: string): string | undefined {
    const [folder, photoId = "", ...rest] = key.split("/");
    return folder === "uploads" && rest.length === 0 && isPhotoId(photoId) ? photoId : undefined;
}

/** Key of a thumbnail or a filtered image, always the same, so that making it again makes no other object. */
export function imageKey(photoId: string, image: string): string {
    return `${imageFolder(photoId)}${image}`;
}

/** The prefix of the keys of all images of a photo. */
export function imageFolder(photoId: string): string {
    return `images/${photoId}/`;
}
