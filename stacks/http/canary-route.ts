import type { HttpRoute } from "../../openapi/http-route";
import type { Settings } from "../settings/schema";

/** The route that the canary call of a stack calls: the first GET, by path, for which an API key is enough; undefined without one. */
export function canaryRoute(routes: readonly HttpRoute[]): HttpRoute | undefined {
    return routes.find(({ method, needsOnlyKey }) => method === "get" && needsOnlyKey);
}

/** Warns of a stack whose HTTP API has no operation for the canary call. */
export function canaryCallWarnings(
    { httpApi }: Pick<Settings, "httpApi">,
    routes: readonly HttpRoute[] | undefined,
): string[] {
    if (httpApi?.canaryCall !== true || routes === undefined || canaryRoute(routes) !== undefined) return [];
    return [
        "gatehouse:httpApi.canaryCall: got true, but no GET operation can be called with an API key alone, so there is no canary call: after 60 days without traffic AWS deactivates the VPC link, and calls fail for some minutes",
    ];
}
