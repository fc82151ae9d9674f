import { HttpError } from "./http-error";
import { type Picture, pictureInput } from "./picture";
import type { PictureStore } from "./picture-store";
import type { ApiRequest, Route } from "./routes";

const defaultLimit = 20;

/** The operations of openapi.yaml over a store. */
export function pictureRoutes(store: PictureStore): Route[] {
    return [
        { method: "GET", path: "/all", handle: async ({ query }) => ({ status: 200, body: await list(store, query) }) },
        {
            method: "POST",
            path: "/",
            handle: async ({ body }) => {
                const picture = await store.create(pictureInput(body));
                return { status: 201, body: picture, headers: { location: `/${picture.id}` } };
            },
        },
        {
            method: "GET",
            path: "/{id}",
            handle: async (request) => ({ status: 200, body: found(await store.get(idOf(request))) }),
        },
        {
            method: "PUT",
            path: "/{id}",
            handle: async (request) => {
                const picture = await store.replace(idOf(request), pictureInput(request.body));
                return { status: 200, body: found(picture) };
            },
        },
        {
            method: "DELETE",
            path: "/{id}",
            handle: async (request) => {
                if (!(await store.delete(idOf(request)))) throw notFound();
                return { status: 204 };
            },
        },
        {
            method: "GET",
            path: "/{id}/views",
            handle: async (request) => {
                const id = idOf(request);
                return { status: 200, body: { id, views: found(await store.viewsOf(id)) } };
            },
        },
        {
            method: "POST",
            path: "/{id}/views",
            handle: async (request) => {
                const id = idOf(request);
                return { status: 200, body: { id, views: found(await store.addView(id)) } };
            },
        },
    ];
}

function list(store: PictureStore, { tag, after, limit }: ApiRequest["query"]): Promise<Picture[]> {
    return store.list({
        tag: tag === undefined ? undefined : String(tag),
        after: after === undefined ? undefined : String(after).toLowerCase(),
        limit: Number(limit ?? defaultLimit),
    });
}

// A UUID is the same in capital letters.
function idOf({ params }: ApiRequest): string {
    return (params.id ?? "").toLowerCase();
}

function found<Value>(value: Value | undefined): Value {
    if (value === undefined) throw notFound();
    return value;
}

function notFound(): HttpError {
    return new HttpError(404, "There is no such picture.");
}
