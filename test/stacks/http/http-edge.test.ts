import assert from "node:assert/strict";
import type { HttpRoute } from "../../../openapi/http-route";
import { httpEdgeProblems, httpPathsOf } from "../../../stacks/http/http-edge";
import { parseSettings } from "../../../stacks/settings/parse-settings";
import { withEdge } from "../settings/http-api/http-stack";

const route = (path: string, cached: boolean, method: HttpRoute["method"] = "get"): HttpRoute => ({
    ...{ api: "books", method, path, routeKey: `${method.toUpperCase()} ${path}`, scopes: [], needsOnlyKey: false },
    ...{ cached, source: { fileName: "app/books/openapi.yaml", line: 1 } },
});
const apiOf = (routes: readonly HttpRoute[], credentials: readonly string[] = []) => ({
    ...{ routes, bases: { books: { path: "/books", isRemoved: true } }, adjustments: [], userPoolScopes: [] },
    credentialHeaders: { "app/books/openapi.yaml": credentials },
});
const problemsOf = (api: ReturnType<typeof apiOf>, edge: object = {}) =>
    httpEdgeProblems(parseSettings(withEdge(edge)), api);
const undecided = [route("/books/{id}/{part}", true), route("/books/{id+}", false)];

describe("the distribution of an HTTP API", () => {
    it("passes on the paths of its APIs, and caches the GET operations that may be", () => {
        const routes = [route("/books/{id}", true), route("/books/{id}/stock", false), route("/books", false, "post")];
        assert.deepEqual(httpPathsOf(apiOf(routes)), {
            basePaths: ["/books"],
            reads: [
                { path: "/books/{id}", cached: true },
                { path: "/books/{id}/stock", cached: false },
            ],
        });
        assert.deepEqual(problemsOf(apiOf(routes)), []);
    });

    it("cannot cache operations whose paths CloudFront does not distinguish", () => {
        const [problem = "", ...others] = problemsOf(apiOf(undecided));
        assert.deepEqual(others, []);
        assert.match(
            problem,
            /^gatehouse:edge\.httpCacheSeconds: got 60, want none, as CloudFront caches by paths, which/,
        );
        assert.match(problem, /GET \/books\/\{id\}\/\{part\} and GET \/books\/\{id\+\}$/);
        assert.deepEqual(problemsOf(apiOf(undecided), { httpCacheSeconds: undefined }), []);
    });

    it("has room for five headers with credentials, and for 75 path patterns", () => {
        const names = ["x-a", "x-b", "x-c", "x-d", "x-e"];
        assert.deepEqual(problemsOf(apiOf([], names)), []);
        assert.match(
            problemsOf(apiOf([], [...names, "x-f"])).join(),
            /httpCacheSeconds: got 60, want none beside more than 5/,
        );
        const many = Array.from({ length: 74 }, (_, index) => route(`/books/${index}`, false));
        assert.match(
            problemsOf(apiOf(many)).join(),
            /^gatehouse:edge: got a distribution with 76 path patterns, want at most 75, its quota/,
        );
        assert.deepEqual(problemsOf(apiOf(many.slice(1))), []);
    });
});
