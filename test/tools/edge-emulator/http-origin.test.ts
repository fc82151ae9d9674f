import assert from "node:assert/strict";
import { readEdge } from "../../../tools/edge-emulator/state/read-edge";
import { type HeaderList, headerValues } from "../../../tools/gateway-emulator/http/message";
import { endpoint, sampleHttpApi } from "../http-emulator/sample-http-api";
import { TestedEdge } from "./sample-edge";
import { domainName, httpEdgeResources } from "./state/http-edge-resources";

const http = sampleHttpApi({ domains: { [domainName]: { "": "$default" } }, disablesDefaultEndpoint: true });
const [hit, miss, error] = ["Hit", "Miss", "Error"].map((result) => `${result} from cloudfront`);

/** The edge of a state with an HTTP API, whose responses forbid a cache. */
function testedEdge(): TestedEdge {
    const deployed = readEdge(httpEdgeResources);
    assert.ok(deployed);
    const edge = new TestedEdge(deployed, { http });
    edge.response = { ...edge.response, headers: [["Cache-Control", "no-store"]] };
    return edge;
}

describe("Edge, in front of an HTTP API", () => {
    const withKey = (key: string, ...others: HeaderList): HeaderList => [["x-api-key", key], ...others];
    const cacheOf = async (edge: TestedEdge, url: string, headers: HeaderList) =>
        (await edge.get(url, headers)).header("X-Cache");

    it("calls it by its domain name, at the path of the viewer, with the viewer's key", async () => {
        const edge = testedEdge();
        const body = "{}";
        assert.equal((await edge.send("POST", "/api/books?a=1", withKey("k"), body)).status, 200);
        const { url, method, headers } = edge.last;
        assert.deepEqual(
            [method, url, edge.last.body.toString(), headerValues(headers, "host"), headerValues(headers, "x-api-key")],
            ["POST", "/api/books?a=1", body, [domainName], ["k"]],
        );
    });

    it("caches a GET for the time of the policy, whatever the API says, for HEAD too", async () => {
        const edge = testedEdge();
        for (const path of ["/api/books", "/api/books/1"]) {
            assert.equal(await cacheOf(edge, path, withKey("k")), miss);
            assert.equal(await cacheOf(edge, path, withKey("k")), hit);
        }
        assert.equal((await edge.send("HEAD", "/api/books", withKey("k"))).header("X-Cache"), hit);
        assert.equal(edge.received.length, 2);
        edge.now += 59_999;
        assert.equal(await cacheOf(edge, "/api/books", withKey("k")), hit);
        edge.now += 1;
        assert.equal(await cacheOf(edge, "/api/books", withKey("k")), miss);
        assert.equal(await cacheOf(edge, "/api/books?page=2", withKey("k")), miss);
    });

    it("caches by each header of the policy", async () => {
        const edge = testedEdge();
        await edge.get("/api/books", withKey("k"));
        const others: HeaderList[] = [
            withKey("other"),
            [],
            withKey("k", ["Authorization", "Bearer a"]),
            withKey("k", ["Authorization", "Bearer b"]),
            withKey("k", ["Origin", "https://shop.dev"]),
        ];
        for (const headers of others) assert.equal(await cacheOf(edge, "/api/books", headers), miss);
        assert.equal(await cacheOf(edge, "/api/books", withKey("k", ["X-Other", "x"])), hit);
    });

    it("does not cache what the API rejects", async () => {
        const edge = testedEdge();
        for (const [index, status] of [401, 403, 404, 429, 500, 503].entries()) {
            edge.response = { ...edge.response, status };
            assert.equal(await cacheOf(edge, "/api/books", withKey("wrong")), error, String(status));
            await edge.get("/api/books", withKey("wrong"));
            assert.equal(edge.received.length, 2 * (index + 1), String(status));
        }
    });

    it("caches no volatile operation, whose behavior is before that of the others", async () => {
        const edge = testedEdge();
        for (const _ of [1, 2]) assert.equal(await cacheOf(edge, "/api/books/random", withKey("k")), miss);
        assert.equal(edge.received.length, 2);
    });

    it("responds 400 to dot segments and 404 beside the paths of the API, without calling it", async () => {
        const edge = testedEdge();
        for (const path of ["/api/books/1/../random", "/api/books/1/%2E%2e/random", "/x/../api/books"]) {
            const { status, text } = await edge.get(path, withKey("k"));
            assert.deepEqual([status, text], [400, '{"message":"Bad Request"}'], path);
        }
        for (const path of ["/", "/api", "/api/bookshelf"]) {
            const { status, text } = await edge.get(path, withKey("k"));
            assert.deepEqual([status, text], [404, '{"message":"Not Found"}'], path);
        }
        assert.deepEqual(edge.received, []);
    });

    it("is the only way to its domain name, which demands a certificate", async () => {
        const edge = testedEdge();
        edge.host = `${domainName.toUpperCase()}:8080`;
        for (const path of ["/api/books", "/~origin/api/books"]) {
            const { status, text } = await edge.get(path, withKey("k"));
            assert.equal(status, 403, path);
            assert.match(text, /client certificate/);
        }
        assert.deepEqual(edge.received, []);
        edge.host = "127.0.0.1:8080";
        await edge.get("/~origin/api/books?a=1");
        assert.deepEqual([edge.last.url, headerValues(edge.last.headers, "host")], ["/api/books?a=1", [endpoint]]);
    });

    it("is one of two ways to a domain name that demands none", async () => {
        const edge = new TestedEdge({ ...readEdge(httpEdgeResources), mutualTlsDomains: [] }, { http });
        edge.host = domainName;
        assert.equal((await edge.get("/api/books")).status, 200);
        assert.deepEqual(headerValues(edge.last.headers, "host"), [domainName]);
    });
});
