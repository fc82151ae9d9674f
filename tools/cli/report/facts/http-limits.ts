import { canaryClient } from "../../../../stacks/settings/http-api/schema";
import type { EngineRun } from "./engine-run";
import { type Inputs, listAt, numberAt, textAt } from "./inputs";
import { amount, limit } from "./limit";
import type { Limit } from "./report-schema";

/** Limits of AWS for each HTTP API, and VPC links V2 of an account in a region (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html). */
const quotas = { routes: 300, seconds: 30, megabytes: 10, links: 10 } as const;

/** Whether a resource is the key of an application of an HTTP API. */
export const isClientKey = ({ type, urn, name }: EngineRun["resources"][number]): boolean =>
    type === "aws:dynamodb/tableItem:TableItem" &&
    urn.includes("gatehouse:gateway:HttpApiKeys$") &&
    name !== canaryClient;

/** Lists the limits of HTTP APIs: throttles, keys, and what AWS allows; none for a stack without one. */
export function httpLimits({ resources, inputs }: EngineRun): Limit[] {
    const live = resources.filter(({ op }) => op !== "delete").sort((a, b) => (a.name < b.name ? -1 : 1));
    const of = (type: string) => live.filter((resource) => resource.type === `aws:apigatewayv2/${type}`);
    const apis = of("api:Api").filter(({ urn }) => textAt(inputs.get(urn), ["protocolType"]) === "HTTP");
    if (apis.length === 0) return [];
    return [
        ...apis.flatMap(({ name, parent }) => {
            const own = (type: string) => of(type).filter((resource) => resource.parent === parent);
            return [
                ...own("stage:Stage").flatMap(({ urn }) =>
                    throttles(
                        name,
                        inputs.get(urn),
                        own("route:Route").map((route) => inputs.get(route.urn)),
                    ),
                ),
                limit(`HTTP API ${name}`, "routes", `${own("route:Route").length} of ${quotas.routes}`),
                limit(`HTTP API ${name}`, "wait for a response", `${quotas.seconds} s`),
                limit(`HTTP API ${name}`, "size of a request or response", `${quotas.megabytes} MB`),
            ];
        }),
        ...live.filter(isClientKey).map(({ name }) => limit(`client ${name}`, "API key of the HTTP API", "enabled")),
        limit("account and region", "VPC links V2", `${of("vpcLink:VpcLink").length} of ${quotas.links}`),
    ];
}

// For all clients together; those of single clients are in a table, and secret.
function throttles(name: string, inputs: Inputs | undefined, routes: readonly (Inputs | undefined)[]): Limit[] {
    const of = (subject: string, settings: Inputs | undefined) => [
        limit(subject, "requests a second", amount(numberAt(settings, ["throttlingRateLimit"]))),
        limit(subject, "burst", amount(numberAt(settings, ["throttlingBurstLimit"]))),
    ];
    const own = listAt(inputs, ["routeSettings"]) as readonly Inputs[];
    return [
        ...of(`HTTP API ${name}, every route`, inputs?.defaultRouteSettings as Inputs | undefined),
        ...own.flatMap((settings) => of(`HTTP API ${name}, ${routeOf(settings, routes)}`, settings)),
    ];
}

// With the name of its operation, as the key of a route has no names of the document.
function routeOf(settings: Inputs, routes: readonly (Inputs | undefined)[]): string {
    const key = textAt(settings, ["routeKey"]);
    const operation = textAt(
        routes.find((route) => textAt(route, ["routeKey"]) === key),
        ["operationName"],
    );
    return `${key ?? "a route"}${operation === undefined ? "" : ` (${operation})`}`;
}
