import assert from "node:assert/strict";
import { apiBases, requireDistinctBases } from "../../../../../tools/cli/serve/http/api-bases";
import { ServedApis } from "../../../../../tools/cli/serve/http/served-apis";
import { UsageError } from "../../../../../tools/cli/terminal/usage-error";
import { sampleApi, stage } from "../../../gateway-emulator/sample-api";
import { endpoint, listener, privateIntegration, sampleHttpApi } from "../../../http-emulator/sample-http-api";

const named = (status: number) => ({
    serve: async () => ({ response: { status, headers: [], body: Buffer.alloc(0) }, cache: "off" as const }),
});
const rest = { api: sampleApi({ domains: { "rest.dev": { "": "Test" } } }), gateway: named(201) };
const http = { api: sampleHttpApi({ domains: { "http.dev": { "": "$default" } } }), gateway: named(202) };

async function servedBy(apis: ServedApis, url: string, host = "127.0.0.1:8080", method = "GET") {
    const request = { method, url, headers: [["Host", host] as const], body: Buffer.alloc(0), sourceIp: "192.0.2.1" };
    const status = (await apis.serve(request))?.response.status;
    return { 201: "REST", 202: "HTTP" }[status ?? 0];
}

describe("a REST API and an HTTP API at one address", () => {
    const both = new ServedApis(rest, http);

    it("share its paths: those below an API of the HTTP API are its own, also without a route, and for a preflight", async () => {
        for (const url of ["/api/books", "/api/books?x=1", "/api/books/", "/api/books/1/none", "/api/authors/2"])
            assert.equal(await servedBy(both, url), "HTTP", url);
        for (const url of ["/", "/Test/api/books", "/api", "/api/booksellers", "/API/books"])
            assert.equal(await servedBy(both, url), "REST", url);
        assert.equal(await servedBy(both, "/api/books", "127.0.0.1", "OPTIONS"), "HTTP");
    });

    it("have all paths below a domain name that is mapped to them", async () => {
        for (const host of ["http.dev", "HTTP.dev:8080", endpoint])
            assert.equal(await servedBy(both, "/Test", host), "HTTP", host);
        assert.equal(await servedBy(both, "/api/books", "rest.dev:8080"), "REST");
    });

    it("have all paths without the other", async () => {
        assert.equal(await servedBy(new ServedApis(rest, undefined), "/api/books", "http.dev"), "REST");
        assert.equal(await servedBy(new ServedApis(undefined, http), "/Test", "rest.dev"), "HTTP");
        assert.equal(await servedBy(new ServedApis(undefined, undefined), "/"), undefined);
    });
});

describe("the paths of the APIs of an HTTP API", () => {
    it("are those that its load balancer forwards to their tasks", () => {
        assert.deepEqual(apiBases(sampleHttpApi()), { authors: "/api/authors", books: "/api/books" });
        const others = { i1: { ...privateIntegration, uri: "listener2" } };
        assert.deepEqual(apiBases(sampleHttpApi({ integrations: others })), {});
    });

    it("are no other than those that a rule has without a wildcard, for an app of the stack", () => {
        const [first] = listener.rules;
        assert.ok(first);
        const conditions = [{ type: "path-pattern" as const, values: ["/x/*", "/api/b?oks", "/api/x"] }];
        const unknown = { ...first, action: { type: "forward" as const, targetGroupArn: "none" } };
        const listeners = { listener1: { ...listener, rules: [{ ...first, conditions }, unknown] } };
        assert.deepEqual(apiBases(sampleHttpApi({ listeners })), { books: "/api/x" });
    });

    it("may not begin with the name of a stage of the REST API", () => {
        requireDistinctBases(sampleApi(), sampleHttpApi());
        const stages = { api: { ...stage, name: "api" } };
        assert.throws(
            () => requireDistinctBases(sampleApi({ stages }), sampleHttpApi()),
            (error) => {
                assert.ok(error instanceof UsageError);
                const want =
                    'one that does not begin with that of stage "api" of the REST API, as both are served at one address here';
                assert.deepEqual(error.problems, [
                    `API "authors": got the path "/api/authors" at the HTTP API, want ${want}`,
                    `API "books": got the path "/api/books" at the HTTP API, want ${want}`,
                ]);
                return true;
            },
        );
    });
});
