import type { FastifyReply, FastifyRequest } from "fastify";
import { type PictureInput, pictureInput } from "./picture";
import type { PictureStore } from "./picture-store";

type Query = { readonly tag?: string; readonly after?: string; readonly limit?: number };
type List = FastifyRequest<{ Querystring: Query }>;
type Create = FastifyRequest<{ Body: PictureInput }>;
type OfPicture = FastifyRequest<{ Params: { readonly id: string } }>;
type Replace = FastifyRequest<{ Params: { readonly id: string }; Body: PictureInput }>;

const defaultLimit = 20;

/** The handlers of openapi.yaml's operations, by operation id. */
export function pictureHandlers(store: PictureStore) {
    const notFound = (reply: FastifyReply) => reply.code(404).send({ message: "There is no such picture." });
    const views = (id: string, count: number | undefined, reply: FastifyReply) =>
        count === undefined ? notFound(reply) : { id, views: count };
    return {
        listPictures: async ({ query: { tag, after, limit = defaultLimit } }: List) =>
            store.list({ tag, after: after?.toLowerCase(), limit }),

        createPicture: async ({ body }: Create, reply: FastifyReply) => {
            const picture = await store.create(pictureInput(body));
            return reply.code(201).header("location", `/${picture.id}`).send(picture);
        },

        getPicture: async (request: OfPicture, reply: FastifyReply) =>
            (await store.get(idOf(request))) ?? notFound(reply),

        replacePicture: async (request: Replace, reply: FastifyReply) =>
            (await store.replace(idOf(request), pictureInput(request.body))) ?? notFound(reply),

        deletePicture: async (request: OfPicture, reply: FastifyReply) =>
            (await store.delete(idOf(request))) ? reply.code(204).send() : notFound(reply),

        getViews: async (request: OfPicture, reply: FastifyReply) =>
            views(idOf(request), await store.viewsOf(idOf(request)), reply),

        recordView: async (request: OfPicture, reply: FastifyReply) =>
            views(idOf(request), await store.addView(idOf(request)), reply),
    };
}

// A UUID is case-insensitive.
function idOf({ params }: { readonly params: { readonly id: string } }): string {
    return params.id.toLowerCase();
}
