import type { FastifyReply, FastifyRequest } from "fastify";

/** A book as the API returns it. */
interface Book {
    readonly id: number;
    readonly title: string;
    /** Id of its author at the API `authors`. */
    readonly authorId: number;
    /** Year of publication. */
    readonly year: number;
}

const books: readonly Book[] = [
    { id: 1, title: "Pride and Prejudice", authorId: 1, year: 1813 },
    { id: 2, title: "Emma", authorId: 1, year: 1815 },
    { id: 3, title: "Middlemarch", authorId: 2, year: 1871 },
    { id: 4, title: "Silas Marner", authorId: 2, year: 1861 },
    { id: 5, title: "Jane Eyre", authorId: 3, year: 1847 },
    { id: 6, title: "Frankenstein", authorId: 4, year: 1818 },
];

type OfBook = FastifyRequest<{ Params: { readonly id: number } }>;

/** The handlers of openapi.yaml's operations, by operation id. */
export const bookHandlers = {
    listBooks: async () => books,

    getBook: async ({ params }: OfBook, reply: FastifyReply) =>
        books.find(({ id }) => id === params.id) ?? reply.code(404).send({ message: "There is no such book." }),
};
