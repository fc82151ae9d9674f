import type { Operation } from "../state/deployed-api";

/** The operation that a request matches, with the decoded values of its path variables. */
export interface Route {
    readonly operation: Operation;
    readonly pathParameters: Readonly<Record<string, string>>;
}

interface Template {
    readonly path: string;
    readonly segments: readonly Segment[];
    readonly byMethod: ReadonlyMap<string, Operation>;
    /** Sort key with one character for each segment: literal, variable, greedy. */
    readonly rank: string;
    readonly greedy: boolean;
}

/** A segment of the path of a resource or a route. */
export interface Segment {
    readonly kind: "literal" | "variable" | "greedy";
    /** The literal, or the name of the variable. */
    readonly text: string;
}

const ranks = { literal: "0", variable: "1", greedy: "2" } as const;

/** The methods that `ANY` covers. */
export const anyOf: ReadonlySet<string> = new Set(["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]);

/** Finds the operations of requests. */
export class Router {
    /** Sorted by rank: the first template that matches a path is the resource. */
    private readonly templates: readonly Template[];

    constructor(operations: readonly Operation[]) {
        const paths = [...new Set(operations.map(({ path }) => path))];
        this.templates = paths
            .map((path) =>
                templateOf(
                    path,
                    operations.filter((each) => each.path === path),
                ),
            )
            .sort((a, b) => (a.rank < b.rank ? -1 : 1));
    }

    /**
     * Finds the operation for a method and a path without its stage; undefined if no operation matches.
     *
     * A literal segment takes precedence over a variable, and a variable over a greedy one (`{proxy+}`). If the matching
     * resource lacks the method, only a greedy resource is tried next. GET does not serve HEAD, and a trailing slash is
     * ignored (recorded from AWS: localstack, TestApigatewayRouting).
     */
    find(method: string, path: string): Route | undefined {
        const segments = path.split("/").slice(1);
        if (segments.at(-1) === "") segments.pop();
        let isFirst = true;
        for (const template of this.templates) {
            if (!isFirst && !template.greedy) continue;
            const pathParameters = match(template, segments);
            if (pathParameters === undefined) continue;
            isFirst = false;
            const { byMethod } = template;
            const operation = byMethod.get(method) ?? (anyOf.has(method) ? byMethod.get("ANY") : undefined);
            if (operation !== undefined) return { operation, pathParameters };
        }
        return undefined;
    }
}

function templateOf(path: string, operations: readonly Operation[]): Template {
    const parts = path === "/" ? [] : path.split("/").slice(1);
    const segments = parts.map(segmentOf);
    return {
        path,
        segments,
        byMethod: new Map(operations.map((operation) => [operation.method, operation])),
        rank: rankOf(segments),
        greedy: segments.at(-1)?.kind === "greedy",
    };
}

/** Reads a segment such as `pictures`, `{id}` or `{rest+}`. */
export function segmentOf(part: string): Segment {
    const [, name, plus] = /^\{(.+?)(\+?)\}$/.exec(part) ?? [];
    if (name === undefined) return { kind: "literal", text: part };
    return { kind: plus === "+" ? "greedy" : "variable", text: name };
}

/** The sort key of a path, with one character for each segment: the more specific path comes first. */
export function rankOf(segments: readonly Segment[]): string {
    return segments.map(({ kind }) => ranks[kind]).join("");
}

// The values of the variables; undefined if the path does not match. A greedy variable matches at least one segment.
function match({ segments }: Template, given: readonly string[]): Record<string, string> | undefined {
    const found: Record<string, string> = {};
    for (const [index, { kind, text }] of segments.entries()) {
        const part = given[index];
        if (part === undefined) return undefined;
        if (kind === "greedy") {
            found[text] = given.slice(index).map(decode).join("/");
            return found;
        }
        if (part === "") return undefined;
        if (kind === "variable") found[text] = decode(part);
        else if (part !== text && decode(part) !== text) return undefined;
    }
    return segments.length === given.length ? found : undefined;
}

/** Decodes a part of a URL; an invalid encoding is returned unchanged. */
export function decode(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch (error) {
        if (error instanceof URIError) return text;
        throw error;
    }
}
