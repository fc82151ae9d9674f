/** One character of a set, or any number of them. */
interface Token {
    /** A character; or `segment` for all but a slash, or `any` for all. */
    readonly set: string;
    readonly repeats: boolean;
}

/**
 * Whether some path of a route matches a path pattern of CloudFront, in which `*` is any number of characters, `?` is one, and a leading
 * slash is optional (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html).
 * @param path that of a route key, such as `/books/{id}` or `/{proxy+}`.
 */
export function mayMatch(pattern: string, path: string): boolean {
    const [a, b] = [tokensOf(pattern), tokensOf(path)];
    const seen = new Set<string>();
    const pending: [number, number][] = [[0, 0]];
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
        const [i, j] = at;
        const [left, right] = [a[i], b[j]];
        if (left === undefined && right === undefined) return true;
        if (seen.has(`${i} ${j}`)) continue;
        seen.add(`${i} ${j}`);
        if (left?.repeats) pending.push([i + 1, j]);
        if (right?.repeats) pending.push([i, j + 1]);
        if (left && right && share(left.set, right.set))
            pending.push([left.repeats ? i : i + 1, right.repeats ? j : j + 1]);
    }
    return false;
}

/** Whether every path of a route matches a path pattern of CloudFront. */
export function matchesAll(pattern: string, path: string): boolean {
    const escaped = withoutSlash(pattern)
        .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
        .replaceAll("*", ".*")
        .replaceAll("?", ".");
    const expression = new RegExp(`^${escaped}$`, "s");
    // Only a wildcard matches this value; the longer one, only a wildcard of any length.
    return ["\0", "\0".repeat(pattern.length + 1)].every((value) =>
        expression.test(withoutSlash(path).replaceAll(/\{[^{}]*\}/g, value)),
    );
}

/** Any path. */
const anyPath: readonly string[] = ["/", "/{any+}"];

/**
 * Paths under which viewers of a distribution reach a path of its origin, as far as both are known: CloudFront puts the origin's
 * own path in front of the viewer's (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html).
 * None, if it begins with another one.
 * @param path what the origin is asked for, such as `/v1/books/{id}`; undefined if it may be any path.
 * @param originPath empty for an origin without one; undefined if it is not known.
 */
export function viewerPaths(path: string | undefined, originPath: string | undefined): readonly string[] {
    if (path === undefined || originPath === undefined) return anyPath;
    const [own, front] = [path, originPath].map((each) => each.split("/").filter((segment) => segment !== ""));
    for (const [index, segment] of (front ?? []).entries()) {
        const wanted = own?.[index];
        if (wanted?.endsWith("+}")) return anyPath;
        if (wanted !== segment && !wanted?.startsWith("{")) return [];
    }
    const rest = `/${own?.slice(front?.length).join("/") ?? ""}`;
    return path.endsWith("/") && rest !== "/" ? [rest, `${rest}/`] : [rest];
}

const withoutSlash = (path: string): string => path.replace(/^\//, "");

function tokensOf(path: string): Token[] {
    const parts = withoutSlash(path).match(/\{[^{}]*\}|./gs) ?? [];
    return parts.flatMap((part): Token[] => {
        if (part === "*") return [{ set: "any", repeats: true }];
        if (part === "?") return [{ set: "any", repeats: false }];
        if (part.length === 1) return [{ set: part, repeats: false }];
        const set = part.endsWith("+}") ? "any" : "segment";
        return [
            { set, repeats: false },
            { set, repeats: true },
        ];
    });
}

function share(one: string, other: string): boolean {
    if (one === "any" || other === "any" || one === other) return true;
    return (one === "segment" && other !== "/") || (other === "segment" && one !== "/");
}
