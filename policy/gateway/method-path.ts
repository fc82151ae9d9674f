/** The `methodPath` of MethodSettings that matches every method of a stage. */
export const everyMethod = "*/*";

/**
 * Normalises a `methodPath` of MethodSettings to `{path without leading slash}/{METHOD}`. API Gateway writes nested
 * paths as `~1pictures~1{id}/GET`, the provider's documentation as `pictures/{id}/GET`
 * (hashicorp/terraform-provider-aws#9738). The root resource is `/GET`. Any other difference makes it another path to
 * API Gateway; only the exact string `everyMethod` matches every method.
 */
export function normaliseMethodPath(methodPath: string): string {
    if (methodPath === everyMethod) return methodPath;
    // A patch of a stage writes the path as "/~1pictures".
    const text = methodPath.replace(/^\/(?=~1)/, "").replaceAll("~1", "/");
    const cut = text.lastIndexOf("/");
    const path = methodPathOf(cut < 0 ? "" : text.slice(0, cut), text.slice(cut + 1));
    return path === everyMethod ? `/${path}` : path;
}

/** The normalised `methodPath` of an operation, e.g. `pictures/{id}/GET` for GET on `/pictures/{id}`. */
export const methodPathOf = (path: string, method: string): string =>
    `${path.startsWith("/") ? path.slice(1) : path}/${method.toUpperCase()}`;

/** A method path without the differences that are easy to get wrong: slashes, spaces, upper case. */
export const looseMethodPath = (path: string): string =>
    path
        .toLowerCase()
        // Without "+", because a regular expression would overflow the stack on millions of slashes.
        .split(/[\s/]/)
        .filter((part) => part !== "")
        .join("/");

/** A method path as API Gateway writes it, for messages: `~1pictures~1{id}/GET`. */
export const methodPathSpelling = (path: string, method: string): string =>
    `${path.replaceAll("/", "~1")}/${method.toUpperCase()}`;

/** Names of the variables in a path template, without the `+` of a greedy one: `["id"]` for `/pictures/{id}`. */
export const templateVariables = (path: string): string[] =>
    [...path.matchAll(/\{([^{}]+?)\+?\}/g)].flatMap((match) => match[1] ?? []);
