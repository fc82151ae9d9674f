/** The fields of a book that a client can change. */
export interface BookInput {
    readonly title: string;
    readonly authors: readonly string[];
    /** Year of publication. */
    readonly year?: number;
}

/** A book as the API accepts and returns it. */
export interface Book extends BookInput {
    /** ISBN-13, digits only. */
    readonly isbn: string;
}

/** Returns the book in a valid JSON body, without any other fields. */
export function bookOf(body: Book): Book {
    return { isbn: body.isbn, ...bookInput(body) };
}

/** Returns the changeable fields of the book in a valid JSON body. */
export function bookInput({ title, authors, year }: BookInput): BookInput {
    return { title, authors, ...(year === undefined ? {} : { year }) };
}
