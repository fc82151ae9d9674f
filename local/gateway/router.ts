import type { Operation } from "./deployed-api";

/** The operation that a request is for, with the decoded values of its path's variables. */
export interface Route {
    readonly operation: Operation;
    readonly pathParameters: Readonly<Record<string, string>>;
}

interface Match {
    readonly path: string;
    readonly rank: string;
    readonly greedy: boolean;
    readonly pathParameters: Readonly<Record<string, string>>;
}

/**
 * Finds the operation of a method and a path without its stage; undefined if there is none.
 *
 * A literal segment goes before a variable, and that before a greedy one (`{proxy+}`). Where the resource found lacks
 * the method, only a greedy one may have it; HEAD is not made of GET; a slash at the end is ignored
 * (recorded from AWS: localstack, TestApigatewayRouting).
 */
export function findRoute(operations: readonly Operation[], method: string, path: string): Route | undefined {
    const segments = path.split("/").slice(1);
    if (segments.at(-1) === "") segments.pop();
    const paths = [...new Set(operations.map((operation) => operation.path))];
    const matches = paths
        .flatMap((template) => matchPath(template, segments))
        .sort((a, b) => (a.rank < b.rank ? -1 : 1));
    const candidates = matches.filter((match, index) => index === 0 || match.greedy);
    for (const { path: template, pathParameters } of candidates) {
        const operation = findMethod(operations, template, method);
        if (operation !== undefined) return { operation, pathParameters };
    }
    return undefined;
}

function findMethod(operations: readonly Operation[], path: string, method: string): Operation | undefined {
    const here = operations.filter((operation) => operation.path === path);
    return (
        here.find((each) => each.method === method) ?? here.find((each) => each.method === "ANY" && anyOf.has(method))
    );
}

const anyOf = new Set(["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]);

// The rank of a segment sorts as text: literal, variable, greedy.
function matchPath(path: string, segments: readonly string[]): Match[] {
    const wanted = path === "/" ? [] : path.split("/").slice(1);
    const pathParameters: Record<string, string> = {};
    let rank = "";
    for (const [index, part] of wanted.entries()) {
        const given = segments[index];
        const variable = /^\{(.+?)(\+?)\}$/.exec(part);
        if (variable?.[2] === "+") {
            if (given === undefined) return [];
            pathParameters[variable[1] ?? ""] = segments.slice(index).map(decode).join("/");
            return [{ path, rank: `${rank}2`, greedy: true, pathParameters }];
        }
        if (given === undefined || given === "") return [];
        if (variable) pathParameters[variable[1] ?? ""] = decode(given);
        else if (decode(given) !== part) return [];
        rank += variable ? "1" : "0";
    }
    return wanted.length === segments.length ? [{ path, rank, greedy: false, pathParameters }] : [];
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
