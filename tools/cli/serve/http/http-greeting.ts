import type { DeployedHttpApi, HttpRoute } from "../../../http-emulator/state/deployed-http-api";
import { type EdgePlaces, httpEdgeIntroduction } from "../edge/edge-places";
import { burstCommand, type ExampleCall, rows, tried } from "../greeting-rows";
import { apiBases } from "./api-bases";
import { type HttpClient, hasKeys, needsKey } from "./http-clients";

/**
 * The lines of the introduction that say where the APIs are that an HTTP API publishes.
 * @param edge the distribution in front of it. Default: none.
 */
export function httpPlaces(http: DeployedHttpApi, origin: string, edge?: EdgePlaces): string[] {
    const bases = Object.entries(apiBases(http));
    const row = rows(bases.map(([api]) => api));
    return [
        "\nHTTP API:\n",
        ...bases.map(([api, base]) => row(api, `${origin}${base}`)),
        ...(edge === undefined ? ownNames(http) : httpEdgeIntroduction(edge, http, origin)),
    ];
}

function ownNames({ domains, disablesDefaultEndpoint }: DeployedHttpApi): string[] {
    const only =
        "Deployed, it has no other name: its default endpoint is disabled, and mutual TLS is not checked here.\n";
    return [
        ...Object.keys(domains).map((name) => `Also with -H 'Host: ${name}', its domain name.\n`),
        ...(disablesDefaultEndpoint ? [only] : []),
    ];
}

/** The lines of the introduction with the keys of an HTTP API, if it has any, and with calls to try. */
export function httpCalls(http: DeployedHttpApi, clients: readonly HttpClient[], origin: string): string[] {
    const row = rows(clients.map(({ name }) => name));
    const keys = clients.map(({ name, key }) => row(name, key));
    return [
        ...(hasKeys(http) ? ["\nAPI keys of the HTTP API (not valid on AWS):\n", ...keys] : []),
        ...tried(examples(http, clients, origin), "Try the HTTP API"),
    ];
}

// None if no GET can be called without a token, or by a client.
function examples(http: DeployedHttpApi, clients: readonly HttpClient[], origin: string): ExampleCall[] {
    const gets = http.routes
        .filter((route) => /^GET [^{]+$/.test(route.routeKey))
        .filter((route) => needsKey(route) || route.authorizer === undefined)
        .sort((one, other) => (one.routeKey < other.routeKey ? -1 : 1));
    for (const route of gets) {
        const url = `${origin}${route.routeKey.slice("GET ".length)}`;
        if (!needsKey(route)) return withoutKey(http, route, url);
        const client = clients.find(
            ({ apis, burst }) => burst > 0 && (apis === undefined || covers(apis, http, route)),
        );
        if (client !== undefined) return withKey(client, url);
    }
    return [];
}

// With a higher one, 5,000 calls of this machine stay below the route's rate.
const shownBurst = 1_000;

function withoutKey(http: DeployedHttpApi, { routeKey }: HttpRoute, url: string): ExampleCall[] {
    const [stage] = Object.values(http.stages);
    const { burst = http.accountThrottle.burst } = stage?.routeThrottles[routeKey] ?? stage?.throttle ?? {};
    return [
        { command: `curl -s ${url} | jq`, response: "200" },
        ...(burst < shownBurst
            ? [
                  {
                      command: burstCommand("", url),
                      response: `200s, and 429s once they exceed the route's burst of ${burst} and its rate, which all clients share`,
                  },
              ]
            : []),
    ];
}

function withKey({ key, burst }: HttpClient, url: string): ExampleCall[] {
    const header = `-H 'x-api-key: ${key}'`;
    return [
        { command: `curl -i ${url}`, response: "401: no key" },
        { command: `curl -s ${header} ${url} | jq`, response: "200" },
        {
            command: burstCommand(header, url),
            response: `200s, and 403s once they exceed the plan's burst of ${burst} and its rate, as an HTTP API has one status for all denials of keys`,
        },
    ];
}

function covers(apis: readonly string[], http: DeployedHttpApi, { routeKey }: HttpRoute): boolean {
    const path = routeKey.slice(routeKey.indexOf(" ") + 1);
    return Object.entries(apiBases(http)).some(
        ([api, base]) => apis.includes(api) && (path === base || path.startsWith(`${base}/`)),
    );
}
