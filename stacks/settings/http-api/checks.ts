import { maxCallsPerSecond, writesPerCall, writesPerSecond } from "../../../infra/gateway/http/keys/key-item";
import { isInZone, isZoneId, maxCommonName } from "../domain/zone-names";
import { settingProblem } from "../problems";
import type { Settings } from "../schema";
import type { HttpApiSettings } from "./schema";

/**
 * Checks the settings of the HTTP API against the others; the caller leaves out sections that are not valid by themselves.
 * @param region the stack's region; undefined if it is not in its configuration.
 */
export function checkHttpApi(settings: Partial<Settings>, region?: string): string[] {
    const { httpApi } = settings;
    if (httpApi === undefined) return [];
    return [
        ...checkOperations(settings),
        ...checkCors(httpApi),
        ...checkName(httpApi, settings),
        ...checkCertificate(httpApi, region),
        ...checkDefaultEndpoint(httpApi),
        ...(httpApi.keys === "required" ? checkPlans(settings) : []),
        ...checkPlanThrottles(settings),
    ];
}

/** The names of the APIs of a stack that the HTTP API publishes. */
export function httpApiNames(apis: Settings["apis"]): string[] {
    return Object.entries(apis).flatMap(([name, { publishedBy }]) => (publishedBy === "http" ? [name] : []));
}

/** The names of the APIs of a stack that the REST API publishes. */
export function restApiNames(apis: Settings["apis"]): string[] {
    const ofHttpApi = httpApiNames(apis);
    return Object.keys(apis).filter((name) => !ofHttpApi.includes(name));
}

/** The clients that get a key of the HTTP API, each with its plan: those whose plan has an API that it publishes. */
export function httpClients({
    apis,
    plans,
    clients,
}: Pick<Settings, "apis" | "plans" | "clients">): [string, string][] {
    const published = httpApiNames(apis);
    return Object.entries(clients).filter(([, plan]) =>
        published.some((api) => plans[plan]?.apis?.includes(api) ?? true),
    );
}

// Whether the document of the API has the operation is known with the document.
function checkOperations({ httpApi, apis }: Partial<Settings>): string[] {
    if (apis === undefined) return [];
    const names = httpApiNames(apis);
    const want = `an operation of an API that the HTTP API publishes: ${names.join(", ")}`;
    return Object.entries(httpApi?.throttles ?? {})
        .filter(([operation]) => !names.includes(operation.split(" ", 1)[0] ?? ""))
        .map(([operation, limits]) => settingProblem(["httpApi", "throttles", operation], limits, want));
}

function checkCors({ cors, keys }: HttpApiSettings): string[] {
    if (cors === undefined || keys === "none") return [];
    const { allowHeaders } = cors;
    if (allowHeaders.some((name) => name.toLowerCase() === "x-api-key")) return [];
    const want = "a list with X-Api-Key, without which no browser can send the key that every call needs";
    return [settingProblem(["httpApi", "cors", "allowHeaders"], allowHeaders, want)];
}

function checkName({ domain }: HttpApiSettings, settings: Partial<Settings>): string[] {
    if (domain === undefined) return [];
    const { name, hostedZone, certificateArn } = domain;
    const problem = (want: string) => [settingProblem(["httpApi", "domain", "name"], name, want)];
    const isTaken = [settings.domain?.name, settings.edge?.name, ...(settings.edge?.aliases ?? [])].includes(name);
    return [
        ...(isZoneId(hostedZone) || isInZone(name, hostedZone)
            ? []
            : problem(`a name in the hosted zone, such as api.${hostedZone}`)),
        ...(certificateArn === undefined && name.length > maxCommonName
            ? problem(`at most ${maxCommonName} characters, as ACM puts no more into a certificate's first name`)
            : []),
        ...(isTaken ? problem("another name than those of `gatehouse:domain` and `gatehouse:edge`") : []),
    ];
}

function checkCertificate({ domain }: HttpApiSettings, region: string | undefined): string[] {
    const { certificateArn } = domain ?? {};
    if (certificateArn === undefined || region === undefined || certificateArn.split(":")[3] === region) return [];
    const want = `a certificate in ${region}, the region of the stack's domain name`;
    return [settingProblem(["httpApi", "domain", "certificateArn"], certificateArn, want)];
}

function checkDefaultEndpoint({ domain, defaultEndpoint }: HttpApiSettings): string[] {
    if (domain !== undefined || defaultEndpoint === "enabled") return [];
    const want = "enabled without `domain`, as clients would have no other name to call";
    return [settingProblem(["httpApi", "defaultEndpoint"], defaultEndpoint, want)];
}

// The function counts the calls of a client in items of a table that may be on one partition, which takes no more writes.
function checkPlans({ apis, plans = {}, clients }: Partial<Settings>): string[] {
    // A section that is not valid is reported by its form.
    if (apis === undefined || clients === undefined) return [];
    if (httpApiNames(apis).length === 0) return [];
    const used = new Set(httpClients({ apis, plans, clients }).map(([, plan]) => plan));
    if (used.size === 0) {
        const want = "a client whose plan has an API of the HTTP API, which requires keys";
        // An empty map is the default.
        const isEmpty = Object.keys(clients).length === 0;
        return [isEmpty ? `gatehouse:clients: got none, want ${want}` : settingProblem(["clients"], clients, want)];
    }
    return [...used].flatMap((name) => {
        const { requestsPerSecond = 0, burst = 0, quota } = Object.hasOwn(plans, name) ? (plans[name] ?? {}) : {};
        const most = maxCallsPerSecond({ quota });
        if (requestsPerSecond + burst <= most) return [];
        const why = `with keys of the HTTP API a call ${quota ? "of a plan with a quota " : ""}is up to ${writesPerCall({ quota })} writes to a partition of DynamoDB, which takes ${writesPerSecond} a second`;
        const want = `at most ${most} together, as ${why}; a plan whose \`apis\` are those of the REST API may have more`;
        return [
            `gatehouse:plans.${name}.requestsPerSecond: got ${requestsPerSecond} with a burst of ${burst}, want ${want}`,
        ];
    });
}

function checkPlanThrottles({ apis, plans = {} }: Partial<Settings>): string[] {
    if (apis === undefined) return [];
    const published = httpApiNames(apis);
    const want = "no operation of an API that the HTTP API publishes, as its plans have no limits for operations";
    return Object.entries(plans).flatMap(([name, { throttles = {} }]) =>
        Object.entries(throttles)
            .filter(([key]) => published.includes(key.split(" ", 1)[0] ?? ""))
            .map(([key, value]) => settingProblem(["plans", name, "throttles", key], value, want)),
    );
}
