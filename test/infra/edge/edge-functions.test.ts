import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { noSiteCode, sitePathsCode, stagePathsCode } from "../../../infra/edge/edge-functions";

interface Response {
    readonly statusCode: number;
}

// As CloudFront does: the code has a function of this name.
function run(code: string, uri: string): { uri: string } | Response {
    return runInNewContext(`${code}\nhandler(event)`, { event: { request: { uri, headers: {}, method: "GET" } } });
}

const pathAfter = (code: string, uri: string) => (run(code, uri) as { uri: string }).uri;

describe("the functions of the edge", () => {
    it("remove the path of a stage, the longer one first, and keep other paths", () => {
        const code = stagePathsCode(["api/test", "api"]);
        for (const [uri, expected] of [
            ["/api/quotes/4", "/quotes/4"],
            ["/api/test/quotes/4", "/quotes/4"],
            ["/api/tests/4", "/tests/4"],
            ["/api/", "/"],
            ["/api/api/quotes", "/api/quotes"],
            ["/apis/quotes", "/apis/quotes"],
            ["/api/a%2Fb/test", "/a%2Fb/test"],
        ] as const)
            assert.equal(pathAfter(code, uri), expected, uri);
    });

    it("serve the page at paths without a file name", () => {
        for (const [uri, expected] of [
            ["/", "/index.html"],
            ["/books/9780131103627", "/index.html"],
            ["/books/", "/index.html"],
            ["/v1.2/books", "/index.html"],
            ["/app-Q2W3.js", "/app-Q2W3.js"],
            ["/site.json", "/site.json"],
        ] as const)
            assert.equal(pathAfter(sitePathsCode, uri), expected, uri);
    });

    it("respond 404 without a site", () => {
        assert.equal((run(noSiteCode, "/books") as Response).statusCode, 404);
    });
});
