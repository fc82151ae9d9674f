import { overlaps } from "./path-overlap";

/** A GET operation of an HTTP API. */
export interface EdgeRead {
    /** Path at the HTTP API, such as `/api/books/{id}`. */
    readonly path: string;
    /** Whether CloudFront may cache its responses. */
    readonly cached: boolean;
}

/** The paths by which a distribution sends requests to an HTTP API. */
export interface HttpPathsArgs {
    /** Beginnings of all paths of the API, such as `/api/books`. */
    readonly basePaths: readonly string[];
    /** Its GET operations. */
    readonly reads: readonly EdgeRead[];
}

/** A path pattern of CloudFront, and whether responses are cached there. */
export interface HttpPath {
    readonly pattern: string;
    readonly cached: boolean;
}

/** The path patterns of an HTTP API, in the order in which CloudFront compares them, and the operations that they cannot distinguish. */
export interface HttpPaths {
    readonly paths: readonly HttpPath[];
    /** Pairs of GET operations that CloudFront cannot distinguish, as text: one that is cached and one that must not be. */
    readonly conflicts: readonly string[];
}

/**
 * Finds the path patterns of an HTTP API: its base paths, cached, and before them each GET operation that must not be cached. As `*`
 * matches slashes too, such a pattern may match the paths of a cached operation, which then has its own pattern before it
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html, "Path pattern").
 *
 * An operation that must not be cached never is: where no order of the patterns makes sure of it, the two are a conflict.
 */
export function httpPaths({ basePaths, reads }: HttpPathsArgs): HttpPaths {
    const fresh = reads.filter(({ cached }) => !cached).map(({ path }) => path);
    const covered = reads
        .filter(({ cached, path }) => cached && fresh.some((each) => !isOwnPattern(each, path)))
        .map(({ path }) => path);
    const conflicts = covered.flatMap((path) => {
        const other = fresh.find((each) => !isOwnPattern(path, each));
        return other === undefined ? [] : [`GET ${path} and GET ${other}`];
    });
    const patterns = [
        ...covered.map((path) => ({ pattern: patternOf(path), cached: true })),
        ...fresh.map((path) => ({ pattern: patternOf(path), cached: false })),
        ...basePaths.flatMap((path) => [path, `${path}/*`].map((pattern) => ({ pattern, cached: true }))),
    ];
    return { paths: firstOfEach(patterns), conflicts };
}

// CloudFront has no other character in a pattern, and rejects a second behavior with the same one.
function patternOf(path: string): string {
    return path.replace(/\{[^{}]*\}/g, "*").replace(/[^A-Za-z0-9_.$/~@:+*-]/g, "?");
}

const firstOfEach = (paths: readonly HttpPath[]): HttpPath[] =>
    paths.filter(({ pattern }, index) => paths.findIndex((each) => each.pattern === pattern) === index);

/** Whether the pattern of an operation matches no path that API Gateway sends to another operation. */
function isOwnPattern(own: string, other: string): boolean {
    const pattern = patternOf(own);
    if (!overlaps(pattern, other) || !/[*?]/.test(pattern)) return true;
    // With as many segments on both sides no wildcard matches a slash, so that API Gateway has to choose between the two operations.
    const [segments, others] = [own.split("/"), other.split("/")];
    const isGreedy = [own, other].some((path) => path.includes("+}"));
    return !isGreedy && !pattern.includes("?") && segments.length === others.length && precedes(segments, others);
}

// Of two paths that match, API Gateway takes the one with a literal where the other has a variable (observed: KensioSoftware/yulin).
function precedes(one: readonly string[], other: readonly string[]): boolean {
    const isVariable = (segment: string | undefined) => segment?.startsWith("{") === true;
    const at = one.findIndex((segment, index) => isVariable(segment) !== isVariable(other[index]));
    return at >= 0 && !isVariable(one[at]);
}
