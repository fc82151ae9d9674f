/** A deployed or local API, as its clients see it. */
export interface Target {
    /** URL of a stage, without a slash at its end. */
    readonly url: string;
    /** A client's API key. */
    readonly key: string;
    /** Path of a GET operation that is cached and needs no parameters, such as `/pictures/all`. */
    readonly path: string;
    /** URL of the load balancer, which must not be reached from here. */
    readonly direct?: string;
}

/** Something that must hold of an API, seen from outside. */
export interface Check {
    /** R1, R2 or R4: the rule that it speaks for. R3 needs load, which this suite does not make. */
    readonly rule: "R1" | "R2" | "R4";
    readonly title: string;
    /** What is wrong; undefined if it holds. */
    run(target: Target): Promise<string | undefined>;
}

const timeoutMilliseconds = 10_000;
const mostTries = 25;
const pauseMilliseconds = 150;

/** All checks; together they send no more than 30 requests. */
export const checks: readonly Check[] = [
    {
        rule: "R4",
        title: "a call without a key is refused",
        run: (target) => refused(target, target.path, {}, "Forbidden"),
    },
    {
        rule: "R4",
        title: "a call with an unknown key is refused",
        run: (target) => refused(target, target.path, { "x-api-key": "x".repeat(40) }, "Forbidden"),
    },
    {
        rule: "R4",
        title: "what is no operation is refused",
        run: (target) => refused(target, "/no-such-path", { "x-api-key": target.key }, "Missing Authentication Token"),
    },
    { rule: "R2", title: "an answer comes from the cache, also for a client that asks for a fresh one", run: isCached },
    { rule: "R1", title: "the load balancer is not reached from here", run: isPrivate },
];

async function get(url: string, headers: Readonly<Record<string, string>>): Promise<Response> {
    return fetch(url, { headers, redirect: "manual", signal: AbortSignal.timeout(timeoutMilliseconds) });
}

async function refused(target: Target, path: string, headers: Readonly<Record<string, string>>, message: string) {
    const answer = await get(target.url + path, headers);
    const body = await answer.text();
    const wanted = `{"message":"${message}"}`;
    if (answer.status === 403 && body === wanted) return undefined;
    return `got ${answer.status} ${body.slice(0, 200)}, want 403 ${wanted}`;
}

// A cached answer brings back the Date of the backend's own: API Gateway remaps it, and sends a fresh one beside it.
// Dates have seconds: the gateway's must have gone on by two for the backend's to tell anything.
async function isCached({ url, path, key }: Target): Promise<string | undefined> {
    const headers = { "x-api-key": key, "cache-control": "max-age=0" };
    let first: { readonly made: string; readonly sent: number } | undefined;
    for (let tries = 0; tries < mostTries; tries++) {
        const answer = await get(url + path, headers);
        await answer.arrayBuffer();
        if (answer.status !== 200) return `got ${answer.status} with the key, want 200`;
        const made = answer.headers.get("x-amzn-remapped-date");
        const sent = Date.parse(answer.headers.get("date") ?? "");
        if (made === null) return "got an answer without x-amzn-Remapped-Date: its backend sends no Date to tell by";
        first ??= { made, sent };
        if (made !== first.made) return `got an answer of ${first.made}, then one of ${made}, want the first one again`;
        if (sent >= first.sent + 2000) return undefined;
        await new Promise((done) => setTimeout(done, pauseMilliseconds));
    }
    return "the gateway's Date does not go on";
}

async function isPrivate({ direct }: Target): Promise<string | undefined> {
    if (direct === undefined) return undefined;
    const answer = await get(direct, {}).catch(() => undefined);
    return answer && `got ${answer.status} from ${direct}, want no connection`;
}
