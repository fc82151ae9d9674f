import { HttpError } from "./http-error";

/** A request as an operation sees it. */
export interface ApiRequest {
    /** Values of the path's variables, decoded. */
    readonly params: Readonly<Record<string, string>>;
    /** Values of the query's parameters, of the types that the document gives them. */
    readonly query: Readonly<Record<string, unknown>>;
    /** The JSON body, which fits its schema in the document; undefined if the operation has none. */
    readonly body: unknown;
}

/** An answer; without a body it has no content. */
export interface Reply {
    readonly status: number;
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
}

/** One operation of the OpenAPI document; among routes that match a path the first wins. */
export interface Route {
    readonly method: "GET" | "POST" | "PUT" | "DELETE";
    /** Path in the document, for example `/{id}/views`. */
    readonly path: string;
    handle(request: ApiRequest): Reply | Promise<Reply>;
}

/** A route that was found for a request, with the values of its path's variables. */
export interface FoundRoute {
    readonly route: Route;
    readonly params: Readonly<Record<string, string>>;
}

/** Finds the route of a request; throws HttpError 404 if no route has the path, 405 if none of those has the method. */
export function findRoute(routes: readonly Route[], method: string, path: string): FoundRoute {
    const matches = routes.flatMap((route) => {
        const params = match(route.path, path);
        return params === undefined ? [] : [{ route, params }];
    });
    const found = matches.find(({ route }) => route.method === method);
    if (found !== undefined) return found;
    if (matches.length === 0) throw new HttpError(404, `There is nothing at "${path}".`);
    const allow = [...new Set(matches.map(({ route }) => route.method))].join(", ");
    throw new HttpError(405, `Use ${allow} at "${path}".`, { allow });
}

function match(template: string, path: string): Record<string, string> | undefined {
    const wanted = template.split("/");
    const given = path.split("/");
    if (wanted.length !== given.length) return undefined;
    const params: Record<string, string> = {};
    for (const [i, part] of wanted.entries()) {
        const value = decode(given[i] ?? "");
        if (!part.startsWith("{")) {
            if (part !== value) return undefined;
        } else {
            if (value === "") return undefined;
            params[part.slice(1, -1)] = value;
        }
    }
    return params;
}

function decode(segment: string): string {
    try {
        return decodeURIComponent(segment);
    } catch {
        throw new HttpError(400, `The path holds "${segment}", which is no valid encoding.`);
    }
}
