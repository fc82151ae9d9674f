import type { Throttle } from "../../../infra/gateway/rest/method-settings";
import type { Settings } from "../schema";
import { defaultStageThrottle } from "./stage";

type Limited = Partial<Pick<Settings, "stages" | "httpApi" | "apis">>;

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
 * @returns one line for each.
 */
export function accountThrottleWarnings(settings: Limited, region: string | undefined): string[] {
    const account = smallRegions.includes(region ?? "") ? smallThrottle : usualThrottle;
    const place = region ?? "a region";
    return throttlesOf(settings).flatMap(([at, { requestsPerSecond, burst }]) =>
        requestsPerSecond <= account.requestsPerSecond && burst <= account.burst
            ? []
            : [
                  `gatehouse:${at}: got ${requestsPerSecond} requests per second with a burst of ${burst}, and an account has ${account.requestsPerSecond} with ${account.burst} in ${place} for all of its APIs together: more has no effect unless AWS raised them for yours`,
              ],
    );
}

function throttlesOf({ stages = {}, httpApi, apis = {} }: Limited): [at: string, Throttle][] {
    const both = (at: string, { throttle, throttles = {} }: Throttled): [string, Throttle][] => [
        [`${at}.throttle`, throttle],
        ...Object.entries(throttles).map(([name, own]): [string, Throttle] => [`${at}.throttles.${name}`, own]),
    ];
    return [
        ...Object.entries(stages).flatMap(([stage, own]) =>
            // A stage without the setting should not warn of its default.
            both(`stages.${stage}`, own).filter(([, throttle]) => !isDefault(throttle)),
        ),
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

function isDefault({ requestsPerSecond, burst }: Throttle): boolean {
    return requestsPerSecond === defaultStageThrottle.requestsPerSecond && burst === defaultStageThrottle.burst;
}
