import { type Book, bookInput, bookOf } from "./book";
import type { BookStore } from "./book-store";
import { HttpError } from "./http-error";
import type { ApiRequest, Route } from "./routes";

const defaultLimit = 20;

/** The operations of openapi.yaml over a store. */
export function bookRoutes(store: BookStore): Route[] {
    const find = ({ params }: ApiRequest) => found(store.get(params.isbn ?? ""));
    return [
        { method: "GET", path: "/", handle: ({ query }) => ({ status: 200, body: list(store, query) }) },
        {
            method: "POST",
            path: "/",
            handle: ({ body }) => {
                const book = bookOf(body);
                if (!store.create(book))
                    throw new HttpError(409, `There is a book with the ISBN ${book.isbn} already.`);
                return { status: 201, body: book, headers: { location: `/${book.isbn}` } };
            },
        },
        { method: "GET", path: "/{isbn}", handle: (request) => ({ status: 200, body: find(request) }) },
        {
            method: "PUT",
            path: "/{isbn}",
            handle: (request) => {
                const { isbn } = find(request);
                return { status: 200, body: found(store.replace(isbn, bookInput(request.body))) };
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

function list(store: BookStore, { author, limit }: ApiRequest["query"]): Book[] {
    return store.list(author === undefined ? undefined : String(author), Number(limit ?? defaultLimit));
}

function found(book: Book | undefined): Book {
    if (book === undefined) throw new HttpError(404, "There is no such book.");
    return book;
}
