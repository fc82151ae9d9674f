import { broken, type CheckDependencies, notChecked, type Target, type Verdict } from "./check";

/** Milliseconds between two requests that make the backend's `Date`, which has seconds, differ for two responses. */
export const dateInterval = 2_200;

/** A response and the `Date` at which the backend created it. */
export interface Dated {
    readonly createdAt: string;
    readonly body: string;
    /** Milliseconds between the backend's `Date` and the gateway's. */
    readonly age: number;
}

/**
 * Requests a response and reads when its backend created it: API Gateway remaps the `Date` of a proxied response, caches
 * it with the response, and adds its own. No other header reveals a hit of a stage's cache.
 * @returns a verdict where the date is missing or the request failed.
 */
export async function dated(
    { url, key }: Target,
    { client }: CheckDependencies,
    path: string,
    headers: Readonly<Record<string, string>> = {},
): Promise<Dated | Verdict> {
    const response = await client.send(url + path, { headers: { "x-api-key": key, ...headers } });
    if (response.status >= 500 || response.status === 403 || response.status === 429) {
        return broken(`got ${response.status} ${response.body.slice(0, 200)} for ${path} with the key`);
    }
    const createdAt = response.header("x-amzn-remapped-date");
    if (createdAt === undefined)
        return notChecked(`${path} comes without x-amzn-Remapped-Date: its backend sends no Date`);
    const age = Date.parse(response.header("date") ?? "") - Date.parse(createdAt);
    return { createdAt, body: response.body, age };
}

/** Whether the request already led to a verdict. */
export function isVerdict(value: Dated | Verdict): value is Verdict {
    return "kind" in value;
}
