import { type Book, readBook, readBookInput } from "./book";
import type { BookStore } from "./book-store";
import { HttpError } from "./http-error";
import type { ApiRequest, Route } from "./routes";

const defaultLimit = 20;
const largestLimit = 100;

/** The operations of openapi.yaml over a store. */
export function bookRoutes(store: BookStore): Route[] {
    const find = ({ params }: ApiRequest) => found(store.get(params.isbn ?? ""));
    return [
        { method: "GET", path: "/", handle: ({ query }) => ({ status: 200, body: list(store, query) }) },
        {
            method: "POST",
            path: "/",
            takesBody: true,
            handle: ({ body }) => {
                const book = readBook(body);
                if (!store.create(book))
                    throw new HttpError(409, `There is a book with the ISBN ${book.isbn} already.`);
                return { status: 201, body: book, headers: { location: `/${book.isbn}` } };
            },
        },
        { method: "GET", path: "/{isbn}", handle: (request) => ({ status: 200, body: find(request) }) },
        {
            method: "PUT",
            path: "/{isbn}",
            takesBody: true,
            handle: (request) => {
                const { isbn } = find(request);
                return { status: 200, body: found(store.replace(isbn, readBookInput(request.body))) };
            },
        },
        {
            method: "DELETE",
            path: "/{isbn}",
            handle: (request) => {
                store.delete(find(request).isbn);
                return { status: 204 };
            },
        },
    ];
}

function list(store: BookStore, query: URLSearchParams): Book[] {
    const limit = Number(last(query, "limit") ?? defaultLimit);
    if (!Number.isInteger(limit) || limit < 1 || limit > largestLimit) {
        throw new HttpError(400, `"limit" must be a whole number from 1 to ${largestLimit}.`);
    }
    return store.list(last(query, "author"), limit);
}

// The gateway's cache key holds the last value of a repeated parameter; any other choice would spoil its cache.
function last(query: URLSearchParams, name: string): string | undefined {
    return query.getAll(name).at(-1);
}

function found(book: Book | undefined): Book {
    if (book === undefined) throw new HttpError(404, "There is no such book.");
    return book;
}
