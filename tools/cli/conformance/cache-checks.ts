import { type Dated, dated, dateInterval, isVerdict } from "./backend-date";
import {
    broken,
    type Check,
    type CheckDependencies,
    holds,
    notChecked,
    type Target,
    type Variation,
    type Verdict,
} from "./check";

/** R2: content that is not constantly refreshed comes from the stage's cache, for its TTL, separately for each parameter value. */
export const cacheChecks: readonly Check[] = [
    {
        about: "R2",
        title: "a response comes from the cache, even if the client requests a fresh one",
        run: isCached,
    },
    { about: "R2", title: "a response is cached for its TTL and no longer", run: expiresAfterTtl },
    { about: "R2", title: "requests with other parameters get their own responses", run: distinguishesParameters },
    { about: "R2", title: "constantly refreshed content is not cached", run: isFresh },
];

const demand = { "cache-control": "max-age=0" };

// The entry may expire between two requests, so a single new response is allowed.
async function isCached(target: Target, dependencies: CheckDependencies): Promise<Verdict> {
    const dates: string[] = [];
    for (let tries = 0; tries < 3; tries++) {
        const response = await dated(target, dependencies, target.path, demand);
        if (isVerdict(response)) return response;
        if (dates.at(-1) === response.createdAt) return holds;
        dates.push(response.createdAt);
        await dependencies.pause(dateInterval);
    }
    return broken(`got responses that the backend created at ${dates.join(", then ")}, want one of them again`);
}

async function expiresAfterTtl(target: Target, dependencies: CheckDependencies): Promise<Verdict> {
    const { ttlSeconds: ttl, path } = target;
    if (ttl === undefined) return notChecked("want --ttl SECONDS");
    const old = await dated(target, dependencies, path);
    if (isVerdict(old)) return old;
    await dependencies.pause(ttl * 1000 + dateInterval);
    const next = await dated(target, dependencies, path);
    if (isVerdict(next)) return next;
    if (next.createdAt === old.createdAt)
        return broken(`got the response of ${old.createdAt} again more than ${ttl} s later`);
    if (next.age > 1000)
        return notChecked("another client sent a request meanwhile, so the start of the TTL is unknown");
    await dependencies.pause(Math.max(0, ttl * 1000 - dateInterval));
    const last = await dated(target, dependencies, path);
    if (isVerdict(last)) return last;
    if (last.createdAt === next.createdAt) return holds;
    return broken(
        `got a response of ${next.createdAt}, then one of ${last.createdAt}, want the first one for ${ttl} s`,
    );
}

async function distinguishesParameters(target: Target, dependencies: CheckDependencies): Promise<Verdict> {
    if (target.variations.length === 0) return notChecked("want --vary once for each parameter of the cache key");
    for (const variation of target.variations) {
        const verdict = await getsOwnResponse(target, dependencies, variation);
        if (verdict.kind !== "holds") return verdict;
    }
    return holds;
}

// Requests at different times get responses with different Dates unless one was cached: a response with the Date and body
// of the other value's response is that response. The first value is requested twice, as its entry may have expired.
async function getsOwnResponse(
    target: Target,
    dependencies: CheckDependencies,
    { place, name, values }: Variation,
): Promise<Verdict> {
    const request = (value: string) => {
        if (place === "path") return dated(target, dependencies, value);
        if (place === "header") return dated(target, dependencies, target.path, { [name]: value });
        return dated(target, dependencies, `${target.path}?${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
    };
    let former: Dated | undefined;
    for (const [index, value] of [values[0], values[1], values[0]].entries()) {
        if (index > 0) await dependencies.pause(dateInterval);
        const response = await request(value);
        if (isVerdict(response)) return response;
        if (former !== undefined && former.createdAt === response.createdAt && former.body === response.body) {
            const what = place === "path" ? value : `${place} ${name}=${value}`;
            return broken(`${what} got the response for the other value, created at ${response.createdAt}`);
        }
        former = response;
    }
    return holds;
}

async function isFresh(target: Target, dependencies: CheckDependencies): Promise<Verdict> {
    const { volatilePath } = target;
    if (volatilePath === undefined) return notChecked("want --volatile PATH, which cannot be detected");
    const first = await dated(target, dependencies, volatilePath);
    if (isVerdict(first)) return first;
    await dependencies.pause(dateInterval);
    const second = await dated(target, dependencies, volatilePath);
    if (isVerdict(second)) return second;
    return first.createdAt === second.createdAt
        ? broken(`got the response of ${first.createdAt} again, want a new one`)
        : holds;
}
