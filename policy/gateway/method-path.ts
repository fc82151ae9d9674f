/** Matches every method of a stage in MethodSettings. */
export const everyMethod = "*/*";

/**
 * Brings a `methodPath` of MethodSettings into one spelling, `{path without leading slash}/{METHOD}`: API Gateway
 * spells nested paths `~1pictures~1{id}/GET`, the provider's documentation `pictures/{id}/GET`
 * (hashicorp/terraform-provider-aws#9738). The root resource is `/GET`. `*` alone as path or method stays as it is.
 */
export function normaliseMethodPath(methodPath: string): string {
    const text = methodPath.trim().replaceAll("~1", "/");
    const cut = text.lastIndexOf("/");
    const path = cut < 0 ? "" : text.slice(0, cut);
    return methodPathOf(path, text.slice(cut + 1));
}

/** The normalised `methodPath` of an operation, e.g. `pictures/{id}/GET` for GET on `/pictures/{id}`. */
export const methodPathOf = (path: string, method: string): string =>
    `${withoutOuterSlashes(path)}/${method.toUpperCase()}`;

// By hand: of millions of slashes a regular expression runs out of stack.
function withoutOuterSlashes(path: string): string {
    let [start, end] = [0, path.length];
    while (path[start] === "/") start++;
    while (end > start && path[end - 1] === "/") end--;
    return path.slice(start, end);
}

/** The spelling that API Gateway itself uses, for messages: `~1pictures~1{id}/GET`. */
export const methodPathSpelling = (path: string, method: string): string =>
    `${path.replaceAll("/", "~1")}/${method.toUpperCase()}`;

/** Names of the variables in a path template, without the `+` of a greedy one: `["id"]` for `/pictures/{id}`. */
export const templateVariables = (path: string): string[] =>
    [...path.matchAll(/\{([^{}]+?)\+?\}/g)].flatMap((match) => match[1] ?? []);
