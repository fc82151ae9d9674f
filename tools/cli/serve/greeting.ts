import type { DeployedApi, Operation } from "../../gateway-emulator/state/deployed-api";
import { findSettings } from "../../gateway-emulator/state/method-settings";
import type { Stage } from "../../gateway-emulator/state/stage";
import type { ApiKey, PlanStage } from "../../gateway-emulator/state/usage-plan";
import type { DeployedHttpApi } from "../../http-emulator/state/deployed-http-api";
import { docsPath } from "./docs/docs-site";
import { type EdgePlaces, edgeIntroduction } from "./edge/edge-places";
import { burstCommand, type ExampleCall, rows, tried } from "./greeting-rows";
import type { HttpClient } from "./http/http-clients";
import { httpCalls, httpPlaces } from "./http/http-greeting";

/** The APIs of a stack that its introduction describes. */
export interface GreetedApis {
    readonly api?: DeployedApi | undefined;
    readonly http?: DeployedHttpApi | undefined;
    /** Clients of the HTTP API. Default: none. */
    readonly httpClients?: readonly HttpClient[];
}

/**
 * The introduction that a user sees: URLs, a key for each client, and commands to try.
 * The keys are values of the simulated cloud, not valid on AWS.
 * @param origin where the gateway listens, such as `http://127.0.0.1:8080`.
 * @param notice lines about what differs from a deployment. Default: none.
 * @param edge the distribution before the stages. Default: none.
 */
export function greeting(
    { api, http, httpClients = [] }: GreetedApis,
    stackName: string,
    origin: string,
    notice?: string,
    edge?: EdgePlaces,
): string {
    return [
        `The APIs of stack "${stackName}" as they would be deployed. For development only.\n`,
        ...(api === undefined ? [] : restPlaces(api, origin, edge)),
        ...(http === undefined ? [] : httpPlaces(http, origin)),
        `\nDocumentation, with requests to try:\n  ${origin}${docsPath}\n`,
        ...(api === undefined ? [] : restCalls(api, origin, edge)),
        ...(http === undefined ? [] : httpCalls(http, httpClients, origin)),
        ...(notice === undefined ? [] : [`\n${notice}\n`]),
        `\nEdits of the stack file, the documents${edge === undefined ? "" : ", the site"} and what integrations run are applied. Ctrl-C stops the gateway.\n`,
    ].join("");
}

// Where the stages are.
function restPlaces(api: DeployedApi, origin: string, edge: EdgePlaces | undefined): string[] {
    const stages = Object.values(api.stages);
    const row = rows(namesOf(api));
    return [
        "\nStages:\n",
        ...stages.map(({ name }) => row(name, stageUrl(name, origin, edge))),
        ...(edge === undefined ? [] : [edgeIntroduction(edge, origin)]),
        ...releases(api).map(([name, served], index) => `${index === 0 ? "\nReleases:\n" : ""}${row(name, served)}`),
        ...Object.entries(api.domains ?? {}).flatMap(([name, paths]) => [
            `\nBelow the domain name, with -H 'Host: ${name}':\n`,
            ...Object.entries(paths).map(([path, stage]) => row(stage, path === "" ? origin : `${origin}/${path}`)),
        ]),
        ...(api.isPrivate
            ? ["\nDeployed, the API is private: only clients in its VPC reach it, by a VPC endpoint.\n"]
            : []),
    ];
}

// The keys, and calls with one of them.
function restCalls(api: DeployedApi, origin: string, edge: EdgePlaces | undefined): string[] {
    const row = rows(namesOf(api));
    const lines = examples(api, (stage) => stageUrl(stage, origin, edge), edge?.blocksBursts ?? false);
    return [
        "\nAPI keys (not valid on AWS):\n",
        ...keysOf(api).map(([name, value]) => row(name, value)),
        ...tried(lines),
    ];
}

function stageUrl(stage: string, origin: string, edge: EdgePlaces | undefined): string {
    return `${origin}${edge?.stagePaths[stage] ?? `/${stage}`}`;
}

function namesOf(api: DeployedApi): string[] {
    return [...Object.keys(api.stages), ...keysOf(api).map(([name]) => name)];
}

function keysOf({ name: apiName, keys }: DeployedApi): (readonly [client: string, value: string])[] {
    return keys.map(({ name, value }) => [name.replace(`${apiName}-`, ""), value] as const);
}

// The snapshots of the stages, where one of them has a canary or does not serve the newest body.
function releases({ stages, snapshots = {} }: DeployedApi): [stage: string, served: string][] {
    const named = (snapshot = "") => `snapshot ${snapshot}${Object.hasOwn(snapshots, snapshot) ? "" : ", the newest"}`;
    const all = Object.values(stages);
    const isPlain = all.every(
        ({ canary, snapshot = "" }) => canary === undefined && !Object.hasOwn(snapshots, snapshot),
    );
    if (isPlain) return [];
    return all.map(({ name, snapshot, canary }) => {
        const share = canary && `; ${canary.percentTraffic} % of the requests: ${named(canary.snapshot)}`;
        return [name, `${named(snapshot)}${share ?? ""}`];
    });
}

/** Shell commands with their expected responses; none if no GET can be called with a key alone. */
function examples(api: DeployedApi, urlOf: (stage: string) => string, blocksBursts: boolean): ExampleCall[] {
    const [stage] = Object.values(api.stages);
    if (stage === undefined) return [];
    const [key, operation] = firstCall(api, stage) ?? [];
    if (key === undefined || operation === undefined) return [];
    const url = `${urlOf(stage.name)}${operation.path}`;
    const withKey = `-H 'x-api-key: ${key.value}'`;
    const seconds = cachedSeconds(stage, operation);
    const twice = seconds !== undefined;
    const get = `curl -i ${withKey} ${url}`;
    const burst = api.plans.find(({ id }) => key.planIds.includes(id))?.throttle?.burst;
    const calls = [
        { command: `curl -i ${url}`, response: "403: no key" },
        {
            command: twice ? `${get}; sleep 2; ${get}` : get,
            response: twice
                ? `200 twice, the second from the cache, as for ${seconds} s: the app's date, x-amzn-Remapped-Date, stays the same`
                : "200",
        },
        {
            command: burstCommand(withKey, url),
            response:
                burst === undefined || burst < 0
                    ? "200s: the plan has no limit"
                    : `200s, and 429s over the plan's burst of ${burst}`,
        },
    ];
    // The firewall would go on blocking for minutes.
    return blocksBursts ? calls.slice(0, 2) : calls;
}

// A plan may cover other stages, and have a limit of 0 for the operations of other APIs.
function firstCall({ keys, plans, operations }: DeployedApi, { name }: Stage): [ApiKey, Operation] | undefined {
    for (const key of keys.filter(({ enabled }) => enabled)) {
        const stages = plans.filter(({ id }) => key.planIds.includes(id)).flatMap((plan) => plan.stages);
        const covered = stages.find(({ stage }) => stage === name);
        const operation = covered && operations.find((own) => isSimple(own) && !isLimited(own, covered));
        if (operation !== undefined) return [key, operation];
    }
    return undefined;
}

function isLimited({ method, path }: Operation, { throttles }: PlanStage): boolean {
    return throttles[`${path}/${method}`] !== undefined;
}

function isSimple({ method, path, apiKeyRequired, parameters, integration, authorization }: Operation): boolean {
    const isPlain = !path.includes("{") && parameters.every(({ required }) => !required) && authorization === undefined;
    return method === "GET" && apiKeyRequired && isPlain && integration.type !== "mock";
}

function cachedSeconds(stage: Stage, operation: Operation): number | undefined {
    const settings = findSettings(stage, operation)?.settings;
    const isCached = stage.cacheClusterEnabled && settings?.cachingEnabled && settings.cacheTtlInSeconds > 0;
    return isCached ? settings.cacheTtlInSeconds : undefined;
}
