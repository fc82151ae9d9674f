import { closest } from "fastest-levenshtein";
import type { Throttle } from "../../infra/gateway/rest/method-settings";
import type { HttpRoute } from "../../openapi/http-route";
import { quote } from "../../openapi/problem";
import type { Settings } from "../settings/schema";
import type { HttpApiDefinition } from "./http-api-definition";

type Published = Pick<HttpApiDefinition, "routes" | "bases">;

/** The operation of a route as settings name it, such as `books GET /{id}`: the API, the method, and the path of its document. */
function routeOperation({ api, method, path }: HttpRoute, bases: Published["bases"]): string {
    const base = bases[api]?.path ?? "";
    return `${api} ${method.toUpperCase()} ${path.slice(base.length) || "/"}`;
}

/** The problems of operations that the settings of the HTTP API limit and that no document has. */
export function httpOperationProblems({ httpApi, apis }: Settings, { routes, bases }: Published): string[] {
    const known = routes.map((route) => routeOperation(route, bases));
    const unknown = Object.keys(httpApi?.throttles ?? {}).filter((key) => !known.includes(key));
    return unknown.flatMap((key) => {
        const api = key.split(" ", 1)[0] ?? "";
        // Reported by the settings.
        if (apis[api]?.publishedBy !== "http") return [];
        const own = known.filter((other) => other.split(" ", 1)[0] === api);
        const want = `an operation of the API's document, such as ${quote(closest(key, own))}`;
        return [`gatehouse:httpApi.throttles: got the name ${quote(key)}, want ${want}`];
    });
}

/** The limits of single routes, by route key. */
export function routeThrottles(
    throttles: Readonly<Record<string, Throttle>> = {},
    { routes, bases }: Published,
): Record<string, Throttle> {
    return Object.fromEntries(
        routes.flatMap((route) => {
            const { [routeOperation(route, bases)]: limits } = throttles;
            return limits === undefined ? [] : [[route.routeKey, limits]];
        }),
    );
}
