import type { Behavior } from "../state/deployed-edge";

/**
 * Whether a path matches a cache behavior's pattern: `*` is any number of characters, `?` exactly one, and the case counts. A leading
 * slash is optional (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html, "Path pattern").
 * @param path begins with a slash; still encoded, without the query.
 */
export function matchesPattern(pattern: string, path: string): boolean {
    let expression = expressions.get(pattern);
    if (expression === undefined) {
        const escaped = pattern
            .replace(/^\//, "")
            .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
            .replaceAll("*", ".*")
            .replaceAll("?", ".");
        expression = new RegExp(`^/?${escaped}$`, "s");
        expressions.set(pattern, expression);
    }
    return expression.test(path);
}

// A distribution has at most a few dozen, and each request is compared with some of them.
const expressions = new Map<string, RegExp>();

/** The first of the behaviors whose pattern matches; the default one, which is the last, matches every path. */
export function behaviorFor(behaviors: readonly Behavior[], path: string): Behavior {
    const found = behaviors.find(({ pathPattern }) => matchesPattern(pathPattern, path));
    if (found === undefined) throw new Error("the distribution has no default behavior");
    return found;
}
