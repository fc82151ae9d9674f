import type { FastifyReply, FastifyRequest } from "fastify";

/** An author as the API returns it. */
interface Author {
    readonly id: number;
    readonly name: string;
    /** Year of birth. */
    readonly born: number;
}

const authors: readonly Author[] = [
    { id: 1, name: "Jane Austen", born: 1775 },
    { id: 2, name: "George Eliot", born: 1819 },
    { id: 3, name: "Charlotte Brontë", born: 1816 },
    { id: 4, name: "Mary Shelley", born: 1797 },
    { id: 5, name: "Elizabeth Gaskell", born: 1810 },
    { id: 6, name: "Frances Burney", born: 1752 },
    { id: 7, name: "Ann Radcliffe", born: 1764 },
    { id: 8, name: "Anne Brontë", born: 1820 },
];

type OfAuthor = FastifyRequest<{ Params: { readonly id: number } }>;

/** The handlers of openapi.yaml's operations, by operation id. */
export const authorHandlers = {
    listAuthors: async () => authors,

    getAuthor: async ({ params }: OfAuthor, reply: FastifyReply) =>
        authors.find(({ id }) => id === params.id) ?? reply.code(404).send({ message: "There is no such author." }),
};
