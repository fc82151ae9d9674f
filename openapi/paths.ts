import type { Problem } from "./problem";

const segmentForm = /^[A-Za-z0-9_.,:-]+$/;
const variableForm = /^\{[A-Za-z0-9._-]+\}$/;

/** Prefixes a document's path with a base path, for example `/{id}` under `/pictures`; `/` under `/pictures` is `/pictures`. */
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
 * The problem of a document's path; undefined if API Gateway accepts it.
 * A segment consists of letters, digits and `_ - . , :`, or is exactly one variable (developer guide, "Amazon API Gateway
 * important notes"). A greedy variable would publish paths that the document does not list.
 */
export function pathProblem(path: string): Pick<Problem, "got" | "want"> | undefined {
    if (!path.startsWith("/")) return { got: "no leading slash", want: 'a path such as "/all"' };
    if (path !== "/" && path.endsWith("/")) return { got: "a trailing slash", want: "a path without it" };
    const parts = segments(path);
    const wrong = parts.find((part) => !segmentForm.test(part) && !variableForm.test(part));
    if (wrong !== undefined) return { got: `the segment "${wrong}"`, want: segmentWant(wrong) };
    const names = pathVariables(path);
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined) return { got: `the variable "${twice}" twice`, want: "each variable once" };
    return undefined;
}

/** A path in the tree of resources, with its owner, which a clash is reported to. */
export interface OwnedPath<Owner> {
    readonly path: string;
    readonly owner: Owner;
}

/** Two paths that API Gateway rejects together: a resource cannot have two variables as children. */
export interface SiblingClash<Owner> extends Pick<Problem, "got" | "want"> {
    /** Owner of the later path. */
    readonly owner: Owner;
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
                    const want = `"${known.variable}" as in "${known.path}", as AWS allows one name there`;
                    clashes.push({ owner, got: `"${segment}"`, want });
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
