import assert from "node:assert/strict";
import { type EdgeRead, httpPaths } from "../../../infra/edge/http-paths";
import { overlaps } from "../../../infra/edge/path-overlap";

const basePaths = ["/api/books"];
const cached = (path: string): EdgeRead => ({ path, cached: true });
const fresh = (path: string): EdgeRead => ({ path, cached: false });
const listed = (...reads: EdgeRead[]) =>
    httpPaths({ basePaths, reads }).paths.map((each) => `${each.pattern}${each.cached ? "" : " fresh"}`);
const conflicts = (...reads: EdgeRead[]) => httpPaths({ basePaths, reads }).conflicts;

describe("overlaps", () => {
    it("knows whether a path matches both", () => {
        for (const [one, other, expected] of [
            ["/api/books/*", "/api/books/{id}", true],
            ["/api/books/*", "/api/books", false],
            ["/api/books/*/price", "/api/books/{id}", false],
            ["/api/books/*/price", "/api/books/{id}/reviews/{name}", true],
            ["/api/books/*/price", "/api/books/{path+}", true],
            ["/api/books/a?b", "/api/books/{id}", true],
            ["/api/books/?", "/api/books/{id}/price", false],
            ["/api/books/{id}", "/api/books/{id}", true],
            ["/api/books", "/api/authors", false],
        ] as const) {
            assert.equal(overlaps(one, other), expected, `${one} ${other}`);
            assert.equal(overlaps(other, one), expected, `${other} ${one}`);
        }
    });
});

describe("httpPaths", () => {
    it("caches below each base path, and at the path itself", () => {
        assert.deepEqual(listed(cached("/api/books"), cached("/api/books/{id}")), ["/api/books", "/api/books/*"]);
    });

    it("puts operations that must not be cached first", () => {
        assert.deepEqual(listed(cached("/api/books/{id}"), fresh("/api/books/{id}/price")), [
            "/api/books/*/price fresh",
            "/api/books",
            "/api/books/*",
        ]);
        assert.deepEqual(listed(fresh("/api/books"), cached("/api/books/{id}")), ["/api/books fresh", "/api/books/*"]);
    });

    it("puts cached operations before them whose paths they match too", () => {
        assert.deepEqual(
            listed(
                fresh("/api/books/{id}"),
                cached("/api/books/{id}/reviews"),
                cached("/api/books/newest"),
                cached("/api/books/newest/{name}"),
            ),
            ["/api/books/*/reviews", "/api/books/newest", "/api/books/newest/*", "/api/books/* fresh", "/api/books"],
        );
    });

    it("lets an operation with a literal have its paths, as API Gateway does", () => {
        assert.deepEqual(listed(fresh("/api/books/newest/{id}"), cached("/api/books/{id}/price")), [
            "/api/books/newest/* fresh",
            "/api/books",
            "/api/books/*",
        ]);
        assert.deepEqual(listed(fresh("/api/books/newest"), cached("/api/books/{path+}")), [
            "/api/books/newest fresh",
            "/api/books",
            "/api/books/*",
        ]);
    });

    it("finds operations that CloudFront cannot distinguish", () => {
        assert.deepEqual(conflicts(fresh("/api/books/{path+}"), cached("/api/books/{id}")), [
            "GET /api/books/{id} and GET /api/books/{path+}",
        ]);
        // A pattern has no comma.
        assert.deepEqual(conflicts(fresh("/api/books/{id}"), cached("/api/books/a,b")), [
            "GET /api/books/a,b and GET /api/books/{id}",
        ]);
        assert.deepEqual(conflicts(fresh("/api/books/{id}/price"), cached("/api/books/newest/{name}")), []);
        assert.deepEqual(conflicts(fresh("/api/books/{path+}"), cached("/api/books/newest")), []);
    });
});
