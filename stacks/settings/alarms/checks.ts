import { statusField } from "../gateway/access-log";
import { httpApiNames, restApiNames } from "../http-api/checks";
import { settingProblem } from "../problems";
import type { Settings } from "../schema";

type Checked = Partial<Pick<Settings, "alarms" | "apis" | "gateway" | "stages" | "domain" | "edge" | "firewall">>;

/** Checks the settings of alarms against the others; the caller leaves out sections that are not valid by themselves. */
export function checkAlarms(settings: Checked): string[] {
    const { alarms } = settings;
    if (alarms === undefined) return [];
    return [
        ...checkPaths(settings),
        ...checkCanary(settings),
        ...checkSubscriptions(alarms),
        ...checkThresholds(settings),
    ];
}

/** Warns of alarms that reach no one, or that watch less than they seem to; one line each. */
export function alarmWarnings(settings: Checked): string[] {
    const { alarms, gateway } = settings;
    if (alarms === undefined) return [];
    const { email, https, slack, thresholds, canary } = alarms;
    const warnings: string[] = [];
    if (email.length === 0 && https.length === 0 && slack === undefined)
        warnings.push("gatehouse:alarms: got none of email, https and slack, so no message of an alarm reaches anyone");
    if (gateway !== undefined && statusField(gateway.accessLog) === undefined)
        warnings.push(
            "gatehouse:gateway.accessLog.fields: got no field with $context.status, so the alarm of throttled requests is left out: it counts the lines with 429",
        );
    if (canary !== undefined) warnings.push(...canaryWarnings(settings));
    if (thresholds.serverErrorShare === 1 || thresholds.clientErrorShare === 1)
        warnings.push(
            "gatehouse:alarms.thresholds: got 1 as a share of errors, which no stage exceeds, so this alarm never begins",
        );
    return warnings;
}

// Its function is in no VPC, so that its addresses are any of those that AWS has in the region.
function canaryWarnings({ apis = {}, gateway, edge, firewall }: Checked): string[] {
    const ofHttpApi = httpApiNames(apis);
    const countries = [...(edge?.countries ? ["edge"] : []), ...(firewall?.countries ? ["firewall"] : [])].map(
        (section) =>
            `gatehouse:alarms.canary: with \`${section}.countries\`, its alarm is always on unless the country of the stack's region is served, as the canary calls from there`,
    );
    const isLimited = gateway?.resourcePolicy?.allow?.cidrBlocks !== undefined;
    return [
        ...(ofHttpApi.length > 0
            ? [
                  `gatehouse:alarms.canary: does not call ${ofHttpApi.join(", ")}, as it calls the stages of the REST API, and the HTTP API publishes that`,
              ]
            : []),
        ...countries,
        ...(isLimited
            ? [
                  "gatehouse:alarms.canary: with `gateway.resourcePolicy.allow.cidrBlocks`, its alarm is always on unless AWS's addresses in the region are among them, as the canary calls from any of those",
              ]
            : []),
    ];
}

function checkPaths({ alarms, apis }: Checked): string[] {
    if (apis === undefined || restApiNames(apis).length === 0) return [];
    const published = restApiNames(apis);
    const which = published.length < Object.keys(apis).length ? "an API that the REST API publishes" : "an API";
    const want = `no such key, or the name of ${which}: ${published.join(", ")}`;
    return Object.entries(alarms?.canary?.paths ?? {}).flatMap(([api, path]) =>
        published.includes(api) ? [] : [settingProblem(["alarms", "canary", "paths", api], path, want)],
    );
}

// The canary runs outside of the stack's network, and has an API key alone.
function checkCanary({ alarms, apis, gateway, domain, edge }: Checked): string[] {
    if (alarms?.canary === undefined) return [];
    const problem = (why: string) => settingProblem(["alarms", "canary"], "a canary", `none, as ${why}`);
    if (apis !== undefined && httpApiNames(apis).length > 0 && restApiNames(apis).length === 0)
        return [problem("it calls the stages of a REST API; `gatehouse:httpApi.canaryCall` calls the HTTP API")];
    if (gateway?.endpoint.type === "private") return [problem("only clients in its VPC reach a private REST API")];
    return domain?.mutualTls && edge === undefined
        ? [problem("it has no certificate for `gatehouse:domain.mutualTls`")]
        : [];
}

// SNS has one subscription of an endpoint to a topic: two resources would be the same subscription, and the deletion of one would
// end both (docs.aws.amazon.com/sns/latest/api/API_Subscribe.html).
function checkSubscriptions({ email, https }: NonNullable<Settings["alarms"]>): string[] {
    const twice = (values: readonly string[]) =>
        [...values.keys()].filter((at) => values.indexOf(values[at] ?? "") < at);
    return [
        ...twice(email).map((at) => settingProblem(["alarms", "email", at], email[at], "each address once")),
        // The URL may be a secret.
        ...twice(https).map((at) => settingProblem(["alarms", "https", at], "[secret]", "each URL once")),
    ];
}

function checkThresholds({ alarms, stages, apis = {} }: Checked): string[] {
    const share = alarms?.thresholds.cacheHitShare ?? 0;
    const all = Object.values(stages ?? {});
    const isChecked = all.length > 0 || (stages !== undefined && httpApiNames(apis).length > 0);
    if (share === 0 || !isChecked || all.some(({ cache }) => cache.enabled)) return [];
    return [settingProblem(["alarms", "thresholds", "cacheHitShare"], share, "0, as no stage has a cache")];
}
