import type { Problem } from "./problem";

const variableForm = /^\{[A-Za-z0-9._-]+\}$/;

/** Prefixes a document's path with a base path, for example `/{id}` under `/pictures`; `/` under `/pictures` is `/pictures`. */
export function mountedPath(basePath: string, path: string): string {
    const joined = `${basePath === "/" ? "" : basePath}${path === "/" ? "" : path}`;
    return joined === "" ? "/" : joined;
}

/** Maximum number of resources of a REST API (API Gateway quotas, "Resources or routes per API"). */
export const maxResources = 300;

/** The number of resources that API Gateway creates for paths: one for each segment of each, and the root. */
export function resourceCount(paths: readonly string[]): number {
    const resources = new Set<string>();
    for (const path of paths) {
        let resource = "";
        for (const segment of segments(path)) {
            resource += `/${segment}`;
            resources.add(resource);
        }
    }
    return resources.size + 1;
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

/** The names of the variables in a path, such as `id` for `/{id}` and `rest` for `/{rest+}`. */
export function variablesIn(path: string): string[] {
    return [...path.matchAll(/\{([^{}+]+)\+?\}/g)].map(([, name = ""]) => name);
}

function segments(path: string): string[] {
    return path.split("/").filter((segment) => segment !== "");
}
