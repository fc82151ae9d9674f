import type { Problem } from "./problem";

const segmentForm = /^[A-Za-z0-9_.,:-]+$/;
const variableForm = /^\{[A-Za-z0-9._-]+\}$/;

/** Puts a document's path under a base path, for example `/{id}` under `/pictures`; `/` under `/pictures` is `/pictures`. */
export function mountedPath(basePath: string, path: string): string {
    const joined = `${basePath === "/" ? "" : basePath}${path === "/" ? "" : path}`;
    return joined === "" ? "/" : joined;
}

/** Lists the variables of a path, for example `["id"]` of `/{id}/views`. */
export function pathVariables(path: string): string[] {
    return segments(path)
        .filter((segment) => variableForm.test(segment))
        .map((segment) => segment.slice(1, -1));
}

/**
 * Tells what is wrong with a path of a document; undefined if it is one that API Gateway takes.
 * A segment holds letters, digits and `_ - . , :`, or is one whole variable (developer guide, "Amazon API Gateway
 * important notes"). A greedy variable would let paths through that the document does not name.
 */
export function pathProblem(path: string): Pick<Problem, "got" | "want"> | undefined {
    if (!path.startsWith("/")) return { got: "no slash at its start", want: 'a path such as "/all"' };
    if (path !== "/" && path.endsWith("/")) return { got: "a slash at its end", want: "a path without it" };
    const parts = segments(path);
    const wrong = parts.find((part) => !segmentForm.test(part) && !variableForm.test(part));
    if (wrong !== undefined) return { got: `the segment "${wrong}"`, want: segmentWant(wrong) };
    const names = pathVariables(path);
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined) return { got: `the variable "${twice}" twice`, want: "each variable once" };
    return undefined;
}

/** A path in the tree of resources, and whoever reports a clash at it. */
export interface OwnedPath<Owner> {
    readonly path: string;
    readonly owner: Owner;
}

/** Two paths that API Gateway refuses together: one resource cannot have two children that are variables. */
export interface SiblingClash<Owner> {
    readonly owner: Owner;
    /** The variable of the later path, for example `{name}`. */
    readonly variable: string;
    /** The variable that another path has at the same place, for example `{id}`. */
    readonly other: string;
    readonly otherPath: string;
}

/** Finds variables of different names at the same place, for example in `/{id}` and `/{name}/views`. */
export function siblingClashes<Owner>(paths: readonly OwnedPath<Owner>[]): SiblingClash<Owner>[] {
    const first = new Map<string, { variable: string; path: string }>();
    const clashes: SiblingClash<Owner>[] = [];
    for (const { path, owner } of paths) {
        let parent = "";
        for (const segment of segments(path)) {
            if (variableForm.test(segment)) {
                const known = first.get(parent) ?? { variable: segment, path };
                first.set(parent, known);
                if (known.variable !== segment) {
                    clashes.push({ owner, variable: segment, other: known.variable, otherPath: known.path });
                }
            }
            parent = `${parent}/${segment}`;
        }
    }
    return clashes;
}

function segments(path: string): string[] {
    return path === "/" ? [] : path.slice(1).split("/");
}

function segmentWant(segment: string): string {
    if (/^\{[^{}]*\+\}$/.test(segment)) return "a path for each resource, as a greedy variable is not published";
    if (segment.includes("{") || segment.includes("}")) return 'one variable as the whole segment, such as "{id}"';
    return 'letters, digits and "_", "-", ".", ",", ":", or one variable';
}
