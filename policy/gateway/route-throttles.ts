import type { Resource, Stack } from "../reading/resource";
import { isList, isObject, knownValue, type Path, read, readNumber, readString } from "../reading/value";
import { apisOf, apisOfStage } from "./api-references";
import { newerRouteTypes } from "./types";

/**
 * Places of the throttles of a stage of an HTTP or WebSocket API: those of every route, and those of single ones, which the
 * aws provider has as a list and CloudFormation as an object by route.
 */
export function routeThrottlePaths({ props }: Resource): Path[] {
    const routes = knownValue(read(props, "routeSettings"));
    const keys: readonly (string | number)[] = isList(routes)
        ? [...routes.keys()]
        : isObject(routes)
          ? Object.keys(routes)
          : [];
    return [["defaultRouteSettings"], ...keys.map((key) => ["routeSettings", key])];
}

/**
 * Requests per second that a stage admits on each route of its API, of all clients together. Those of `defaultRouteSettings`
 * are for routes that `routeSettings` does not name. A rate that is not known or not stated counts as 0: R3 reports it.
 */
export function ratesOfRoutes(stack: Stack, stage: Resource): ReadonlyMap<string, number> {
    const apis = apisOfStage(stack, stage);
    const rateAt = (path: Path) =>
        Math.max(knownValue(readNumber(stage.props, ...path, "throttlingRateLimit")) ?? 0, 0);
    const [byDefault = [], ...single] = routeThrottlePaths(stage);
    const own = new Map(
        single.map((path) => [
            knownValue(readString(stage.props, ...path, "routeKey")) ?? String(path[1]),
            rateAt(path),
        ]),
    );
    const keys = stack
        .ofType(newerRouteTypes)
        .filter((route) => apisOf(stack, route, "apiId").some((api) => apis.includes(api)))
        .map(({ props, name }) => knownValue(readString(props, "routeKey")) ?? name);
    return new Map(keys.map((key) => [key, own.get(key) ?? rateAt(byDefault)]));
}
