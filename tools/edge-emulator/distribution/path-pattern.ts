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

/**
 * The first of the behaviors whose pattern matches; the default one, which is the last, matches every path. Repeated slashes, dot segments
 * and letters that need no encoding are normalized for this alone: functions and origins get the raw path (as above, "Path
 * normalization").
 */
export function behaviorFor(behaviors: readonly Behavior[], path: string): Behavior {
    const compared = normalized(path);
    const found = behaviors.find(({ pathPattern }) => matchesPattern(pathPattern, compared));
    if (found === undefined) throw new Error("the distribution has no default behavior");
    return found;
}

// RFC 3986, 6.2.2.2 and 5.2.4.
function normalized(path: string): string {
    const decoded = path.replaceAll(/%([2-7][\da-f])/gi, (encoded, digits: string) => {
        const letter = String.fromCharCode(Number.parseInt(digits, 16));
        return /[\w.~-]/.test(letter) ? letter : encoded;
    });
    const kept: string[] = [];
    const segments = decoded
        .replaceAll(/\/{2,}/g, "/")
        .split("/")
        .slice(1);
    for (const segment of segments) {
        if (segment === "..") kept.pop();
        else if (segment !== ".") kept.push(segment);
    }
    const isFolder = /^\.{1,2}$/.test(segments.at(-1) ?? "");
    return `/${[...kept, ...(isFolder ? [""] : [])].join("/")}`;
}
