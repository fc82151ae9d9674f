import assert from "node:assert/strict";
import { deriveBody } from "../../../openapi/derive/body";
import { cutVariables, removedPrefix } from "../../../openapi/derive/function-paths";
import type { PublishedApi } from "../../../openapi/document";
import { DocumentError } from "../../../openapi/problem";
import { parseDocument } from "../../../openapi/read/parse";
import { readRestApiBody } from "../../../openapi/rest-api-body";

const place = { partition: "aws-cn", region: "cn-north-1", accountId: "123456789012" };

function published(
    paths: readonly string[],
    changes: Partial<PublishedApi> & { readonly server?: string } = {},
): PublishedApi {
    const { server, ...own } = changes;
    const responses = { "200": { description: "OK" } };
    const operations = paths.map((path) => {
        const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        const inPath = names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } }));
        const parameters = [...inPath, { name: "page", in: "query", schema: { type: "string" } }];
        return [path, { get: { parameters, responses } }] as const;
    });
    const document = {
        openapi: "3.0.3",
        info: { title: "Quotes", version: "1" },
        ...(server !== undefined && { servers: [{ url: server }] }),
        paths: Object.fromEntries(operations),
    };
    const name = "wise-quotes";
    const parsed = parseDocument("app/wise-quotes/openapi.yaml", JSON.stringify(document));
    return { name, basePath: `/${name}`, document: parsed, functionName: "shop_wise-quotes", ...own };
}

const derive = (...apis: PublishedApi[]) => deriveBody({ title: "shop", version: "1", apis, place });
const problemsOf = (api: PublishedApi) => {
    try {
        derive(api);
        return [];
    } catch (error) {
        if (!(error instanceof DocumentError)) throw error;
        return error.problems;
    }
};

describe("the body of an API that a function serves", () => {
    it("invokes the function at the alias that a stage variable names", () => {
        const [operation] = readRestApiBody(derive(published(["/{id}"])))?.operations ?? [];
        assert.deepEqual(operation?.integration, {
            type: "aws_proxy",
            httpMethod: "POST",
            uri: "arn:aws-cn:apigateway:cn-north-1:lambda:path/2015-03-31/functions/arn:aws-cn:lambda:cn-north-1:123456789012:function:shop_wise-quotes:${stageVariables.wiseQuotesAlias}/invocations",
            passthroughBehavior: "when_no_match",
            timeoutInMillis: 29000,
            cacheKeyParameters: ["method.request.path.id", "method.request.querystring.page"],
        });
    });

    it("has the same operations, models and keys as behind a load balancer, and a preflight by a mock", () => {
        const { functionName: _, ...balanced } = published(["/{id}"]);
        const cors = { allowOrigin: "*", allowHeaders: ["X-Api-Key"] };
        const invoked = readRestApiBody(
            deriveBody({ title: "s", version: "1", apis: [published(["/{id}"])], place, cors }),
        );
        const linked = readRestApiBody(deriveBody({ title: "s", version: "1", apis: [balanced], cors }));
        const bare = (body: typeof invoked) => body?.operations.map(({ integration: _, ...rest }) => rest);
        assert.deepEqual(bare(invoked), bare(linked));
        assert.equal(invoked?.operations.find(({ method }) => method === "OPTIONS")?.integration.type, "mock");
    });

    it("throws without the place of the function", () => {
        assert.throws(
            () => deriveBody({ title: "shop", version: "1", apis: [published(["/"])] }),
            /no place of it is given/,
        );
    });
});

describe("the paths of an API that a function serves", () => {
    it("lose the base path with its slash, unless an operation is at the base path itself", () => {
        assert.equal(removedPrefix(published(["/{id}", "/all"])), "/wise-quotes/");
        assert.equal(removedPrefix(published(["/", "/{id}"])), "/wise-quotes");
    });

    it("may not begin with the base path a second time if that is removed without a slash", () => {
        assert.deepEqual(problemsOf(published(["/wise-quotes-of-today", "/all"])), []);
        const [problem, ...others] = problemsOf(published(["/", "/wise-quotes-of-today"]));
        assert.match(
            problem ?? "",
            /paths\.\/wise-quotes-of-today\.get: got "\/wise-quotes-of-today", want a path that does not begin with "\/wise-quotes"/,
        );
        assert.deepEqual(others, []);
    });

    it("are cut in variables of text if an operation is at the base path itself, which a warning says", () => {
        const [warning, ...others] = cutVariables(published(["/", "/{id}", "/of/{author}"]));
        assert.match(
            warning?.message ?? "",
            /^paths\.\/\{id\}: a value of \{id\} that begins with "wise-quotes" reaches the function without/,
        );
        assert.deepEqual(others, []);
        assert.deepEqual(cutVariables(published(["/all", "/{id}"])), []);
        const { functionName: _, ...balanced } = published(["/", "/{id}"]);
        assert.deepEqual(cutVariables(balanced), []);
    });

    it("are cut once for all methods of a path, and not in variables whose pattern excludes the base path", () => {
        const warned = (schema: object) => {
            const api = published(["/"]);
            const parameters = [{ name: "id", in: "path", required: true, schema }];
            const operation = { parameters, responses: { "200": { description: "OK" } } };
            const root = { get: { responses: { "200": { description: "OK" } } } };
            const text = JSON.stringify({
                openapi: "3.0.3",
                info: { title: "Quotes", version: "1" },
                paths: { "/": root, "/{id}": { get: operation, put: operation, delete: operation } },
            });
            return cutVariables({ ...api, document: parseDocument("app/wise-quotes/openapi.yaml", text) }).length;
        };
        assert.equal(warned({ type: "string" }), 1);
        assert.equal(warned({ type: "string", pattern: "^[0-9]{13}$" }), 0);
        assert.equal(warned({ type: "string", pattern: "^\\d+$" }), 0);
        assert.equal(warned({ type: "integer" }), 0);
        for (const pattern of ["[0-9]", "^[a-z]+$", "^[0-9]*wise", "^[0-9]?", "^[0-9]{0,2}w", "^[0-9]+$|^w", "^[^0-9]"])
            assert.equal(warned({ type: "string", pattern }), 1, pattern);
    });

    it("are those of the document, without the path of a server or a slash at the end", () => {
        const [problem] = problemsOf(published(["/all"], { server: "/api/v3" }));
        assert.match(
            problem ?? "",
            /got the path "\/api\/v3\/all" at the backend, want the path of the gateway, "\/all"/,
        );
        assert.match(problemsOf(published(["/all/"]))[0] ?? "", /got the path "\/all\/" at the backend/);
        const { functionName: _, ...balanced } = published(["/all"], { server: "/api/v3" });
        assert.deepEqual(problemsOf(balanced), []);
    });
});
