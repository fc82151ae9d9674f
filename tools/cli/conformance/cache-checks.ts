import { apart, type Dated, dated, isVerdict } from "./backend-date";
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

/** R2: what is not refreshed all the time comes from the stage's cache, for its TTL, and for its own parameters alone. */
export const cacheChecks: readonly Check[] = [
    {
        about: "R2",
        title: "an answer comes from the cache, also for a client that asks for a fresh one",
        run: isCached,
    },
    { about: "R2", title: "an answer is kept for its TTL and no longer", run: keepsTtl },
    { about: "R2", title: "other parameters do not get an answer that is not theirs", run: tellsApart },
    { about: "R2", title: "content that is refreshed all the time is not kept", run: isFresh },
];

const demand = { "cache-control": "max-age=0" };

// The entry may come to its end between two requests, so that a new one is no fault yet; a second new one is.
async function isCached(target: Target, dependencies: CheckDependencies): Promise<Verdict> {
    const made: string[] = [];
    for (let tries = 0; tries < 3; tries++) {
        const answer = await dated(target, dependencies, target.path, demand);
        if (isVerdict(answer)) return answer;
        if (made.at(-1) === answer.made) return holds;
        made.push(answer.made);
        await dependencies.pause(apart);
    }
    return broken(`got answers that the backend made at ${made.join(", then ")}, want one of them again`);
}

async function keepsTtl(target: Target, dependencies: CheckDependencies): Promise<Verdict> {
    const { ttlSeconds: ttl, path } = target;
    if (ttl === undefined) return notChecked("want --ttl SECONDS");
    const old = await dated(target, dependencies, path);
    if (isVerdict(old)) return old;
    await dependencies.pause(ttl * 1000 + apart);
    const next = await dated(target, dependencies, path);
    if (isVerdict(next)) return next;
    if (next.made === old.made) return broken(`got the answer of ${old.made} again more than ${ttl} s later`);
    if (next.age > 1000) return notChecked("another client asked meanwhile: the beginning of the TTL is not known");
    await dependencies.pause(Math.max(0, ttl * 1000 - apart));
    const last = await dated(target, dependencies, path);
    if (isVerdict(last)) return last;
    if (last.made === next.made) return holds;
    return broken(`got an answer of ${next.made}, then one of ${last.made}, want the first one for ${ttl} s`);
}

async function tellsApart(target: Target, dependencies: CheckDependencies): Promise<Verdict> {
    if (target.variations.length === 0) return notChecked("want --vary, as often as the cache's key has parameters");
    for (const variation of target.variations) {
        const verdict = await isOwn(target, dependencies, variation);
        if (verdict.kind !== "holds") return verdict;
    }
    return holds;
}

// Requests that lie apart have answers of another Date unless one was kept: what has the very Date and body of an answer
// to the other value is that answer. The first value is asked twice, as its entry may have ended before the second.
async function isOwn(
    target: Target,
    dependencies: CheckDependencies,
    { place, name, values }: Variation,
): Promise<Verdict> {
    const ask = (value: string) => {
        if (place === "path") return dated(target, dependencies, value);
        if (place === "header") return dated(target, dependencies, target.path, { [name]: value });
        return dated(target, dependencies, `${target.path}?${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
    };
    let former: Dated | undefined;
    for (const [index, value] of [values[0], values[1], values[0]].entries()) {
        if (index > 0) await dependencies.pause(apart);
        const answer = await ask(value);
        if (isVerdict(answer)) return answer;
        if (former !== undefined && former.made === answer.made && former.body === answer.body) {
            const what = place === "path" ? value : `${place} ${name}=${value}`;
            return broken(`${what} got the answer of the other value, made at ${answer.made}`);
        }
        former = answer;
    }
    return holds;
}

async function isFresh(target: Target, dependencies: CheckDependencies): Promise<Verdict> {
    const { volatilePath } = target;
    if (volatilePath === undefined) return notChecked("want --volatile PATH: it cannot be seen which content is");
    const first = await dated(target, dependencies, volatilePath);
    if (isVerdict(first)) return first;
    await dependencies.pause(apart);
    const second = await dated(target, dependencies, volatilePath);
    if (isVerdict(second)) return second;
    return first.made === second.made ? broken(`got the answer of ${first.made} again, want a new one`) : holds;
}
