/** An author as the API returns it. */
export interface Author {
    readonly id: number;
    readonly name: string;
    /** Year of birth. */
    readonly born: number;
}

/** The authors of the books of the shop. */
export const authors: readonly Author[] = [
    { id: 1, name: "Jane Austen", born: 1775 },
    { id: 2, name: "George Eliot", born: 1819 },
];
