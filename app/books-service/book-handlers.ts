import type { FastifyReply, FastifyRequest } from "fastify";
import { books } from "./books";

type OfBook = FastifyRequest<{ Params: { readonly id: number } }>;

/** The handlers of openapi.yaml's operations, by operation id. */
export const bookHandlers = {
    listBooks: async () => books,

    getBook: async ({ params }: OfBook, reply: FastifyReply) =>
        books.find(({ id }) => id === params.id) ?? reply.code(404).send({ message: "There is no such book." }),
};
