import type { ReceivedResponse } from "./bounded-client";
import { broken, type Check, type CheckDependencies, holds, notChecked, type Target, type Verdict } from "./check";

// Without --origin, an API that allows no origin simply has no CORS.
const anyOrigin = "https://example.com";

/** CORS: a page of another origin may call the API. */
export const preflightCheck: Check = {
    about: "CORS",
    title: "a browser's preflight succeeds without a key",
    run: checkPreflight,
};

/** CORS: a page of another origin may call the API, and read its errors. */
export const corsChecks: readonly Check[] = [
    preflightCheck,
    { about: "CORS", title: "a page may read responses and errors", run: checkResponses },
];

async function checkPreflight(target: Target, dependencies: CheckDependencies): Promise<Verdict> {
    const response = await preflight(target, dependencies);
    if (isWithoutCors(response, target)) return notChecked("the API has no CORS for any origin; want --origin ORIGIN");
    const problems = [
        ...(response.status >= 200 && response.status < 300 ? [] : [`status ${response.status}, want 2xx`]),
        ...(allows(response, target) ? [] : [originProblem(response, target)]),
        ...(names(response, "access-control-allow-methods", "get") ? [] : ["no GET in Access-Control-Allow-Methods"]),
        ...(names(response, "access-control-allow-headers", "x-api-key")
            ? []
            : ["no X-Api-Key in Access-Control-Allow-Headers"]),
    ];
    return problems.length === 0 ? holds : broken(`got ${problems.join("; ")}`);
}

async function checkResponses(target: Target, dependencies: CheckDependencies): Promise<Verdict> {
    if (!(await hasCors(target, dependencies))) return notChecked("the API has no CORS; want --origin ORIGIN");
    const { url, path, key } = target;
    const origin = target.origin ?? anyOrigin;
    const requests = [
        ["a response", path, { origin, "x-api-key": key }],
        ["a rejection without a key", path, { origin }],
        ["a rejection of an unknown path", "/no-such-path", { origin, "x-api-key": key }],
    ] as const;
    for (const [what, requested, headers] of requests) {
        const response = await dependencies.client.send(url + requested, { headers });
        if (!allows(response, target)) return broken(`${what}: got ${originProblem(response, target)}`);
    }
    return holds;
}

/** Whether the API allows the origin, or one is given that it should allow. */
export async function hasCors(target: Target, dependencies: CheckDependencies): Promise<boolean> {
    return !isWithoutCors(await preflight(target, dependencies), target);
}

function preflight(
    { url, path, origin = anyOrigin }: Target,
    { client }: CheckDependencies,
): Promise<ReceivedResponse> {
    const headers = {
        origin,
        "access-control-request-method": "GET",
        "access-control-request-headers": "x-api-key",
    };
    return client.send(url + path, { method: "OPTIONS", headers });
}

function isWithoutCors(response: ReceivedResponse, target: Target): boolean {
    return target.origin === undefined && !allows(response, target);
}

/** Whether a page of the origin may read a response. */
export function allows(response: ReceivedResponse, { origin = anyOrigin }: Target): boolean {
    const allowed = response.header("access-control-allow-origin");
    return allowed === "*" || allowed === origin;
}

/** The origin that a response allows, and the one that it should. */
export function originProblem(response: ReceivedResponse, { origin = anyOrigin }: Target): string {
    const allowed = response.header("access-control-allow-origin") ?? "none";
    return `Access-Control-Allow-Origin ${allowed}, want * or ${origin}`;
}

function names(response: ReceivedResponse, header: string, expected: string): boolean {
    const listed = (response.header(header) ?? "").toLowerCase().split(/\s*,\s*/);
    return listed.includes(expected) || listed.includes("*");
}
