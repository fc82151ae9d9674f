/**
 * The name of the API that a route belongs to: the one with the longest base path, as one may begin with another.
 * @param apiPaths base paths by the name of the API.
 */
export function apiOf(routeKey: string, apiPaths: Readonly<Record<string, string>>): string | undefined {
    const path = routeKey.slice(routeKey.indexOf(" ") + 1);
    const [longest] = Object.entries(apiPaths)
        .filter(([, base]) => path === base || path.startsWith(`${base}/`))
        .sort(([, a], [, b]) => b.length - a.length);
    return longest?.[0];
}

/**
 * Whether the path that the backend gets is one of the route that API Gateway has matched. An HTTP API passes paths on decoded
 * (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html, "Note"), and AWS does not say whether it matches
 * them before or after: a call of `/api/books/..%2Fauthors` or `/api/books/1%2Fprice` with the route `GET /api/books/{p1}` would reach
 * another API, or another operation than its own.
 * @param routeKey such as `GET /api/books/{p1}`; another form has no paths.
 * @param rawPath decoded, as in events of format 2.0 (recorded: hotsock/voker#8), of a stage without a path.
 */
export function isPathOf(routeKey: string, rawPath: string): boolean {
    const [, path] = /^[A-Z]+ (\/.*)$/.exec(routeKey) ?? [];
    if (path === undefined) return false;
    const [template, given] = [segmentsOf(path), segmentsOf(rawPath)];
    if (given.some((segment) => isDots.test(segment))) return false;
    const isGreedy = template.at(-1)?.endsWith("+}") === true;
    if (isGreedy ? given.length < template.length : given.length !== template.length) return false;
    return template.every((segment, index) => segment.startsWith("{") || segment === given[index]);
}

// Servers take them for parts of the path that they lead to, also where a client has encoded them twice, and servlet containers such as
// Tomcat also with a path parameter: `..;x`.
const isDots = /^(\.|%2e){1,2}(;.*)?$/i;

// API Gateway ignores empty segments (recorded: localstack/localstack#8170), and servers may take a backslash for a slash.
function segmentsOf(path: string): string[] {
    return path.split(/[/\\]/).filter((segment) => segment !== "");
}
