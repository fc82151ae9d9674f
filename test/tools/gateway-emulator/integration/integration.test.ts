import assert from "node:assert/strict";
import { headerValues } from "../../../../tools/gateway-emulator/http/message";
import { defaultBehavior } from "../../../../tools/gateway-emulator/http/unverified-behavior";
import { bench, header, ok, operation, sampleApi, settings, stage, wire } from "../sample-api";

const key = { "x-api-key": "key-of-web" };

describe("a proxy integration", () => {
    const mapped = operation("GET", "/pictures/{id}", {
        integration: {
            uri: "http://${stageVariables.host}/{id}/file",
            requestParameters: {
                "integration.request.path.id": "method.request.path.id",
                "integration.request.querystring.size": "'small'",
                "integration.request.header.X-Stage": "context.stage",
                "integration.request.header.X-None": "method.request.header.none",
            },
        },
    });

    it("calls the app behind the stage's VPC link, at the mapped path and query", async () => {
        const made = bench(sampleApi({ operations: [mapped] }));
        await made.send("GET", "/Test/pictures/a%2F..%2Fb%3F?q=1&q=x%20y&size=big");
        const [call] = made.calls;
        assert.equal(call?.app, "pictures");
        assert.equal(call?.host, "shop.internal");
        assert.equal(call?.path, "/a/../b%3F/file?q=1&q=x%20y&size=big&size=small");
        assert.equal(call?.headers["x-stage"], "Test");
        assert.equal(call?.headers["x-none"], undefined);
        assert.equal(call?.timeoutInMillis, 29_000);
    });

    const encodings: readonly [requested: string, received: string, why: string][] = [
        ["a%2Fb", "a/b", "a slash is decoded"],
        ["a%20b", "a%20b", "a space cannot be in a URL"],
        ["a+b", "a+b", "a plus is no space in a path"],
        ["a%2Bb", "a+b", "a plus needs no encoding"],
        ["a%252Fb", "a%252Fb", "a percent character is encoded again"],
        ["100%25", "100%25", "a percent character is encoded again"],
        ["a%3Fb%23c", "a%3Fb%23c", "the path does not end early"],
        ["caf%C3%A9", "caf%C3%A9", "other characters are sent as UTF-8"],
        ["a;b=c,d:e@f&g", "a;b=c,d:e@f&g", "characters that a path may have pass"],
        ['a|b{c}"<d>^`[e]', "a%7Cb%7Bc%7D%22%3Cd%3E%5E%60%5Be%5D", "characters that a URL cannot have are encoded"],
        ["a%zz", "a%25zz", "an invalid encoding is text"],
    ];
    for (const [requested, received, why] of encodings) {
        it(`sends the path variable ${requested} as ${received}: ${why}`, async () => {
            const made = bench(sampleApi({ operations: [mapped] }));
            await made.send("GET", `/Test/pictures/${requested}`);
            assert.equal(made.calls[0]?.path, `/${received}/file?size=small`);
        });
    }

    it("splits a query at an unencoded semicolon, but not at an encoded one", async () => {
        const made = bench(sampleApi());
        await made.send("GET", "/Test/pictures?q=x;y=1&z=a%3Bb");
        assert.equal(made.calls[0]?.path, "/all?q=x&y=1&z=a%3Bb");
    });

    it("rejects an unencoded pipe or curly brace in a query, and passes an encoded one", async () => {
        const made = bench(sampleApi());
        for (const query of ["q=a|b", "filter{tag}=1", "q=%7B}"]) {
            assert.match(wire(await made.send("GET", `/Test/pictures?${query}`)), /^400 Bad Request: a pipe/, query);
        }
        assert.equal(made.calls.length, 0);
        await made.send("GET", "/Test/pictures?q=%7Ba%7Cb%7D");
        assert.equal(made.calls[0]?.path, "/all?q=%7Ba%7Cb%7D");
    });

    it("distinguishes apps behind one VPC link by host, port and path prefix", async () => {
        const app = (host: string) => ({ name: host, environment: {}, host });
        const apps = { link1: ["lb", "lb/pictures", "lb/pict", "lb:81"].map(app) };
        const called = async (uri: string) => {
            const made = bench(
                sampleApi({ apps, operations: [operation("GET", "/pictures", { integration: { uri } })] }),
            );
            const { response } = await made.send("GET", "/Test/pictures", key);
            return made.calls[0]?.app ?? response.status;
        };
        assert.equal(await called("http://lb/all"), "lb");
        assert.equal(await called("http://lb/pictures/all"), "lb/pictures");
        assert.equal(await called("http://lb/pictures"), "lb/pictures");
        assert.equal(await called("http://lb:81/all"), "lb:81");
        assert.equal(await called("http://other/all"), 500);
    });

    it("removes the path prefix of an app, even if it is the only one behind its link", async () => {
        const path = async (uri: string, ...hosts: string[]) => {
            const apps = { link1: hosts.map((host) => ({ name: host, environment: {}, host })) };
            const operations = [operation("GET", "/pictures", { integration: { uri } })];
            const made = bench(sampleApi({ apps, operations }));
            await made.send("GET", "/Test/pictures?q=1", key);
            return made.calls[0]?.path;
        };
        assert.equal(await path("http://lb/pictures/all", "lb/pictures", "lb/orders"), "/all?q=1");
        assert.equal(await path("http://lb/pictures/", "lb/pictures"), "/?q=1");
        assert.equal(await path("http://lb/pictures/all", "lb"), "/pictures/all?q=1");
        assert.equal(await path("http://lb:81/pictures/all", "lb:81/pictures"), "/all?q=1");
    });

    it("prefixes the path with the stage if stageInBackendPath is set", async () => {
        const made = bench(sampleApi(), { unverified: { ...defaultBehavior, stageInBackendPath: true } });
        await made.send("GET", "/Test/pictures");
        assert.equal(made.calls[0]?.path, "/Test/all");
    });

    it("forwards the client's headers except those of the connection, and identifies the client", async () => {
        const made = bench(sampleApi());
        const headers = {
            ...key,
            Host: "h",
            Connection: "close",
            TE: "trailers",
            Accept: "text/html",
            "X-Own": "1",
            Via: "x",
        };
        await made.send("GET", "/Test/pictures", {
            ...headers,
            "X-Forwarded-For": "198.51.100.7",
            Expect: "100-continue",
        });
        const { "x-amzn-trace-id": trace, ...sent } = made.calls[0]?.headers ?? {};
        assert.match(trace ?? "", /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
        assert.deepEqual(sent, {
            accept: "text/html",
            "user-agent": "AmazonAPIGateway_api1",
            "x-api-key": "key-of-web",
            "x-own": "1",
            "x-amzn-apigateway-api-id": "api1",
            "x-forwarded-for": "198.51.100.7, 192.0.2.1",
            "x-forwarded-port": "443",
            "x-forwarded-proto": "https",
        });
        const withoutKey = bench(sampleApi(), { unverified: { ...defaultBehavior, forwardsApiKey: false } });
        await withoutKey.send("GET", "/Test/pictures");
        assert.equal(withoutKey.calls[0]?.headers["x-api-key"], undefined);
    });

    it("returns the backend's headers, those of the connection remapped or removed", async () => {
        const headers = [
            ["content-type", "image/png"],
            ["connection", "keep-alive"],
            ["content-length", "2"],
            ["date", "Thu"],
            ["server", "nginx"],
            ["x-amzn-requestid", "own"],
            ["transfer-encoding", "chunked"],
            ["via", "1.1 proxy"],
            ["set-cookie", "a=1"],
            ["set-cookie", "b=2"],
        ] as const;
        const served = await bench(sampleApi(), { responses: async () => ok("ok", headers) }).send(
            "GET",
            "/Test/pictures",
        );
        assert.deepEqual(served.response.headers.slice(0, -2), [
            ["content-type", "image/png"],
            ["x-amzn-Remapped-Connection", "keep-alive"],
            ["x-amzn-Remapped-Content-Length", "2"],
            ["x-amzn-Remapped-Date", "Thu"],
            ["x-amzn-Remapped-Server", "nginx"],
            ["x-amzn-Remapped-x-amzn-RequestId", "own"],
            ["set-cookie", "a=1"],
            ["set-cookie", "b=2"],
        ]);
        assert.equal(header(served, "X-Amzn-Trace-Id"), undefined);
    });

    it("remaps the headers of the developer guide's table, and removes the others", async () => {
        const remapped = ["WWW-Authenticate", "Authorization", "Content-MD5", "Max-Forwards", "User-Agent"];
        const removed = "Expect Host Proxy-Authenticate TE Trailer Transfer-Encoding Upgrade Via".split(" ");
        const passed = "Accept Age Cache-Control Content-Encoding Pragma Range Referer Warn".split(" ");
        const list = [...remapped, ...removed, ...passed].map((name) => [name.toLowerCase(), `a ${name}`] as const);
        const made = bench(sampleApi(), { responses: async () => ({ ...ok("", list), status: 401 }) as const });
        const { response } = await made.send("GET", "/Test/pictures");
        assert.deepEqual(response.headers.slice(0, -2), [
            ...remapped.map((name) => [`x-amzn-Remapped-${name}`, `a ${name}`]),
            ...passed.map((name) => [name.toLowerCase(), `a ${name}`]),
            ["Content-Type", "application/json"],
        ]);
    });

    it("adds the default media type to a response without one only", async () => {
        const types = async (headers: readonly (readonly [string, string])[]) => {
            const made = bench(sampleApi(), { responses: async () => ok("", headers) });
            const { response } = await made.send("GET", "/Test/pictures");
            return response.headers.filter(([name]) => name.toLowerCase() === "content-type").map(([, value]) => value);
        };
        assert.deepEqual(await types([]), ["application/json"]);
        assert.deepEqual(await types([["Content-Type", "text/html"]]), ["text/html"]);
    });

    it("passes the backend's status and body through", async () => {
        const teapot = bench(sampleApi(), {
            responses: async () => ({ ...ok("short and stout"), status: 418 }) as const,
        });
        assert.equal(wire(await teapot.send("GET", "/Test/pictures")), "418 short and stout");
    });
});

describe("a response over 10 MB", () => {
    it("results in a 500, as the backend exceeded a limit of the gateway", async () => {
        const { send } = bench(sampleApi(), { responses: async () => ({ kind: "too large" }) });
        assert.equal(wire(await send("GET", "/Test/pictures")), '500 {"message": "Internal server error"}');
    });
});

describe("method settings", () => {
    it("apply to a nested path only if its slashes are written as ~1", async () => {
        const uncached = { ...settings, cachingEnabled: false };
        const cacheOf = async (methodPath: string, path: string) => {
            const methodSettings = { "*/*": settings, [methodPath]: uncached };
            const api = sampleApi({
                operations: [operation("GET", path)],
                stages: { Test: { ...stage, methodSettings } },
            });
            return (await bench(api).send("GET", `/Test${path}`)).cache;
        };
        assert.equal(await cacheOf("~1pictures~1all/GET", "/pictures/all"), "off");
        assert.equal(await cacheOf("pictures~1all/GET", "/pictures/all"), "miss");
        assert.equal(await cacheOf("pictures/all/GET", "/pictures/all"), "miss");
        assert.equal(await cacheOf("pictures/GET", "/pictures"), "off");
        assert.equal(await cacheOf("~1/GET", "/"), "off");
    });
});

describe("a mock integration", () => {
    const preflight = operation("OPTIONS", "/pictures", {
        apiKeyRequired: false,
        integration: {
            type: "mock",
            requestTemplates: { "application/json": "{statusCode: 204}" },
            responses: {
                "4\\d\\d": {
                    statusCode: "400",
                    responseParameters: {},
                    responseTemplates: { "application/json": "{}" },
                },
                default: {
                    statusCode: "204",
                    responseParameters: { "method.response.header.Access-Control-Allow-Origin": "'*'" },
                    responseTemplates: {},
                },
            },
        },
    });
    const api = sampleApi({ operations: [preflight] });

    it("responds to a preflight without a key and without a backend", async () => {
        const made = bench(api);
        const served = await made.send("OPTIONS", "/Test/pictures", {});
        assert.equal(wire(served), "204 ");
        assert.equal(header(served, "Access-Control-Allow-Origin"), "*");
        assert.equal(made.calls.length, 0);
    });

    it("has one Content-Type, that of the mapping or the default", async () => {
        const send = async (responseParameters: Readonly<Record<string, string>>) => {
            const responses = { default: { statusCode: "200", responseParameters, responseTemplates: {} } };
            const integration = { ...preflight.integration, responses };
            const { response } = await bench(sampleApi({ operations: [{ ...preflight, integration }] })).send(
                "OPTIONS",
                "/Test/pictures",
            );
            return response.headers.filter(([name]) => name === "Content-Type");
        };
        assert.deepEqual(await send({}), [["Content-Type", "application/json"]]);
        const mapped = { "method.response.header.Content-Type": "'text/html'" };
        assert.deepEqual(await send(mapped), [["Content-Type", "text/html"]]);
    });

    it("uses the body as template if none matches its media type and pass-through is allowed", async () => {
        const send = (passthroughBehavior: "when_no_match" | "when_no_templates" | "never", body: string) => {
            const integration = { ...preflight.integration, passthroughBehavior };
            const made = bench(sampleApi({ operations: [{ ...preflight, integration }] }));
            return made.send("OPTIONS", "/Test/pictures", { "content-type": "text/plain" }, body).then(wire);
        };
        assert.equal(await send("when_no_match", '{"statusCode": 404}'), "400 {}");
        assert.equal(await send("when_no_match", "nothing"), '500 {"message": "Internal server error"}');
        assert.equal(await send("when_no_templates", "{}"), '415 {"message": "Unsupported Media Type"}');
        assert.equal(await send("never", "{}"), '415 {"message": "Unsupported Media Type"}');
    });
});

describe("a canary", () => {
    const canary = { percentTraffic: 10, stageVariableOverrides: { host: "next.internal" }, useStageCache: false };
    const api = sampleApi({ stages: { Test: { ...stage, canary } } });

    it("receives its share of the calls, with its own variables and cache", async () => {
        let random = 0.0999;
        const made = bench(api, { random: () => random });
        await made.send("GET", "/Test/pictures");
        random = 0.1;
        assert.equal((await made.send("GET", "/Test/pictures")).cache, "miss");
        assert.deepEqual(
            made.calls.map(({ host }) => host),
            ["next.internal", "shop.internal"],
        );
    });

    it("serves its own operations, which the response names", async () => {
        const definition = { ...api, operations: [...api.operations, operation("GET", "/added")] };
        const own = { ...canary, snapshot: "new", useStageCache: true };
        const stages = { Test: { ...stage, snapshot: "old", canary: own } };
        let random = 0;
        const made = bench(
            { ...api, stages, snapshots: { new: definition } },
            { random: () => random, explains: true },
        );
        const ofCanary = await made.send("GET", "/Test/added");
        assert.deepEqual([ofCanary.response.status, ofCanary.snapshot, ofCanary.isCanary], [200, "new", true]);
        assert.deepEqual(headerValues(ofCanary.response.headers, "x-local-snapshot"), ["new"]);
        random = 0.5;
        const ofStage = await made.send("GET", "/Test/added");
        assert.deepEqual([ofStage.response.status, ofStage.snapshot, ofStage.isCanary], [403, "old", false]);
    });

    it("shares the cache of the stage unless it has its own", async () => {
        let random = 0;
        const shared = { ...canary, useStageCache: true };
        const made = bench(sampleApi({ stages: { Test: { ...stage, canary: shared } } }), { random: () => random });
        await made.send("GET", "/Test/pictures");
        random = 0.5;
        assert.equal((await made.send("GET", "/Test/pictures")).cache, "hit");
    });
});
