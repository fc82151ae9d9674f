import assert from "node:assert/strict";
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
        assert.equal(call?.path, "/a%2F..%2Fb%3F/file?q=1&q=x%20y&size=big&size=small");
        assert.equal(call?.headers["x-stage"], "Test");
        assert.equal(call?.headers["x-none"], undefined);
        assert.equal(call?.timeoutInMillis, 29_000);
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
});
