import type { Throttle } from "../../../infra/gateway/rest/method-settings";
import type { Settings } from "../schema";

type Limited = Partial<Pick<Settings, "stages" | "httpApi" | "apis" | "plans">>;

// docs.aws.amazon.com/apigateway/latest/developerguide/limits.html, per account and region. AWS raises the rate on request, and the
// burst with it.
const usualThrottle: Throttle = { requestsPerSecond: 10_000, burst: 5_000 };
const smallThrottle: Throttle = { requestsPerSecond: 2_500, burst: 1_250 };

/** Regions in which an account has `smallThrottle`, in the order of that page. */
const smallRegions: readonly string[] = [
    "af-south-1",
    "eu-south-1",
    "ap-southeast-3",
    "me-central-1",
    "ap-south-2",
    "ap-southeast-4",
    "eu-south-2",
    "eu-central-2",
    "il-central-1",
    "ca-west-1",
    "ap-southeast-5",
    "ap-southeast-7",
    "mx-central-1",
];

/**
 * Warns of throttles above what an account has in a region, unless AWS raised it, which the settings do not tell: they cannot exceed it
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html).
 * @param values the values that `settings` were parsed from: a stage that names no throttle has none that is too high.
 * @returns one line for each.
 */
export function accountThrottleWarnings(values: unknown, settings: Limited, region: string | undefined): string[] {
    const account = smallRegions.includes(region ?? "") ? smallThrottle : usualThrottle;
    const place = region ?? "a region";
    return throttlesOf(values, settings).flatMap(([at, { requestsPerSecond, burst }]) =>
        requestsPerSecond <= account.requestsPerSecond && burst <= account.burst
            ? []
            : [
                  `gatehouse:${at}: got ${requestsPerSecond} requests per second with a burst of ${burst}, and an account has ${account.requestsPerSecond} with ${account.burst} in ${place} for all of its APIs together: more has no effect unless AWS raised the limits of this account`,
              ],
    );
}

function throttlesOf(
    values: unknown,
    { stages = {}, httpApi, apis = {}, plans = {} }: Limited,
): readonly (readonly [at: string, Throttle])[] {
    const each = (at: string, throttles: Readonly<Record<string, Throttle>> = {}) =>
        Object.entries(throttles).map(([name, throttle]) => [`${at}.throttles.${name}`, throttle] as const);
    const both = (at: string, { throttle, throttles }: Throttled) => [
        [`${at}.throttle`, throttle] as const,
        ...each(at, throttles),
    ];
    return [
        ...Object.entries(stages).flatMap(([stage, own]) =>
            isWritten(values, stage) ? both(`stages.${stage}`, own) : each(`stages.${stage}`, own.throttles),
        ),
        ...Object.entries(plans).flatMap(([plan, own]) => [
            [`plans.${plan}`, own] as const,
            ...each(`plans.${plan}`, own.throttles),
        ]),
        ...(httpApi ? both("httpApi", httpApi) : []),
        ...Object.entries(apis).flatMap(([api, { webSocket }]) =>
            webSocket ? both(`apis.${api}.webSocket`, webSocket) : [],
        ),
    ];
}

interface Throttled {
    readonly throttle: Throttle;
    readonly throttles?: Readonly<Record<string, Throttle>> | undefined;
}

function isWritten(values: unknown, stage: string): boolean {
    const { stages } = values as { readonly stages?: Readonly<Record<string, { readonly throttle?: unknown } | null>> };
    return stages?.[stage]?.throttle !== undefined;
}
