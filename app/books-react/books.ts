/** A book as the API returns it. */
export interface Book {
    readonly isbn: string;
    readonly title: string;
    readonly authors: readonly string[];
    readonly year?: number;
}

/** Number of books that are asked for, which is the most that the API returns at once. */
export const pageSize = 100;

/** The API wants a key, or another one. */
export class KeyError extends Error {}

/**
 * Finds the path that the APIs are below on the same host, from `site.json`. Behind the shared gateway they are at the root of the host:
 * the server of its page says so, and so does any response without a path.
 * @returns such as "/api", or "".
 */
export async function findApiPath(signal?: AbortSignal): Promise<string> {
    const response = await fetch("/site.json", given(signal));
    if (!response.ok) return "";
    const settings: unknown = await response.json().catch(() => undefined);
    const apiPath = typeof settings === "object" && settings !== null && "apiPath" in settings && settings.apiPath;
    return typeof apiPath === "string" ? apiPath : "";
}

/**
 * Loads the books.
 * @param key undefined for an API that wants none.
 * @throws {KeyError} if the API wants a key, or another one.
 */
export async function loadBooks(
    apiPath: string,
    key: string | undefined,
    signal?: AbortSignal,
): Promise<readonly Book[]> {
    // Browsers do not send any other character in a header.
    if (key !== undefined && !/^[\x21-\x7e]+$/.test(key)) throw new KeyError("no API key");
    const headers = key === undefined ? {} : { "x-api-key": key };
    const response = await fetch(`${apiPath}/books?limit=${pageSize}`, { ...given(signal), headers });
    // API Gateway responds with 403 without a valid key, an authorizer with 401.
    if (response.status === 401 || response.status === 403) throw new KeyError(`${response.status}`);
    if (!response.ok) throw new Error(`/books: ${response.status}`);
    return (await response.json()) as readonly Book[];
}

const given = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });
