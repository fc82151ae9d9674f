import type { Operation, PublishedApi } from "../document";
import type { HttpBase, HttpRoute } from "../http-route";
import { apiKeyScheme } from "../key-requirement";
import { integrationKey } from "../operation-integration";
import { needsOnlyKey } from "../operations";
import { mountedPath } from "../paths";
import { DocumentError, type FileMessage, problemMessage, quote } from "../problem";

/** Routes of an HTTP API, and scopes of a route (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html). */
const [maxRoutes, maxScopes] = [300, 10];

/**
 * Characters that a path has at both API Gateway and the load balancer, where others are wildcards or rejected
 * (docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#path-conditions, which also has the length).
 */
const baseForm = /^(\/[A-Za-z0-9_.:-]+)+$/;
const maxPathPattern = 128;

/**
 * Where an HTTP API publishes an API: at the path of the document's server, which the server of the API sees too, or at the name of the
 * API, which the load balancer removes, if the document's server has no path. Of several paths, which `httpRoutes` rejects, it is that
 * of the most operations.
 */
export function httpBaseOf({ name, document }: Pick<PublishedApi, "name" | "document">): HttpBase {
    const server = mostFrequent(document.operations.map(serverPathOf));
    return server === "" ? { path: `/${name}`, isRemoved: true } : { path: server, isRemoved: false };
}

/**
 * Lists the routes of an HTTP API that publishes the operations of documents, sorted by path and method: one for each, and no other.
 *
 * The path of a route is that of the document, with a slash at its end, if it has one: an HTTP API distinguishes `/books` from `/books/`.
 * Only the operation at `/` has the path of the server itself.
 * @throws {DocumentError} with everything that an HTTP API cannot publish, each with its file, and its line if it is an operation's.
 */
export function httpRoutes(apis: readonly PublishedApi[]): HttpRoute[] {
    const problems = [...apis.flatMap(baseProblems), ...nestedBases(apis), ...apis.flatMap(operationProblems)];
    const routes = apis.flatMap((api) => api.document.operations.map((operation) => routeOf(api, operation)));
    if (routes.length > maxRoutes) problems.push(tooManyRoutes(apis, routes.length));
    if (problems.length > 0) throw new DocumentError(problems);
    return routes.sort((a, b) => compare(a.path, b.path) || compare(a.method, b.method));
}

/** The adjustments of documents that an HTTP API publishes: all but those that only a REST API needs. */
export function httpAdjustments(apis: readonly Pick<PublishedApi, "document">[]): FileMessage[] {
    return apis.flatMap(({ document }) => document.adjustments.filter(({ isForRestApi }) => !isForRestApi));
}

function routeOf(api: PublishedApi, operation: Operation): HttpRoute {
    const { method, operationId, source, security = [{ [apiKeyScheme]: [] }] } = operation;
    const base = httpBaseOf(api).path;
    const ownPath = ownPathOf(operation);
    // The parser leaves one scheme beside the key's, and the same in each alternative.
    const schemes = security.flatMap((requirement) => Object.entries(requirement));
    const [scheme, scopes] = schemes.find(([name]) => name !== apiKeyScheme) ?? [apiKeyScheme, []];
    const openToAll = security.length === 0 || security.some((requirement) => Object.keys(requirement).length === 0);
    return {
        api: api.name,
        ...(operationId !== undefined && { operationId }),
        routeKey: `${method.toUpperCase()} ${mountedPath(base, numbered(ownPath))}`,
        method,
        path: mountedPath(base, ownPath),
        ...(openToAll ? { openToAll } : { authorizer: scheme }),
        scopes: openToAll ? [] : scopes,
        cached: operation.cached,
        needsOnlyKey: needsOnlyKey(operation, api.document),
        source,
    };
}

// The backend's path is the server's and that of the document, which has the segments of the published one and perhaps empty ones.
function serverPathOf({ path, backendPath }: Operation): string {
    const segments = (text: string) => text.split("/").filter((segment) => segment !== "");
    const all = segments(backendPath);
    return all
        .slice(0, all.length - segments(path).length)
        .map((segment) => `/${segment}`)
        .join("");
}

function mostFrequent(paths: readonly string[]): string {
    const counts = new Map<string, number>();
    for (const path of paths) counts.set(path, (counts.get(path) ?? 0) + 1);
    const [[first] = [""]] = [...counts].sort(([, a], [, b]) => b - a);
    return first;
}

function ownPathOf(operation: Operation): string {
    const path = operation.backendPath.slice(serverPathOf(operation).length);
    return operation.isGreedy ? path.replace(/\}$/, "+}") : path;
}

// A variable has the number of its segment. With the name of the document, a renamed one, or another one above it in the document, would
// be that of a new route, which AWS rejects while the former route exists, as it does until the update ends (plutomi/plutomi#271).
function numbered(path: string): string {
    const segments = path.split("/").map((segment, index) => segment.replace(/^\{[^{}+]+(\+?)\}$/, `{p${index}$1}`));
    return segments.join("/");
}

function baseProblems(api: PublishedApi): FileMessage[] {
    const { path } = httpBaseOf(api);
    const { fileName } = api.document;
    const problem = (got: string, want: string) => [
        { fileName, message: problemMessage({ at: ["servers"], got, want }) },
    ];
    if (!baseForm.test(path))
        return problem(quote(path), "a path of letters, digits and _ - . : as a load balancer matches it");
    const pattern = `${path}/*`;
    if (pattern.length <= maxPathPattern) return [];
    return problem(
        `a path of ${path.length} characters`,
        `at most ${maxPathPattern - 2}, as a load balancer matches it`,
    );
}

// Otherwise the priorities of the load balancer's rules would decide which of the two gets a call.
function nestedBases(apis: readonly PublishedApi[]): FileMessage[] {
    const bases = apis.map((api) => ({ api, path: httpBaseOf(api).path }));
    return bases.flatMap(({ api, path }, index) => {
        const other = bases.slice(0, index).find((each) => isBelow(each.path, path) || isBelow(path, each.path));
        if (other === undefined) return [];
        const want = `a path that is neither "${other.path}", that of API "${other.api.name}", nor above or below it`;
        const message = problemMessage({ at: ["servers"], got: `"${path}" of API "${api.name}"`, want });
        return [{ fileName: api.document.fileName, message }];
    });
}

function isBelow(path: string, base: string): boolean {
    return path === base || path.startsWith(`${base}/`);
}

function operationProblems(api: PublishedApi): FileMessage[] {
    const { document, integrations = {} } = api;
    const base = httpBaseOf(api);
    return document.operations.flatMap((operation) => {
        const { path, method, source, validation, security = [] } = operation;
        const found: FileMessage[] = [];
        const report = (key: readonly string[], got: string, want: string) =>
            found.push({ ...source, message: problemMessage({ at: ["paths", path, method, ...key], got, want }) });
        const { [integrationKey(operation)]: integration } = integrations;
        if (integration !== undefined) {
            const want = "no integration, as an HTTP API passes every call to the server of the API";
            const message = problemMessage({ at: [integration.key], got: quote(integration.target.kind), want });
            found.push({ ...integration.source, message });
        }
        const server = serverPathOf(operation);
        if (server !== (base.isRemoved ? "" : base.path))
            report(["servers"], quote(server), `the path ${quote(base.path)} of the API's other operations`);
        if (ownPathOf(operation).includes("//"))
            report([], "an empty segment", "a path without one, as an HTTP API has none");
        const other = operation.otherBackendPaths?.[0];
        if (other !== undefined)
            report(
                [],
                `${quote(operation.backendPath)} and ${quote(other)}`,
                "one of them, as an HTTP API has a route for each",
            );
        if (validation === "body" || validation === "parameters")
            report(["x-request-validation"], quote(validation), '"none", as an HTTP API validates no request');
        const scheme = security
            .flatMap((requirement) => Object.keys(requirement))
            .find((name) => name !== apiKeyScheme);
        if (operation.needsKeyAndToken && scheme !== undefined)
            report(
                ["security"],
                `the API key and the scheme ${quote(scheme)}`,
                "one of them, as an HTTP API has one authorizer for a route",
            );
        const scopes = new Set(security.flatMap((requirement) => Object.values(requirement).flat()));
        if (scopes.size > maxScopes)
            report(["security"], `${scopes.size} scopes`, `at most ${maxScopes}, the quota of a route`);
        return found;
    });
}

function tooManyRoutes(apis: readonly PublishedApi[], count: number): FileMessage {
    const shares = apis.map(({ name, document }) => `${name} ${document.operations.length}`).join(", ");
    const want = `at most ${maxRoutes}, the quota of an HTTP API: publish some of the APIs in another stack`;
    return { fileName: "app", message: problemMessage({ at: [], got: `${count} routes (${shares})`, want }) };
}

function compare(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}
