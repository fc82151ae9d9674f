import assert from "node:assert/strict";
import type { HttpRoute } from "../../../openapi/http-route";
import { canaryCallWarnings, canaryRoute } from "../../../stacks/http/canary-route";
import { parseSettings } from "../../../stacks/settings/parse-settings";
import { httpStack, withEdge, withHttpApi } from "../settings/http-api/http-stack";

const route = (path: string, needsOnlyKey: boolean): HttpRoute => ({
    ...{ api: "books", method: "get", path, routeKey: `GET ${path}`, authorizer: "api_key", scopes: [] },
    ...{ cached: true, needsOnlyKey, source: { fileName: "app/books/openapi.yaml", line: 1 } },
});
const httpApi = { routes: [route("/books/{id}", false), route("/books", true)] };
const { domain } = withEdge().httpApi as unknown as { domain: object };

describe("the canary call", () => {
    const warningsOf = (settings: object, routes = httpApi.routes) =>
        canaryCallWarnings(parseSettings({ ...settings }), { routes });

    it("calls the first GET operation for which a key is enough", () => {
        assert.equal(canaryRoute({ settings: parseSettings(httpStack), httpApi })?.path, "/books");
        assert.deepEqual(warningsOf(httpStack), []);
    });

    it("is not there without such an operation, or if the settings want none", () => {
        assert.match(warningsOf(httpStack, [route("/books/{id}", false)]).join(), /cannot call any GET operation with/);
        const off = withHttpApi({ canaryCall: false });
        assert.equal(canaryRoute({ settings: parseSettings(off), httpApi }), undefined);
        assert.deepEqual(warningsOf(off, []), []);
    });

    it("has no client certificate, which a distribution has", () => {
        const settings = withHttpApi({ domain });
        assert.equal(canaryRoute({ settings: parseSettings(settings), httpApi }), undefined);
        assert.match(warningsOf(settings).join(), /the daily call has no certificate for `httpApi\.domain\.mutualTls`/);
        assert.equal(canaryRoute({ settings: parseSettings(withEdge()), httpApi })?.path, "/books");
    });

    it("comes from the country of the stack's region", () => {
        assert.match(
            warningsOf(withEdge({ countries: { allow: ["JP"] } })).join(),
            /with `edge\.countries`, CloudFront/,
        );
    });
});
