/** A book as the API returns it. */
export interface Book {
    readonly id: number;
    readonly title: string;
    /** Id of its author at the API `authors`. */
    readonly authorId: number;
    /** Year of publication. */
    readonly year: number;
}

/** The books of the shop. */
export const books: readonly Book[] = [
    { id: 1, title: "Pride and Prejudice", authorId: 1, year: 1813 },
    { id: 2, title: "Emma", authorId: 1, year: 1815 },
    { id: 3, title: "Middlemarch", authorId: 2, year: 1871 },
];
