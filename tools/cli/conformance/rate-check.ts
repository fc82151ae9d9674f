import type { ReceivedResponse } from "./bounded-client";
import { broken, type Check, type CheckDependencies, notChecked, type Target, type Verdict } from "./check";
import { isRejection } from "./error-check";
import { checkDenial } from "./http-checks";

/** Maximum number of requests of a rate test, for any plan. */
export const maxOfBurst = 20_000;
const concurrency = 64;

/** Maximum number of requests of the rate test of a plan: far more than the plan allows on a fast connection. */
export function requestsOfBurst({ rate, burst }: { readonly rate: number; readonly burst: number }): number {
    return Math.min(maxOfBurst, Math.ceil(3 * burst + 4 * rate));
}

/** R3: a client above its plan's rate is rejected. The last check, because it uses up the plan. */
export const rateCheck = rateCheckOf("429", checkRejection);

/** The same for an HTTP API, whose authorizer counts the calls of a client. */
export const httpRateCheck = rateCheckOf("403", checkDenial);

type CheckResponse = (response: ReceivedResponse, passed: number) => Verdict;

function rateCheckOf(status: string, checkResponse: CheckResponse): Check {
    return {
        about: "R3",
        title: `a client above its plan's rate gets ${status}`,
        run: async (target, dependencies) => {
            if (target.plan === undefined) return notChecked("want --rate N and --burst N, the plan of the key");
            return exceed(target, target.plan, dependencies, checkResponse);
        },
    };
}

async function exceed(
    { url, path, key }: Target,
    plan: { readonly rate: number; readonly burst: number },
    { client, clock }: CheckDependencies,
    checkResponse: CheckResponse,
): Promise<Verdict> {
    const started = clock();
    let left = requestsOfBurst(plan);
    let passed = 0;
    let verdict: Verdict | undefined;
    const work = async () => {
        while (verdict === undefined && left-- > 0) {
            const response = await client.send(url + path, { headers: { "x-api-key": key } });
            if (response.status === 200) passed++;
            else verdict ??= checkResponse(response, passed);
        }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    if (verdict !== undefined) return verdict;
    const seconds = (clock() - started) / 1000;
    const allowed = plan.burst + plan.rate * seconds;
    const observed = `${passed} requests in ${seconds.toFixed(1)} s got 200, where the plan allows ${Math.round(allowed)}`;
    // AWS calls its rates targets, so a small excess proves nothing; twice as many requests do.
    return passed > 2 * allowed ? broken(observed) : notChecked(`${observed}: too slow from here to exceed it`);
}

function checkRejection(response: ReceivedResponse, passed: number): Verdict {
    const { status, header, body } = response;
    if (status === 429 && isRejection(response, "LimitExceededException"))
        return notChecked("the key's quota is used up");
    if (status === 429 && isRejection(response, "TooManyRequestsException"))
        return { kind: "holds", note: `after ${passed} requests` };
    const type = header("x-amzn-errortype") ?? "";
    return broken(`got ${status} ${type} ${body.slice(0, 200)}, want 429 TooManyRequestsException from the gateway`);
}
