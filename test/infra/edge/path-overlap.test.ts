import assert from "node:assert/strict";
import { overlaps } from "../../../infra/edge/path-overlap";
import { mayMatch } from "../../../policy/gateway/path-pattern";

const patterns = ["/api/books", "/api/books/*", "/api/*/price", "*", "/api/book?", "/api/books/*/price", "/a?c/*"];
const paths = ["/api/books", "/api/books/{id}", "/api/{name}", "/api/books/{id}/price", "/{proxy+}", "/abc/{rest+}"];

describe("the paths that a pattern of CloudFront matches", () => {
    it("are those of an operation, with wildcards that match slashes and variables that do not", () => {
        assert.equal(overlaps("/api/books/*", "/api/books/{id}/price"), true);
        assert.equal(overlaps("/api/books/*", "/api/books"), false);
        assert.equal(overlaps("/api/*/price", "/api/books/{id}/price"), true);
        assert.equal(overlaps("/api/book?", "/api/books/{id}"), false);
        assert.equal(overlaps("/api/books", "/{proxy+}"), true);
    });

    // A pack is used without the rest of the project, so that it has a function like this too.
    it("are the same to the policy pack", () => {
        for (const pattern of patterns)
            for (const path of paths)
                assert.equal(mayMatch(pattern, path), overlaps(pattern, path), `${pattern} ${path}`);
    });
});
