import { broken, type CheckDependencies, notChecked, type Target, type Verdict } from "./check";

/**
 * How long two requests must lie apart for the backend's `Date`, which has seconds, to tell whether it made an answer
 * for each.
 */
export const apart = 2_200;

/** An answer and the `Date` at which the backend made it. */
export interface Dated {
    readonly made: string;
    readonly body: string;
    /** Milliseconds between the backend's `Date` and the gateway's. */
    readonly age: number;
}

/**
 * Asks for an answer whose backend can be told by its `Date`: API Gateway remaps that of a proxied answer, keeps it with
 * a cached one, and sends a fresh one beside it. No other header tells a hit of a stage's cache.
 * @returns a verdict where that cannot be told.
 */
export async function dated(
    { url, key }: Target,
    { client }: CheckDependencies,
    path: string,
    headers: Readonly<Record<string, string>> = {},
): Promise<Dated | Verdict> {
    const answer = await client.send(url + path, { headers: { "x-api-key": key, ...headers } });
    if (answer.status >= 500 || answer.status === 403 || answer.status === 429) {
        return broken(`got ${answer.status} ${answer.body.slice(0, 200)} for ${path} with the key`);
    }
    const made = answer.header("x-amzn-remapped-date");
    if (made === undefined) return notChecked(`${path} comes without x-amzn-Remapped-Date: its backend sends no Date`);
    const age = Date.parse(answer.header("date") ?? "") - Date.parse(made);
    return { made, body: answer.body, age };
}

/** Whether asking led to a verdict at once. */
export function isVerdict(value: Dated | Verdict): value is Verdict {
    return "kind" in value;
}
