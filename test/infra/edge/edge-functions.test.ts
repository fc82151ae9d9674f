import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { basePathHeader } from "../../../infra/edge/edge-caching";
import { httpPathsCode, noSiteCode, sitePathsCode, stagePathsCode } from "../../../infra/edge/edge-functions";

interface Response {
    readonly statusCode: number;
}

// As CloudFront does: the code has a function of this name.
function run(code: string, uri: string): { uri: string } | Response {
    return runInNewContext(`${code}\nhandler(event)`, { event: { request: { uri, headers: {}, method: "GET" } } });
}

const pathAfter = (code: string, uri: string) => (run(code, uri) as { uri: string }).uri;

describe("the functions of the edge", () => {
    it("remove the path of a stage, the longer one first", () => {
        const code = stagePathsCode(["api/test", "api"]);
        for (const [uri, expected] of [
            ["/api/quotes/4", "/quotes/4"],
            ["/api/test/quotes/4", "/quotes/4"],
            ["/api/tests/4", "/tests/4"],
            ["/api/", "/"],
            ["/api/api/quotes", "/api/quotes"],
            ["/api/a%2Fb/test", "/a%2Fb/test"],
            ["/api/books/...", "/books/..."],
            ["/api/books/.hidden", "/books/.hidden"],
        ] as const)
            assert.equal(pathAfter(code, uri), expected, uri);
    });

    // CloudFront finds the behavior of a stage for them too, as it normalizes the path for that alone.
    it("reject paths that lead to a stage only once they are normalized", () => {
        const code = stagePathsCode(["api/test", "api"]);
        for (const [uri, status] of [
            ["//api/books", 404],
            ["/%61pi/books", 404],
            ["/apis/quotes", 404],
            ["/x/../api/books", 400],
            ["/api/test/../books", 400],
            ["/api/pictures/%2e%2E/books", 400],
            ["/api/./books", 400],
            ["/api/books/..", 400],
        ] as const)
            assert.equal((run(code, uri) as Response).statusCode, status, uri);
    });

    it("keep the paths of an HTTP API, and reject dot segments", () => {
        for (const uri of ["/api/books", "/api/books/a%2Fb", "/api/books/...", "/api/books/.hidden"])
            assert.equal(pathAfter(httpPathsCode, uri), uri);
        for (const uri of ["/api/books/1/../price", "/api/books/%2e%2E/price", "/api/./books", "/api/books/.."])
            assert.equal((run(httpPathsCode, uri) as Response).statusCode, 400, uri);
    });

    it("tell the stages of cached responses apart, whatever the viewer sends", () => {
        const headers: Record<string, { value: string }> = { [basePathHeader]: { value: "/api" } };
        const event = { request: { uri: "/api/test/quotes", headers, method: "GET" } };
        runInNewContext(`${stagePathsCode(["api/test", "api"], basePathHeader)}\nhandler(event)`, { event });
        assert.deepEqual({ ...headers[basePathHeader] }, { value: "/api/test" });
    });

    it("set no header that CloudFront keeps for itself", () => {
        // docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html, "Disallowed headers".
        assert.doesNotMatch(basePathHeader, /^x-(accel-|amz-cf-|amzn-|cache|edge-|forwarded-proto|real-ip)/);
        assert.equal(basePathHeader, basePathHeader.toLowerCase());
    });

    it("have at most 10 KB with all the paths that settings can have", () => {
        const longest = Array.from({ length: 47 }, (_, index) => `${index}`.padEnd(191, "a"));
        assert.ok(longest.reduce((sum, path) => sum + path.length + 4, 0) > 9_100);
        assert.ok(stagePathsCode(longest, basePathHeader).length < 10_240);
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
