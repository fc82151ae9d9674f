import { Agent } from "undici";

/** Result of many mixed requests. */
export interface Mixed {
    readonly requests: number;
    readonly wrong: number;
    /** The first wrong response. */
    readonly example: string | undefined;
}

/** A request and the check of its response. */
export interface CheckedRequest {
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly status: number;
    readonly isRight: (body: string) => boolean;
}

const concurrency = 64;

/** Requests of several clients, with and without a key, to both stages, whose responses depend on their parameters. */
export function mixedRequests(keys: readonly string[], titles: ReadonlyMap<string, string>): readonly CheckedRequest[] {
    const forbidden = '{"message":"Forbidden"}';
    const requested: CheckedRequest[] = [];
    for (const stage of ["Cached", "Uncached"]) {
        for (const key of keys) {
            const headers = { "x-api-key": key };
            for (const [id, title] of titles) {
                requested.push({
                    path: `/${stage}/pictures/${id}`,
                    headers,
                    status: 200,
                    isRight: (body) => (JSON.parse(body) as { title: string }).title === title,
                });
            }
            for (let limit = 1; limit <= 10; limit++) {
                requested.push({
                    path: `/${stage}/pictures/all?limit=${limit}`,
                    headers,
                    status: 200,
                    isRight: (body) => (JSON.parse(body) as unknown[]).length === limit,
                });
            }
        }
        const path = `/${stage}/pictures/all`;
        requested.push({ path, headers: {}, status: 403, isRight: (body) => body === forbidden });
        requested.push({ path, headers: { "x-api-key": "x" }, status: 403, isRight: (body) => body === forbidden });
    }
    return requested;
}

/** Sends requests, 64 at a time, and checks every response. */
export async function sendMixed(
    origin: string,
    requested: readonly CheckedRequest[],
    requests: number,
): Promise<Mixed> {
    const agent = new Agent({ connections: concurrency });
    let next = 0;
    let wrong = 0;
    let example: string | undefined;
    const work = async () => {
        for (let index = next++; index < requests; index = next++) {
            // 7919 is prime: consecutive requests are not neighbours in the list.
            const request = requested[(index * 7919) % requested.length];
            if (request === undefined) throw new Error("there are no requests");
            const { path, headers, status, isRight } = request;
            const response = await agent.request({ origin, path, method: "GET", headers });
            const body = await response.body.text();
            if (response.statusCode === status && isRight(body)) continue;
            wrong++;
            example ??= `${path}: ${response.statusCode} ${body.slice(0, 200)}`;
        }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    await agent.destroy();
    return { requests, wrong, example };
}
