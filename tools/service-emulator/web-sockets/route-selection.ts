import type { WebSocketRoute, WebSocketStage } from "./web-socket-stage";

/** A route that a message selects. */
export interface SelectedRoute {
    readonly key: string;
    readonly route: WebSocketRoute;
}

/**
 * The route of a message: the one that the value at the route selection expression names, else `$default`. Messages that are
 * not JSON, or binary, have no value (apigateway/latest/developerguide/websocket-api-develop-routes).
 * @returns undefined if the stage has neither.
 */
export function selectedRoute(stage: WebSocketStage, body: Buffer, isBinary: boolean): SelectedRoute | undefined {
    const value = isBinary ? undefined : valueAt(stage.routeSelectionExpression, body.toString("utf8"));
    const isOwn = typeof value === "string" && !value.startsWith("$") && Object.hasOwn(stage.routes, value);
    const key = isOwn ? value : "$default";
    const route = stage.routes[key];
    return route === undefined ? undefined : { key, route };
}

// Expressions are `$request.body.action` or `${request.body.action}`, with any number of names.
function valueAt(expression: string, body: string): unknown {
    const path = /^\$\{?request\.body\.([\w.-]+)\}?$/.exec(expression)?.[1];
    if (path === undefined) return undefined;
    return path.split(".").reduce<unknown>(member, parsed(body));
}

function member(value: unknown, name: string): unknown {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    return Reflect.get(value, name);
}

function parsed(body: string): unknown {
    try {
        return JSON.parse(body);
    } catch (error) {
        if (error instanceof SyntaxError) return undefined;
        throw error;
    }
}
