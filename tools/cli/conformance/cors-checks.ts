import type { Answer } from "./bounded-client";
import { broken, type Check, type CheckDependencies, holds, notChecked, type Target, type Verdict } from "./check";

// Without --origin any page may ask, and an API that answers none has no CORS, which is no fault.
const anyOrigin = "https://example.com";

/** CORS: a page of another origin may call the API, and read its errors. */
export const corsChecks: readonly Check[] = [
    { about: "CORS", title: "a browser's preflight is answered without a key", run: checkPreflight },
    { about: "CORS", title: "a page may read answers and errors", run: checkResponses },
];

async function checkPreflight(target: Target, dependencies: CheckDependencies): Promise<Verdict> {
    const answer = await preflight(target, dependencies);
    if (isWithoutCors(answer, target)) return notChecked("the API has no CORS for any origin; want --origin ORIGIN");
    const problems = [
        ...(answer.status >= 200 && answer.status < 300 ? [] : [`status ${answer.status}, want 2xx`]),
        ...(allows(answer, target) ? [] : [originProblem(answer, target)]),
        ...(names(answer, "access-control-allow-methods", "get") ? [] : ["no GET in Access-Control-Allow-Methods"]),
        ...(names(answer, "access-control-allow-headers", "x-api-key")
            ? []
            : ["no X-Api-Key in Access-Control-Allow-Headers"]),
    ];
    return problems.length === 0 ? holds : broken(`got ${problems.join("; ")}`);
}

async function checkResponses(target: Target, dependencies: CheckDependencies): Promise<Verdict> {
    if (isWithoutCors(await preflight(target, dependencies), target))
        return notChecked("the API has no CORS; want --origin ORIGIN");
    const { url, path, key } = target;
    const origin = target.origin ?? anyOrigin;
    const questions = [
        ["an answer", path, { origin, "x-api-key": key }],
        ["a refusal without a key", path, { origin }],
        ["a refusal of an unknown path", "/no-such-path", { origin, "x-api-key": key }],
    ] as const;
    for (const [what, requested, headers] of questions) {
        const answer = await dependencies.client.send(url + requested, { headers });
        if (!allows(answer, target)) return broken(`${what}: got ${originProblem(answer, target)}`);
    }
    return holds;
}

function preflight({ url, path, origin = anyOrigin }: Target, { client }: CheckDependencies): Promise<Answer> {
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

function originProblem(answer: Answer, { origin = anyOrigin }: Target): string {
    const allowed = answer.header("access-control-allow-origin") ?? "none";
    return `Access-Control-Allow-Origin ${allowed}, want * or ${origin}`;
}

function names(answer: Answer, header: string, expected: string): boolean {
    const listed = (answer.header(header) ?? "").toLowerCase().split(/\s*,\s*/);
    return listed.includes(expected) || listed.includes("*");
}
