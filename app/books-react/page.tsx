import { useEffect, useRef, useState } from "react";
import { forgetKey, storedKey, storeKey } from "./api-key";
import { type Book, findApiPath, KeyError, loadBooks, pageSize } from "./books";
import { KeyForm } from "./key-form";

interface State {
    readonly isLoading: boolean;
    readonly hasFailed?: boolean;
    /** Number of keys that the API did not accept; absent while the page does not ask for one. */
    readonly attempts?: number;
    readonly books?: readonly Book[];
    /** Whether the API wanted a key for them. */
    readonly hasKey?: boolean;
}

/**
 * The page of all books, on the same host as the API, so that it needs no CORS. Behind CloudFront it asks for an API key; behind
 * the shared gateway, which serves clients in the VPC alone, the API wants none.
 */
export function BooksPage() {
    const [state, setState] = useState<State>({ isLoading: true });
    const heading = useRef<HTMLHeadingElement>(null);
    const usedForm = useRef(false);

    const load = async (key: string | undefined, signal?: AbortSignal) => {
        try {
            const books = await loadBooks(await findApiPath(signal), key, signal);
            if (key !== undefined) storeKey(key);
            setState({ isLoading: false, books, hasKey: key !== undefined });
        } catch (error) {
            if (signal?.aborted) return;
            if (!(error instanceof KeyError)) {
                setState(({ attempts }) => ({
                    isLoading: false,
                    hasFailed: true,
                    ...(attempts !== undefined && { attempts }),
                }));
                return;
            }
            forgetKey();
            const rejected = key === undefined ? 0 : 1;
            setState(({ attempts = 0 }) => ({ isLoading: false, attempts: attempts + rejected }));
        }
    };

    // biome-ignore lint/correctness/useExhaustiveDependencies: once, as a page is opened.
    useEffect(() => {
        const leaving = new AbortController();
        void load(storedKey(), leaving.signal);
        return () => leaving.abort();
    }, []);

    // The form, which had the focus, is gone. React renders later than the state is set: no focus may move before.
    useEffect(() => {
        if (state.hasKey && usedForm.current) heading.current?.focus();
    }, [state.hasKey]);

    const tryKey = async (key: string) => {
        if (state.isLoading) return;
        setState({ isLoading: true, attempts: state.attempts ?? 0 });
        usedForm.current = true;
        await load(key);
    };
    const changeKey = () => {
        forgetKey();
        setState({ isLoading: false, attempts: 0 });
    };

    const { isLoading, hasFailed = false, attempts, books, hasKey = false } = state;
    return (
        <>
            <header>
                <h1 ref={heading} tabIndex={-1}>
                    Books
                </h1>
                {hasKey && (
                    <button type="button" onClick={changeKey}>
                        Use another key
                    </button>
                )}
            </header>
            <p role="status">{statusOf(isLoading, books)}</p>
            {hasFailed && <p role="alert">The books cannot be loaded. Reload the page to try again.</p>}
            {attempts !== undefined && <KeyForm attempts={attempts} onKey={tryKey} />}
            {books !== undefined && books.length > 0 && <BookList books={books} />}
        </>
    );
}

function statusOf(isLoading: boolean, books: readonly Book[] | undefined): string {
    if (isLoading) return "Loading …";
    if (books === undefined) return "";
    if (books.length === 0) return "There are no books.";
    if (books.length === pageSize) return `The first ${pageSize} books`;
    return books.length === 1 ? "1 book" : `${books.length} books`;
}

function BookList({ books }: { readonly books: readonly Book[] }) {
    return (
        // Safari reads out a list without bullets only if it has its role.
        // biome-ignore lint/a11y/noRedundantRoles: see above.
        <ul role="list">
            {books.map(({ isbn, title, authors, year }) => (
                <li key={isbn}>
                    <cite>{title}</cite>, {authors.join(", ")}
                    {year !== undefined && ` (${year})`}
                </li>
            ))}
        </ul>
    );
}
