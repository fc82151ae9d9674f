import { HttpError } from "./http-error";

/** What a client says about a book. */
export interface BookInput {
    readonly title: string;
    readonly authors: readonly string[];
    /** Year of publication. */
    readonly year?: number;
}

/** A book as the API takes and answers it. */
export interface Book extends BookInput {
    /** ISBN-13, digits only. */
    readonly isbn: string;
}

/** Reads a book with its ISBN from a JSON body; throws HttpError 400 with all that is wrong with it. */
export function readBook(body: unknown): Book {
    const { isbn } = fieldsOf(body);
    const known = typeof isbn === "string" && /^[0-9]{13}$/.test(isbn);
    const input = readInput(body, known ? [] : ['"isbn" must be a text of 13 digits.']);
    return { isbn: String(isbn), ...input };
}

/** Reads a book without its ISBN from a JSON body; throws HttpError 400 with all that is wrong with it. */
export function readBookInput(body: unknown): BookInput {
    return readInput(body, []);
}

function readInput(body: unknown, otherFaults: readonly string[]): BookInput {
    const { title, authors, year } = fieldsOf(body);
    const faults = [...otherFaults];
    if (!isText(title)) faults.push('"title" must be a text of 1 to 200 characters.');
    if (!isAuthors(authors)) faults.push('"authors" must be a list of 1 to 20 texts of 1 to 200 characters.');
    if (!isYear(year)) faults.push('"year" must be a whole number from 1400 to 2100, or absent.');
    if (faults.length > 0 || !isText(title) || !isAuthors(authors) || !isYear(year)) {
        throw new HttpError(400, faults.join(" "));
    }
    return { title, authors, ...(year === undefined ? {} : { year }) };
}

function fieldsOf(body: unknown): Record<string, unknown> {
    return typeof body === "object" && body !== null ? { ...body } : {};
}

function isText(value: unknown): value is string {
    return typeof value === "string" && value.length > 0 && value.length <= 200;
}

function isAuthors(value: unknown): value is string[] {
    return Array.isArray(value) && value.length > 0 && value.length <= 20 && value.every(isText);
}

function isYear(value: unknown): value is number | undefined {
    return value === undefined || (Number.isInteger(value) && Number(value) >= 1400 && Number(value) <= 2100);
}
