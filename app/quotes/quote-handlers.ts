import type { FastifyReply, FastifyRequest } from "fastify";

/** A quote as the API returns it. */
interface Quote {
    /** Its number, from 1. */
    readonly id: number;
    readonly text: string;
    readonly author: string;
}

/** Every quote, by its number. They are constant, because Lambda starts and ends instances at any time. */
const quotes: readonly Quote[] = [
    ["Simplicity is prerequisite for reliability.", "Edsger W. Dijkstra"],
    ["Testing shows the presence, not the absence of bugs.", "Edsger W. Dijkstra"],
    ["Premature optimization is the root of all evil.", "Donald E. Knuth"],
    ["The purpose of computing is insight, not numbers.", "Richard W. Hamming"],
    ["A ship in port is safe, but that is not what ships are for.", "John A. Shedd"],
].map(([text = "", author = ""], index) => ({ id: index + 1, text, author }));

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
