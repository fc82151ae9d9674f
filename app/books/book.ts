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

/** The book in a JSON body that fits the document; what else is in it is left out. */
export function bookOf(body: unknown): Book {
    const { isbn } = body as Book;
    return { isbn, ...bookInput(body) };
}

/** The same without its ISBN. */
export function bookInput(body: unknown): BookInput {
    const { title, authors, year } = body as BookInput;
    return { title, authors, ...(year === undefined ? {} : { year }) };
}
