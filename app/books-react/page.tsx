import { useEffect, useState } from "react";

/** A book as the API returns it. */
interface Book {
    readonly isbn: string;
    readonly title: string;
    readonly authors: readonly string[];
    readonly year?: number;
}

type State =
    | { readonly kind: "loading" }
    | { readonly kind: "failed" }
    | { readonly kind: "loaded"; readonly books: readonly Book[] };

/** The page of all books. The shared gateway serves it and the API, so that it needs neither a key nor CORS. */
export function BooksPage() {
    const [state, setState] = useState<State>({ kind: "loading" });
    useEffect(() => {
        const leaving = new AbortController();
        loadBooks(leaving.signal).then(
            (books) => setState({ kind: "loaded", books }),
            () => leaving.signal.aborted || setState({ kind: "failed" }),
        );
        return () => leaving.abort();
    }, []);
    return (
        <>
            <h1>Books</h1>
            {state.kind === "loading" && <p role="status">Loading …</p>}
            {state.kind === "failed" && <p role="alert">The books cannot be loaded. Reload the page to try again.</p>}
            {state.kind === "loaded" && <BookList books={state.books} />}
        </>
    );
}

function BookList({ books }: { readonly books: readonly Book[] }) {
    if (books.length === 0) return <p>There are no books.</p>;
    return (
        <ul>
            {books.map(({ isbn, title, authors, year }) => (
                <li key={isbn}>
                    <cite>{title}</cite>, {authors.join(", ")}
                    {year !== undefined && ` (${year})`}
                </li>
            ))}
        </ul>
    );
}

async function loadBooks(signal: AbortSignal): Promise<readonly Book[]> {
    const response = await fetch("/books?limit=100", { signal });
    if (!response.ok) throw new Error(`/books: ${response.status}`);
    return (await response.json()) as readonly Book[];
}
