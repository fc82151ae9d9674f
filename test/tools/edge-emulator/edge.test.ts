import assert from "node:assert/strict";
import { headerValues } from "../../../tools/gateway-emulator/http/message";
import { sampleApi } from "../gateway-emulator/sample-api";
import { apiBehavior, blockRule, distribution, secret, siteBehavior, TestedEdge, webAcl } from "./sample-edge";

describe("Edge", () => {
    it("passes a call on to the stage as CloudFront does", async () => {
        const edge = new TestedEdge();
        const reply = await edge.send(
            "POST",
            "/api/books?a=%20b&c",
            [
                ["x-api-key", "k"],
                ["X-Forwarded-For", "203.0.113.1"],
                ["X-HTTP-Method-Override", "DELETE"],
                ["X-Edge-Location", "x"],
                ["Cookie", "a=1; b=2"],
                ["Connection", "keep-alive"],
            ],
            "{}",
        );
        assert.equal(reply.status, 200);
        const { url, method, headers, body, sourceIp } = edge.last;
        assert.deepEqual(
            [method, url, body.toString(), sourceIp],
            ["POST", "/Test/books?a=%20b&c", "{}", "198.51.100.7"],
        );
        const value = (name: string) => headerValues(headers, name);
        assert.deepEqual(value("host"), ["api1.execute-api.eu-central-1.amazonaws.com"]);
        assert.deepEqual(value("x-api-key"), ["k"]);
        assert.deepEqual(value("x-forwarded-for"), ["203.0.113.1, 198.51.100.7"]);
        assert.deepEqual(value("cookie"), ["a=1; b=2"]);
        assert.deepEqual(value("user-agent"), ["test"]);
        assert.match(value("via")[0] ?? "", /\(CloudFront\)$/);
        assert.equal(value("x-amz-cf-id").length, 1);
        for (const name of ["x-http-method-override", "x-edge-location", "connection", "cloudfront-viewer-country"])
            assert.deepEqual(value(name), [], name);
    });

    it("sends the secret in place of a viewer's, and is the only way to the stage", async () => {
        const edge = new TestedEdge();
        await edge.get("/api/books", [["X-ORIGIN-verify", "forged"]]);
        assert.deepEqual(headerValues(edge.last.headers, "x-origin-verify"), [secret]);
        for (const headers of [[], [["X-Origin-Verify", "forged"] as const]]) {
            const direct = await edge.get("/~origin/Test/books", headers);
            assert.deepEqual([direct.status, direct.text], [403, '{"message":"Forbidden"}']);
            assert.equal(direct.header("x-amzn-ErrorType"), "ForbiddenException");
            assert.match(direct.response.explanation ?? "", /origin-lock/);
        }
        assert.equal(edge.received.length, 1);
        const open = await edge.get("/~origin/Test/books?a=1", [["X-Origin-Verify", secret]]);
        assert.equal(open.status, 200);
        assert.equal(edge.last.url, "/Test/books?a=1");
    });

    it("is called by the alias that the client names, with any port and case", async () => {
        const viewerRequest = {
            name: "f",
            code: "function handler({ request }) { return { statusCode: 200, body: request.headers.host.value }; }",
        };
        const behaviors = [{ ...siteBehavior, viewerRequest }];
        const edge = new TestedEdge({
            distribution: { ...distribution, behaviors, aliases: ["www.example.com", "shop.example.com"] },
        });
        edge.host = "Shop.example.com:8080";
        assert.equal((await edge.get("/")).text, "shop.example.com");
        edge.host = "127.0.0.1:8080";
        assert.equal((await edge.get("/")).text, "www.example.com");
    });

    it("demands the lock below the domain name of the API too, or a client certificate", async () => {
        const api = sampleApi({ domains: { "api.example.com": { shop: "Test" } } });
        const locked = new TestedEdge({}, { api });
        locked.host = "api.example.com";
        assert.equal((await locked.get("/shop/books")).text, '{"message":"Forbidden"}');
        const certified = new TestedEdge({ mutualTlsDomains: ["api.example.com"] }, { api });
        certified.host = "API.example.com:8080";
        const rejected = await certified.get("/shop/books");
        assert.equal(rejected.status, 403);
        assert.match(rejected.text, /client certificate/);
        const origins = distribution.origins.map((each) => ({ ...each, domainName: "api.example.com", path: "/shop" }));
        const mutual = new TestedEdge(
            { stageAcls: {}, mutualTlsDomains: ["api.example.com"], distribution: { ...distribution, origins } },
            { api },
        );
        assert.equal((await mutual.get("/api/books")).status, 200);
        assert.deepEqual(
            [mutual.last.url, headerValues(mutual.last.headers, "host")],
            ["/shop/books", ["api.example.com"]],
        );
    });

    it("serves the site from its bucket, with index.html at each path without a file", async () => {
        const edge = new TestedEdge();
        for (const path of ["/", "/books/42", "/index.html"]) {
            const page = await edge.get(path);
            assert.deepEqual([page.status, page.text], [200, "<title>Books</title>"], path);
            assert.equal(page.header("Cache-Control"), "no-cache");
            assert.equal(page.header("X-Cache"), "Miss from cloudfront");
        }
        const missing = await edge.get("/none.js");
        assert.deepEqual([missing.status, missing.header("X-Cache")], [403, "Error from cloudfront"]);
        assert.match(missing.text, /<Code>AccessDenied<\/Code>/);
        assert.deepEqual(edge.received, []);
    });

    it("keeps a file for as long as it says, and answers conditions and ranges from it", async () => {
        const edge = new TestedEdge();
        assert.equal((await edge.get("/main-1a2b.js")).header("X-Cache"), "Miss from cloudfront");
        edge.now += 5000;
        const hit = await edge.get("/main-1a2b.js");
        assert.deepEqual([hit.header("X-Cache"), hit.header("Age"), hit.status], ["Hit from cloudfront", "5", 200]);
        const same = await edge.get("/main-1a2b.js", [["If-None-Match", 'W/"main"']]);
        assert.deepEqual([same.status, same.text], [304, ""]);
        const part = await edge.get("/main-1a2b.js", [["Range", "bytes=3-6"]]);
        assert.deepEqual([part.status, part.text, part.header("Content-Range")], [206, "line", "bytes 3-6/2400"]);
        const head = await edge.send("HEAD", "/main-1a2b.js");
        assert.equal(head.header("X-Cache"), "Hit from cloudfront");
        const compressed = await edge.get("/main-1a2b.js", [["Accept-Encoding", "gzip, br"]]);
        assert.deepEqual([compressed.header("Content-Encoding"), compressed.header("ETag")], ["br", 'W/"main"']);
        assert.ok(compressed.response.body.length < 100);
    });

    it("does not cache calls of the APIs without a policy for it, not even errors that have an entry", async () => {
        const edge = new TestedEdge();
        edge.response = { ...edge.response, headers: [["Cache-Control", "max-age=60"]] };
        await edge.get("/api/books");
        await edge.get("/api/books");
        assert.equal(edge.received.length, 2);
        edge.response = { status: 404, headers: [["Cache-Control", "max-age=60"]], body: Buffer.from("{}") };
        await edge.get("/api/none");
        await edge.get("/api/none");
        assert.equal(edge.received.length, 4);
    });

    const cachedStage = { ...apiBehavior, cache: { ...apiBehavior.cache, maxTtl: 60 } };

    it("caches an error for as long as the server says, and the policy permits", async () => {
        const edge = new TestedEdge({ distribution: { ...distribution, behaviors: [cachedStage, siteBehavior] } });
        edge.response = { status: 404, headers: [["Cache-Control", "max-age=600"]], body: Buffer.from("{}") };
        await edge.get("/api/none");
        edge.now += 59_999;
        assert.equal((await edge.get("/api/none")).status, 404);
        assert.equal(edge.received.length, 1);
        edge.now += 1;
        await edge.get("/api/none");
        assert.equal(edge.received.length, 2);
    });

    it("caches errors for ten seconds where the distribution has no entry for them", async () => {
        const behaviors = [cachedStage, siteBehavior];
        const edge = new TestedEdge({ distribution: { ...distribution, behaviors, customErrors: [] } });
        edge.response = { status: 503, headers: [], body: Buffer.from("{}") };
        await edge.get("/api/down");
        edge.now += 9_999;
        assert.equal((await edge.get("/api/down")).status, 503);
        assert.equal(edge.received.length, 1);
        edge.now += 1;
        await edge.get("/api/down");
        assert.equal(edge.received.length, 2);
        edge.response = { status: 429, headers: [], body: Buffer.from("{}") };
        await edge.get("/api/many");
        await edge.get("/api/many");
        assert.equal(edge.received.length, 4);
    });

    it("passes cookies of a stage on only where the viewer's reach it", async () => {
        const { originRequest: _, ...withoutCookies } = apiBehavior;
        const headers = [["Set-Cookie", "a=1"] as const];
        for (const [behavior, cookie] of [[apiBehavior, "a=1"] as const, [withoutCookies, undefined] as const]) {
            const edge = new TestedEdge({ distribution: { ...distribution, behaviors: [behavior, siteBehavior] } });
            edge.response = { ...edge.response, headers };
            assert.equal((await edge.get("/api/books")).header("Set-Cookie"), cookie);
        }
    });

    it("caches calls by API key: no key, no hit", async () => {
        const cache = {
            ...apiBehavior.cache,
            maxTtl: 60,
            headers: { behavior: "listed" as const, names: ["x-api-key"] },
            queryStrings: { behavior: "all" as const, names: [] },
        };
        const behaviors = [{ ...apiBehavior, cache }, siteBehavior];
        const edge = new TestedEdge({ distribution: { ...distribution, behaviors } });
        edge.response = { ...edge.response, headers: [["Cache-Control", "max-age=600"]] };
        const call = async (key: string, url = "/api/books") =>
            (await edge.get(url, [["x-api-key", key]])).header("X-Cache");
        assert.equal(await call("a"), "Miss from cloudfront");
        assert.equal(await call("a"), "Hit from cloudfront");
        assert.equal(await call("a", "/api/books?page=2"), "Miss from cloudfront");
        edge.response = { status: 403, headers: [], body: Buffer.from("{}") };
        assert.equal(await call("b"), "Error from cloudfront");
        assert.equal((await edge.get("/api/books")).status, 403);
        assert.equal(await call("a"), "Hit from cloudfront");
        edge.now += 60_000;
        assert.equal(await call("a"), "Error from cloudfront");
    });

    it("rejects what CloudFront rejects, before the stage sees it", async () => {
        const geoRestriction = { type: "whitelist" as const, countries: ["DE"] };
        const abroad = new TestedEdge({ distribution: { ...distribution, geoRestriction } }, { country: "US" });
        const blocked = await abroad.get("/api/books");
        assert.equal(blocked.status, 403);
        assert.match(blocked.text, /configured to block access from your country/);
        const edge = new TestedEdge({ distribution: { ...distribution, geoRestriction } });
        assert.equal((await edge.get("/api/books")).status, 200);
        const put = await edge.send("PUT", "/index.html");
        assert.equal(put.status, 403);
        assert.match(put.text, /HTTP request method/);
        assert.equal((await edge.send("GET", "/api/books", [], "{}")).status, 403);
        assert.equal((await edge.get(`/api/${"a".repeat(8200)}`)).status, 413);
        assert.equal((await edge.get("/api/books", [["x-long", "a".repeat(21_000)]])).status, 413);
        assert.equal(edge.received.length, 1);
    });

    it("answers what the firewall blocks with CloudFront's page, or with the web ACL's response", async () => {
        const address = { kind: "addresses" as const, ranges: ["198.51.100.0/24"] };
        const edge = new TestedEdge({ webAcl: webAcl("edge", [blockRule("blocked", address)]) });
        const page = await edge.get("/");
        assert.equal(page.status, 403);
        assert.match(page.text, /Request blocked\./);
        assert.equal(page.header("X-Cache"), "Error from cloudfront");
        assert.equal((await edge.send("GET", "/", [], "", "203.0.113.1")).status, 200);
        const response = { status: 429, headers: [["Retry-After", "60"] as const] };
        const action = { kind: "block" as const, response };
        const custom = new TestedEdge({ webAcl: webAcl("edge", [{ ...blockRule("blocked", address), action }]) });
        const own = await custom.get("/");
        assert.deepEqual([own.status, own.header("Retry-After"), own.text], [429, "60", ""]);
    });

    it("gives up on a stage that does not respond in time", async () => {
        const origins = distribution.origins.map((each) => ({ ...each, readTimeout: 0.02 }));
        const edge = new TestedEdge({ distribution: { ...distribution, origins } });
        edge.responds = false;
        const late = await edge.get("/api/books");
        assert.equal(late.status, 504);
        assert.match(late.text, /CloudFront/);
    });
});
