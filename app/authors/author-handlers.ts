import type { FastifyReply, FastifyRequest } from "fastify";
import { authors } from "./authors";

type OfAuthor = FastifyRequest<{ Params: { readonly id: number } }>;

/** The handlers of openapi.yaml's operations, by operation id. */
export const authorHandlers = {
    listAuthors: async () => authors,

    getAuthor: async ({ params }: OfAuthor, reply: FastifyReply) =>
        authors.find(({ id }) => id === params.id) ?? reply.code(404).send({ message: "There is no such author." }),
};
