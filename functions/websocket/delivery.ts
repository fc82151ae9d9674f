/** How a message is delivered. */
export interface DeliveryOptions {
    /** Maximum number of connections that are posted to at once. */
    readonly parallel: number;
    /** Maximum number of attempts for a connection. */
    readonly attempts: number;
    /** Waits for a number of milliseconds. */
    readonly wait: (milliseconds: number) => Promise<void>;
    /** A random number from 0 to 1. */
    readonly random: () => number;
}

/**
 * The result at a connection; the error is that of the last attempt. `throttled`: the last attempt returned 429, because either too
 * much is sent to all connections, or this client does not read what it gets (API Gateway Management API reference, PostToConnection, LimitExceededException).
 */
export type Delivery =
    | { readonly state: "sent" | "gone" }
    | { readonly state: "throttled" | "failed"; readonly error: unknown };

/** Milliseconds before the second attempt at most; twice as many before each further one. */
const firstDelay = 100;

/** Acts on each item, a limited number of them at once; the next item is only read when there is room for it. */
export async function forEach<Item>(
    items: AsyncIterable<Item> | Iterable<Item>,
    parallel: number,
    act: (item: Item) => Promise<void>,
): Promise<void> {
    const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
    const work = async () => {
        for (let next = await iterator.next(); !next.done; next = await iterator.next()) await act(next.value);
    };
    await Promise.all(Array.from({ length: parallel }, work));
}

/**
 * Posts to a connection, again after throttling, an error of the service, or a lost connection to it, with exponential backoff and full
 * jitter. Other errors would be the same again: the message is too large, or the role lacks a permission.
 */
export async function deliver(
    post: () => Promise<unknown>,
    { attempts, wait, random }: Pick<DeliveryOptions, "attempts" | "wait" | "random">,
): Promise<Delivery> {
    for (let attempt = 1; ; attempt++) {
        try {
            await post();
            return { state: "sent" };
        } catch (error) {
            const status = statusOf(error);
            if (status === 410) return { state: "gone" };
            const isTransient = status === undefined || status === 429 || status >= 500;
            if (!isTransient || attempt >= attempts) return { state: status === 429 ? "throttled" : "failed", error };
            await wait(random() * firstDelay * 2 ** (attempt - 1));
        }
    }
}

// The SDK adds it to the errors of a response.
function statusOf(error: unknown): number | undefined {
    if (typeof error !== "object" || error === null || !("$metadata" in error)) return undefined;
    const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
    return $metadata?.httpStatusCode;
}
