import { HttpError } from "./http-error";
import { type Picture, readPictureInput } from "./picture";
import type { PictureStore } from "./picture-store";
import type { ApiRequest, Route } from "./routes";

const defaultLimit = 20;
const largestLimit = 100;

/** The operations of openapi.yaml over a store. */
export function pictureRoutes(store: PictureStore): Route[] {
    const find = ({ params }: ApiRequest) => found(store.get(params.id ?? ""));
    return [
        { method: "GET", path: "/all", handle: ({ query }) => ({ status: 200, body: list(store, query) }) },
        {
            method: "POST",
            path: "/",
            takesBody: true,
            handle: ({ body }) => {
                const picture = store.create(readPictureInput(body));
                return { status: 201, body: picture, headers: { location: `/${picture.id}` } };
            },
        },
        { method: "GET", path: "/{id}", handle: (request) => ({ status: 200, body: find(request) }) },
        {
            method: "PUT",
            path: "/{id}",
            takesBody: true,
            handle: (request) => {
                const { id } = find(request);
                return { status: 200, body: found(store.replace(id, readPictureInput(request.body))) };
            },
        },
        {
            method: "DELETE",
            path: "/{id}",
            handle: (request) => {
                store.delete(find(request).id);
                return { status: 204 };
            },
        },
        {
            method: "GET",
            path: "/{id}/views",
            handle: (request) => {
                const { id } = find(request);
                return { status: 200, body: { id, views: store.viewsOf(id) } };
            },
        },
        {
            method: "POST",
            path: "/{id}/views",
            handle: (request) => {
                const { id } = find(request);
                return { status: 200, body: { id, views: store.addView(id) } };
            },
        },
    ];
}

function list(store: PictureStore, query: URLSearchParams): Picture[] {
    const limit = Number(last(query, "limit") ?? defaultLimit);
    if (!Number.isInteger(limit) || limit < 1 || limit > largestLimit) {
        throw new HttpError(400, `"limit" must be a whole number from 1 to ${largestLimit}.`);
    }
    return store.list(last(query, "tag"), limit);
}

// The gateway's cache key holds the last value of a repeated parameter; any other choice would spoil its cache.
function last(query: URLSearchParams, name: string): string | undefined {
    return query.getAll(name).at(-1);
}

function found(picture: Picture | undefined): Picture {
    if (picture === undefined) throw new HttpError(404, "There is no such picture.");
    return picture;
}
