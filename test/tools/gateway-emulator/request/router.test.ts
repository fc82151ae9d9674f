import assert from "node:assert/strict";
import fc from "fast-check";
import { Router } from "../../../../tools/gateway-emulator/request/router";
import { operation } from "../sample-api";

const operations = [
    operation("GET", "/"),
    operation("GET", "/pictures/all"),
    operation("GET", "/pictures/{id}"),
    operation("PUT", "/pictures/{id}"),
    operation("GET", "/pictures/{id}/views"),
    operation("ANY", "/files/{proxy+}"),
    operation("GET", "/files/readme"),
    operation("POST", "/{proxy+}"),
];

const router = new Router(operations);

describe("the router", () => {
    const table: readonly [method: string, path: string, found: string | undefined, why: string][] = [
        ["GET", "/", "/", "the root"],
        ["GET", "/pictures/all", "/pictures/all", "a literal takes precedence over a variable"],
        ["GET", "/pictures/7", "/pictures/{id}", "a variable matches any other segment"],
        ["GET", "/pictures/7/", "/pictures/{id}", "a trailing slash is ignored"],
        ["GET", "/pictures/all/views", "/pictures/{id}/views", "a literal without a match does not hide the variable"],
        ["PUT", "/pictures/all", undefined, "a literal hides the variable's methods"],
        ["POST", "/pictures/all", "/{proxy+}", "a greedy path serves a method that the literal path lacks"],
        ["DELETE", "/files/readme", "/files/{proxy+}", "ANY of a greedy path counts too"],
        ["GET", "/files/a/b", "/files/{proxy+}", "a greedy path matches many segments"],
        ["HEAD", "/pictures/all", undefined, "GET does not serve HEAD"],
        ["BREW", "/files/a", undefined, "ANY has seven methods"],
        ["GET", "/pictures", undefined, "a prefix is not a resource"],
        ["GET", "/Pictures/all", undefined, "paths are case-sensitive"],
        ["GET", "/pictures//views", undefined, "a variable is not empty"],
    ];
    for (const [method, path, found, why] of table) {
        it(`${method} ${path} matches ${found ?? "nothing"}: ${why}`, () => {
            assert.equal(router.find(method, path)?.operation.path, found);
        });
    }

    it("decodes the values of variables, and leaves an invalid encoding unchanged", () => {
        assert.deepEqual(router.find("GET", "/pictures/a%2Fb%20c")?.pathParameters, { id: "a/b c" });
        assert.deepEqual(router.find("GET", "/pictures/%zz")?.pathParameters, { id: "%zz" });
        assert.deepEqual(router.find("GET", "/files/a/b%20c")?.pathParameters, { proxy: "a/b c" });
    });

    it("matches every path built from a template, and returns its variables", () => {
        const segment = fc.string({ minLength: 1 }).filter((text) => text !== "all");
        fc.assert(
            fc.property(segment, (id) => {
                const route = router.find("GET", `/pictures/${encodeURIComponent(id)}/views`);
                assert.deepEqual(route?.pathParameters, { id });
            }),
            { seed: 6 },
        );
    });
});
