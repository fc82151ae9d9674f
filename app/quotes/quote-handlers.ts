import type { FastifyReply, FastifyRequest } from "fastify";
import { quotes } from "./quotes";

type List = FastifyRequest<{ Querystring: { readonly author?: string } }>;
type OfQuote = FastifyRequest<{ Params: { readonly id: number } }>;

/** The handlers of openapi.yaml's operations, by operation id. */
export function quoteHandlers() {
    return {
        listQuotes: async ({ query: { author } }: List) =>
            quotes.filter((quote) => author === undefined || quote.author === author),

        getRandomQuote: async () => quotes[Math.floor(Math.random() * quotes.length)],

        getQuote: async ({ params: { id } }: OfQuote, reply: FastifyReply) =>
            quotes.find((quote) => quote.id === id) ?? reply.code(404).send({ message: "There is no such quote." }),
    };
}
