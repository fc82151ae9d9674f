import { anyOf, decode, rankOf, type Segment, segmentOf } from "../../gateway-emulator/request/router";
import type { UnverifiedHttpBehavior } from "../call/unverified-http-behavior";
import type { HttpRoute } from "../state/deployed-http-api";

/** The route that a request matches, with the decoded values of its path variables. */
export interface MatchedRoute {
    readonly route: HttpRoute;
    readonly pathParameters: Readonly<Record<string, string>>;
}

interface Entry {
    readonly route: HttpRoute;
    readonly method: string;
    readonly segments: readonly Segment[];
    /** Full matches first, then greedy ones; in each a method before ANY, and then the more specific path. */
    readonly rank: string;
}

/** Finds the routes of requests. */
export class RouteTable {
    /** Sorted by rank: the first that matches is the route. */
    private readonly entries: readonly Entry[];
    private readonly fallback: HttpRoute | undefined;

    constructor(
        routes: readonly HttpRoute[],
        private readonly unverified: Pick<UnverifiedHttpBehavior, "trailingSlash" | "encodedSlash">,
    ) {
        this.fallback = routes.find(({ routeKey }) => routeKey === "$default");
        this.entries = routes
            .filter((route) => route !== this.fallback)
            .map((route) => this.entryOf(route))
            .sort((one, other) => (one.rank < other.rank ? -1 : 1));
    }

    /**
     * Finds the route for a method and a path without stage and query; undefined if none matches. A full match has precedence over a
     * greedy one, and that over `$default` (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html). Within
     * each, a method has precedence over ANY, and then a literal segment over a variable, from the left (observed: KensioSoftware/yulin).
     */
    find(method: string, path: string): MatchedRoute | undefined {
        const { encodedSlash } = this.unverified;
        const segments = this.segmentsOf(encodedSlash === "separator" ? path.replaceAll(/%2f/gi, "/") : path);
        for (const entry of this.entries) {
            if (entry.method !== method && !(entry.method === "ANY" && anyOf.has(method))) continue;
            const pathParameters = match(entry.segments, segments);
            if (pathParameters !== undefined) return { route: entry.route, pathParameters };
        }
        return this.fallback && { route: this.fallback, pathParameters: {} };
    }

    // Empty segments are ignored, as in `//hello` (recorded: localstack/localstack#8170), except perhaps at the end.
    private segmentsOf(path: string): string[] {
        const segments = path.split("/").filter((part) => part !== "");
        const endsInSlash = path.endsWith("/") && segments.length > 0;
        return endsInSlash && this.unverified.trailingSlash === "different" ? [...segments, ""] : segments;
    }

    private entryOf(route: HttpRoute): Entry {
        const [method = "", path = ""] = route.routeKey.split(" ", 2);
        const segments = this.segmentsOf(path).map(segmentOf);
        const tier = segments.at(-1)?.kind === "greedy" ? "1" : "0";
        const rank = `${tier}${method === "ANY" ? "1" : "0"}${rankOf(segments)}`;
        return { route, method, segments, rank };
    }
}

// The values of the variables; undefined if the path does not match. A greedy variable does not match the path of its parent.
function match(segments: readonly Segment[], given: readonly string[]): Record<string, string> | undefined {
    const found: Record<string, string> = {};
    for (const [index, { kind, text }] of segments.entries()) {
        const part = given[index];
        if (part === undefined) return undefined;
        if (kind === "greedy") {
            found[text] = given.slice(index).map(decode).join("/");
            return found;
        }
        if (kind === "literal" ? decode(part) !== text : part === "") return undefined;
        if (kind === "variable") found[text] = decode(part);
    }
    return segments.length === given.length ? found : undefined;
}
