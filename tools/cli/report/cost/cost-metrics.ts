import { readRestApiBody } from "../../../../openapi/rest-api-body";
import type { EngineRun } from "../facts/engine-run";
import { textAt, valueAt } from "../facts/inputs";
import { httpApis } from "./cost-http";
import { type ByType, type Estimated, priced } from "./cost-line";
import type { Price } from "./price-schema";

/** Metrics of a method: requests, errors of clients and of servers, two latencies, hits and misses of the cache. */
export const metricsOfMethod = 7;

/** Number of methods of the stack's REST APIs. */
export function methodCount(run: EngineRun, of: ByType): number {
    const bodies = of("aws:apigateway/restApi:RestApi").map(({ urn }) =>
        readRestApiBody(textAt(run.inputs.get(urn), ["body"]) ?? ""),
    );
    return bodies.reduce((sum, body) => sum + (body?.operations.length ?? 0), 0);
}

/**
 * Estimates the detailed metrics of stages, which CloudWatch bills as custom metrics: all of them, as if each method were
 * called. The settings of single methods repeat those of all methods here.
 */
export function methodMetrics(run: EngineRun, of: ByType, price: Price): Estimated[] {
    const methods = methodCount(run, of);
    return of("aws:apigateway/methodSettings:MethodSettings").flatMap(({ urn }) => {
        const inputs = run.inputs.get(urn);
        const isDetailed =
            textAt(inputs, ["methodPath"]) === "*/*" && valueAt(inputs, ["settings", "metricsEnabled"]) === true;
        const stage = textAt(inputs, ["stageName"]) ?? "unknown";
        return isDetailed
            ? priced(`detailed metric of a method, stage ${stage}`, methods * metricsOfMethod, price)
            : [];
    });
}

/**
 * Metrics of a route of an HTTP API: calls, errors of clients and of servers, two latencies, bytes
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html).
 */
const metricsOfRoute = 6;

/** Estimates the detailed metrics of HTTP APIs, as if each route were called. */
export function routeMetrics(run: EngineRun, of: ByType, price: Price): Estimated[] {
    return httpApis(run, of).flatMap(({ name, parent }) => {
        const siblings = (type: string) => of(type).filter((other) => other.parent === parent);
        const isDetailed = siblings("aws:apigatewayv2/stage:Stage").some(
            ({ urn }) => valueAt(run.inputs.get(urn), ["defaultRouteSettings", "detailedMetricsEnabled"]) === true,
        );
        const routes = siblings("aws:apigatewayv2/route:Route").length;
        return isDetailed ? priced(`detailed metric of a route, HTTP API ${name}`, routes * metricsOfRoute, price) : [];
    });
}
