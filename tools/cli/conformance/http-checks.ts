import type { ReceivedResponse } from "./bounded-client";
import { broken, type Check, type CheckDependencies, holds, notChecked, type Target, type Verdict } from "./check";
import { allows, hasCors, originProblem, preflightCheck } from "./cors-checks";
import { checkSucceeds } from "./key-checks";

/**
 * The errors of an HTTP API, which no setting changes (tools/http-emulator/README.md has their sources). They have no type in a header;
 * a backend could return the same.
 */
const rejections = {
    withoutKey: { status: 401, message: "Unauthorized" },
    denied: { status: 403, message: "Forbidden" },
    throttled: { status: 429, message: "Too Many Requests" },
    unknown: { status: 404, message: "Not Found" },
} as const;

type Rejection = (typeof rejections)[keyof typeof rejections];

/** R4: an HTTP API rejects a call without a key, and its authorizer one with another key. */
export const httpKeyChecks: readonly Check[] = [
    {
        about: "R4",
        title: "a call without a key is rejected",
        run: (target, dependencies) => rejected(target, dependencies, target.path, {}, rejections.withoutKey),
    },
    {
        about: "R4",
        title: "a call with an unknown key is rejected",
        run: (target, dependencies) =>
            rejected(target, dependencies, target.path, { "x-api-key": "x".repeat(40) }, rejections.denied),
    },
    {
        about: "R4",
        title: "a call of an unknown operation is rejected",
        run: (target, dependencies) =>
            rejected(target, dependencies, "/no-such-path", { "x-api-key": target.key }, rejections.unknown),
    },
    { about: "R4", title: "a call with the key succeeds", run: checkSucceeds },
];

/** R2: there is nothing to check. */
export const httpCacheCheck: Check = {
    about: "R2",
    title: "a response comes from a cache",
    run: async () => notChecked("an HTTP API has no cache, and a distribution in front of it has no mark in responses"),
};

/** The API responds to preflights itself. It is not known whether its errors have the headers of CORS, so that pages may not read them. */
export const httpCorsChecks: readonly Check[] = [
    preflightCheck,
    {
        about: "CORS",
        title: "a page may read responses",
        run: async (target, dependencies) => {
            if (!(await hasCors(target, dependencies))) return notChecked("the API has no CORS; want --origin ORIGIN");
            const { url, path, key, origin = "https://example.com" } = target;
            const response = await dependencies.client.send(url + path, { headers: { origin, "x-api-key": key } });
            return allows(response, target) ? holds : broken(`got ${originProblem(response, target)}`);
        },
    },
];

/** Responses have API Gateway's id, by which support identifies them. */
export const httpErrorCheck: Check = {
    about: "Errors",
    title: "responses have a request id",
    run: async ({ url, path, key }, { client }) => {
        const responses = {
            "a response": await client.send(url + path, { headers: { "x-api-key": key } }),
            "a call without a key": await client.send(url + path),
            "an unknown path": await client.send(`${url}/no-such-path`, { headers: { "x-api-key": key } }),
        };
        const without = Object.entries(responses).filter(([, { header }]) => !header("apigw-requestid"));
        return without.length === 0
            ? holds
            : broken(without.map(([what]) => `${what}: got no apigw-requestid`).join("; "));
    },
};

/**
 * The verdict on a response above the rate of a plan: an authorizer has no other status than 403, whatever its reason is.
 * @param passed requests with success before it.
 */
export function checkDenial(response: ReceivedResponse, passed: number): Verdict {
    if (is(response, rejections.denied) && passed > 0) return { kind: "holds", note: `after ${passed} requests` };
    if (is(response, rejections.throttled))
        return notChecked("the throttle of the API rejects calls before the plan of the key does");
    return broken(`got ${described(response)}, want 403 Forbidden from the API, after some calls with success`);
}

async function rejected(
    { url }: Target,
    { client }: CheckDependencies,
    path: string,
    headers: Readonly<Record<string, string>>,
    rejection: Rejection,
): Promise<Verdict> {
    const response = await client.send(url + path, { headers });
    if (is(response, rejection)) return holds;
    return broken(`got ${described(response)}, want ${rejection.status} ${rejection.message} from the API`);
}

function is({ status, body }: ReceivedResponse, { status: expected, message }: Rejection): boolean {
    return status === expected && body === JSON.stringify({ message });
}

function described({ status, body }: ReceivedResponse): string {
    return `${status} ${body.slice(0, 200)}`;
}
