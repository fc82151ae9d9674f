/** Matches every method of a stage in MethodSettings. */
export const everyMethod = "*/*";

/**
 * Brings a `methodPath` of MethodSettings into one spelling, `{path without leading slash}/{METHOD}`: API Gateway
 * spells nested paths `~1pictures~1{id}/GET`, the provider's documentation `pictures/{id}/GET`
 * (hashicorp/terraform-provider-aws#9738). The root resource is `/GET`. What else is written otherwise is another path
 * to API Gateway, and the one entry for every method is `everyMethod` as it stands.
 */
export function normaliseMethodPath(methodPath: string): string {
    if (methodPath === everyMethod) return methodPath;
    // A patch of a stage spells the path "/~1pictures".
    const text = methodPath.replace(/^\/(?=~1)/, "").replaceAll("~1", "/");
    const cut = text.lastIndexOf("/");
    const path = methodPathOf(cut < 0 ? "" : text.slice(0, cut), text.slice(cut + 1));
    return path === everyMethod ? `/${path}` : path;
}

/** The normalised `methodPath` of an operation, e.g. `pictures/{id}/GET` for GET on `/pictures/{id}`. */
export const methodPathOf = (path: string, method: string): string =>
    `${path.startsWith("/") ? path.slice(1) : path}/${method.toUpperCase()}`;

/** A method path without what a writer may get wrong: slashes, spaces, capitals. */
export const looseMethodPath = (path: string): string =>
    path
        .toLowerCase()
        // Without "+", which millions of slashes leave without a stack.
        .split(/[\s/]/)
        .filter((part) => part !== "")
        .join("/");

/** The spelling that API Gateway itself uses, for messages: `~1pictures~1{id}/GET`. */
export const methodPathSpelling = (path: string, method: string): string =>
    `${path.replaceAll("/", "~1")}/${method.toUpperCase()}`;

/** Names of the variables in a path template, without the `+` of a greedy one: `["id"]` for `/pictures/{id}`. */
export const templateVariables = (path: string): string[] =>
    [...path.matchAll(/\{([^{}]+?)\+?\}/g)].flatMap((match) => match[1] ?? []);
