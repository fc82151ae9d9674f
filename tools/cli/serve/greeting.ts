import type { DeployedApi, Operation } from "../../gateway-emulator/state/deployed-api";
import { findSettings } from "../../gateway-emulator/state/method-settings";
import type { Stage } from "../../gateway-emulator/state/stage";
import type { ApiKey, PlanStage } from "../../gateway-emulator/state/usage-plan";
import { docsPath } from "./docs/docs-site";
import { type EdgePlaces, edgeIntroduction } from "./edge/edge-places";

/**
 * The introduction that a user sees: URLs, a key for each client, and commands to try.
 * The keys are values of the simulated cloud, not valid on AWS.
 * @param origin where the gateway listens, such as `http://127.0.0.1:8080`.
 * @param notice lines about what differs from a deployment. Default: none.
 * @param edge the distribution before the stages. Default: none.
 */
export function greeting(
    api: DeployedApi,
    stackName: string,
    origin: string,
    notice?: string,
    edge?: EdgePlaces,
): string {
    const urlOf = (stage: string) => `${origin}${edge?.stagePaths[stage] ?? `/${stage}`}`;
    const stages = Object.values(api.stages);
    const keys = api.keys.map(({ name, value }) => [name.replace(`${api.name}-`, ""), value] as const);
    const width = Math.max(
        ...[...stages.map(({ name }) => name), ...keys.map(([name]) => name)].map(({ length }) => length),
    );
    const row = (name: string, value: string) => `  ${name.padEnd(width)}  ${value}\n`;
    const lines = examples(api, urlOf, edge?.blocksBursts ?? false).map(
        ({ command, response }) => `  # ${response}\n  ${command}\n`,
    );
    return [
        `The APIs of stack "${stackName}" as they would be deployed. For development only.\n\nStages:\n`,
        ...stages.map(({ name }) => row(name, urlOf(name))),
        ...(edge === undefined ? [] : [edgeIntroduction(edge, origin)]),
        ...releases(api).map(([name, served], index) => `${index === 0 ? "\nReleases:\n" : ""}${row(name, served)}`),
        ...Object.entries(api.domains ?? {}).flatMap(([name, paths]) => [
            `\nBelow the domain name, with -H 'Host: ${name}':\n`,
            ...Object.entries(paths).map(([path, stage]) => row(stage, path === "" ? origin : `${origin}/${path}`)),
        ]),
        ...(api.isPrivate
            ? ["\nDeployed, the API is private: only clients in its VPC reach it, by a VPC endpoint.\n"]
            : []),
        `\nDocumentation, with requests to try:\n  ${origin}${docsPath}\n`,
        "\nAPI keys (not valid on AWS):\n",
        ...keys.map(([name, value]) => row(name, value)),
        ...(lines.length === 0 ? [] : ["\nTry:\n", ...lines]),
        ...(notice === undefined ? [] : [`\n${notice}\n`]),
        `\nEdits of the stack file, the documents${edge === undefined ? "" : ", the site"} and what integrations run are applied. Ctrl-C stops the gateway.\n`,
    ].join("");
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
function examples(
    api: DeployedApi,
    urlOf: (stage: string) => string,
    blocksBursts: boolean,
): { command: string; response: string }[] {
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
            command: `curl -sZ --parallel-max 200 -o /dev/null -w '%{http_code}\\n' ${withKey} '${url}?try=[1-5000]' 2>/dev/null | sort | uniq -c`,
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
