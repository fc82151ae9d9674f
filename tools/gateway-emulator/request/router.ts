import type { Operation } from "../state/deployed-api";

/** The operation that a request is for, with the decoded values of its path's variables. */
export interface Route {
    readonly operation: Operation;
    readonly pathParameters: Readonly<Record<string, string>>;
}

interface Template {
    readonly path: string;
    readonly segments: readonly Segment[];
    readonly byMethod: ReadonlyMap<string, Operation>;
    /** Sorts as text, a character a segment: literal, variable, greedy. */
    readonly rank: string;
    readonly greedy: boolean;
}

interface Segment {
    readonly kind: "literal" | "variable" | "greedy";
    /** The literal, or the variable's name. */
    readonly text: string;
}

const ranks = { literal: "0", variable: "1", greedy: "2" } as const;
const anyOf = new Set(["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]);

/** Finds the operations of requests. */
export class Router {
    /** The first that matches a path is the resource that is meant. */
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
     * Finds the operation of a method and a path without its stage; undefined if there is none.
     *
     * A literal segment goes before a variable, and that before a greedy one (`{proxy+}`). Where the resource found
     * lacks the method, only a greedy one may have it; HEAD is not made of GET; a slash at the end is ignored
     * (recorded from AWS: localstack, TestApigatewayRouting).
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
    const segments = parts.map((part): Segment => {
        const [, name, plus] = /^\{(.+?)(\+?)\}$/.exec(part) ?? [];
        if (name === undefined) return { kind: "literal", text: part };
        return { kind: plus === "+" ? "greedy" : "variable", text: name };
    });
    return {
        path,
        segments,
        byMethod: new Map(operations.map((operation) => [operation.method, operation])),
        rank: segments.map(({ kind }) => ranks[kind]).join(""),
        greedy: segments.at(-1)?.kind === "greedy",
    };
}

// The values of the variables; undefined where the path is another one. A greedy variable takes one segment at least.
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

/** Decodes a part of a URL; what is no valid encoding stands as it is. */
export function decode(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch (error) {
        if (error instanceof URIError) return text;
        throw error;
    }
}
