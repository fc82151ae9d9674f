import { HttpError } from "./http-error";

/** What a client says about a picture. */
export interface PictureInput {
    readonly title: string;
    /** Where the picture itself is, an http or https URL. */
    readonly url: string;
    readonly tags: readonly string[];
}

/** A picture as the API answers it. */
export interface Picture extends PictureInput {
    readonly id: string;
    /** RFC 3339 date and time in UTC. */
    readonly createdAt: string;
}

/** Reads a picture from a JSON body; throws HttpError 400 with all that is wrong with it. */
export function readPictureInput(body: unknown): PictureInput {
    const fields: Record<string, unknown> = typeof body === "object" && body !== null ? { ...body } : {};
    const { title, url, tags = [] } = fields;
    if (!isText(title, 200) || !isWebAddress(url) || !isTags(tags)) {
        const faults = [
            isText(title, 200) ? "" : '"title" must be a text of 1 to 200 characters.',
            isWebAddress(url) ? "" : '"url" must be an http or https URL of at most 2000 characters.',
            isTags(tags) ? "" : '"tags" must be a list of at most 20 texts of 1 to 50 characters.',
        ];
        throw new HttpError(400, faults.filter((fault) => fault !== "").join(" "));
    }
    return { title, url, tags };
}

function isText(value: unknown, longest: number): value is string {
    return typeof value === "string" && value.length > 0 && value.length <= longest;
}

function isWebAddress(value: unknown): value is string {
    return isText(value, 2000) && /^https?:\/\//.test(value) && URL.canParse(value);
}

function isTags(value: unknown): value is string[] {
    return Array.isArray(value) && value.length <= 20 && value.every((tag) => isText(tag, 50));
}
