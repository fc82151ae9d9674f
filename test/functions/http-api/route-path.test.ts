import assert from "node:assert/strict";
import { isPathOf } from "../../../functions/http-api/route-path";

describe("isPathOf", () => {
    const item = "GET /api/books/{id}";
    const greedy = "GET /api/files/{path+}";

    it("knows the paths of a route", () => {
        for (const [routeKey, path] of [
            ["GET /api/books", "/api/books"],
            [item, "/api/books/1"],
            [item, "/api/books/a%2Fb"],
            [item, "/api/books/a b?c"],
            [item, "/api/books/..."],
            [item, "//api//books/1/"],
            [greedy, "/api/files/a"],
            [greedy, "/api/files/a/b/c"],
            ["GET /", "/"],
        ] as const)
            assert.equal(isPathOf(routeKey, path), true, `${routeKey} ${path}`);
    });

    it("knows paths that a server takes for another", () => {
        for (const [routeKey, path] of [
            [item, "/api/books/1/price"],
            [item, "/api/books/1\\price"],
            [item, "/api/books/.."],
            [item, "/api/books/."],
            [item, "/api/books/%2E%2e"],
            [item, "/api/books/../authors"],
            [item, "/api/books"],
            [item, "/api/authors/1"],
            [greedy, "/api/files/a/../../authors"],
            [greedy, "/api/files/"],
            ["$default", "/api/books"],
            ["ANY api/books", "/api/books"],
        ] as const)
            assert.equal(isPathOf(routeKey, path), false, `${routeKey} ${path}`);
    });
});
