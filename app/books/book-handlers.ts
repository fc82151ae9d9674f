import type { FastifyReply, FastifyRequest } from "fastify";
import { type Book, type BookInput, bookInput, bookOf } from "./book";
import type { BookStore } from "./book-store";

type List = FastifyRequest<{ Querystring: { readonly author?: string; readonly limit?: number } }>;
type Create = FastifyRequest<{ Body: Book }>;
type OfBook = FastifyRequest<{ Params: { readonly isbn: string } }>;
type Replace = FastifyRequest<{ Params: { readonly isbn: string }; Body: BookInput }>;

const defaultLimit = 20;

/** The handlers of openapi.yaml's operations, by operation id. */
export function bookHandlers(store: BookStore) {
    const notFound = (reply: FastifyReply) => reply.code(404).send({ message: "There is no such book." });
    return {
        listBooks: async ({ query: { author, limit = defaultLimit } }: List) => store.list(author, limit),

        createBook: async ({ body }: Create, reply: FastifyReply) => {
            const book = bookOf(body);
            if (!store.create(book))
                return reply.code(409).send({ message: `A book with the ISBN ${book.isbn} already exists.` });
            return reply.code(201).header("location", `/${book.isbn}`).send(book);
        },

        getBook: async ({ params }: OfBook, reply: FastifyReply) => store.get(params.isbn) ?? notFound(reply),

        replaceBook: async ({ params, body }: Replace, reply: FastifyReply) =>
            store.replace(params.isbn, bookInput(body)) ?? notFound(reply),

        deleteBook: async ({ params }: OfBook, reply: FastifyReply) =>
            store.delete(params.isbn) ? reply.code(204).send() : notFound(reply),
    };
}
