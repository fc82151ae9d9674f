import type { Answer } from "./bounded-client";
import { broken, type Check, holds, type Means, notJudged, type Target, type Verdict } from "./check";

// Without --origin any page may ask, and an API that answers none has no CORS, which is no fault.
const anyOrigin = "https://example.com";

/** CORS: a page of another origin may call the API, and read its errors. */
export const corsChecks: readonly Check[] = [
    { about: "CORS", title: "a browser's preflight is answered without a key", run: judgePreflight },
    { about: "CORS", title: "a page may read answers and errors", run: judgeAnswers },
];

async function judgePreflight(target: Target, means: Means): Promise<Verdict> {
    const answer = await preflight(target, means);
    if (isWithoutCors(answer, target)) return notJudged("the API has no CORS for any origin; want --origin ORIGIN");
    const faults = [
        ...(answer.status >= 200 && answer.status < 300 ? [] : [`status ${answer.status}, want 2xx`]),
        ...(allows(answer, target) ? [] : [originFault(answer, target)]),
        ...(names(answer, "access-control-allow-methods", "get") ? [] : ["no GET in Access-Control-Allow-Methods"]),
        ...(names(answer, "access-control-allow-headers", "x-api-key")
            ? []
            : ["no X-Api-Key in Access-Control-Allow-Headers"]),
    ];
    return faults.length === 0 ? holds : broken(`got ${faults.join("; ")}`);
}

async function judgeAnswers(target: Target, means: Means): Promise<Verdict> {
    if (isWithoutCors(await preflight(target, means), target))
        return notJudged("the API has no CORS; want --origin ORIGIN");
    const { url, path, key } = target;
    const origin = target.origin ?? anyOrigin;
    const questions = [
        ["an answer", path, { origin, "x-api-key": key }],
        ["a refusal without a key", path, { origin }],
        ["a refusal of an unknown path", "/no-such-path", { origin, "x-api-key": key }],
    ] as const;
    for (const [what, asked, headers] of questions) {
        const answer = await means.client.send(url + asked, { headers });
        if (!allows(answer, target)) return broken(`${what}: got ${originFault(answer, target)}`);
    }
    return holds;
}

function preflight({ url, path, origin = anyOrigin }: Target, { client }: Means): Promise<Answer> {
    const headers = {
        origin,
        "access-control-request-method": "GET",
        "access-control-request-headers": "x-api-key",
    };
    return client.send(url + path, { method: "OPTIONS", headers });
}

function isWithoutCors(answer: Answer, target: Target): boolean {
    return target.origin === undefined && !allows(answer, target);
}

function allows(answer: Answer, { origin = anyOrigin }: Target): boolean {
    const allowed = answer.header("access-control-allow-origin");
    return allowed === "*" || allowed === origin;
}

function originFault(answer: Answer, { origin = anyOrigin }: Target): string {
    const allowed = answer.header("access-control-allow-origin") ?? "none";
    return `Access-Control-Allow-Origin ${allowed}, want * or ${origin}`;
}

function names(answer: Answer, header: string, wanted: string): boolean {
    const listed = (answer.header(header) ?? "").toLowerCase().split(/\s*,\s*/);
    return listed.includes(wanted) || listed.includes("*");
}
