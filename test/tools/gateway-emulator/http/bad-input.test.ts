import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect, createServer as createSocketServer, type Socket } from "node:net";
import { createGatewayServer } from "../../../../tools/gateway-emulator/http/http-server";
import { HttpBackend } from "../../../../tools/gateway-emulator/integration/http-backend";
import { listen } from "../listen";
import { bench, operation, sampleApi } from "../sample-api";

const mapped = { "integration.request.header.X-Mapped": "method.request.querystring.mapped" };
// Short, as the backend leaves these calls without a response.
const integration = {
    uri: "http://${stageVariables.host}/{proxy}",
    timeoutInMillis: 300,
    requestParameters: { "integration.request.path.proxy": "method.request.path.proxy", ...mapped },
};
// To these it responds, on a busy machine after a while.
const responds = ["/fine", "/resets", "/not-http", "/closes", "/folds-header", "/euro"].map((path) =>
    operation("GET", path, {
        integration: {
            uri: `http://\${stageVariables.host}${path}`,
            timeoutInMillis: 20_000,
            requestParameters: mapped,
        },
    }),
);
const api = sampleApi({
    operations: [
        operation("GET", "/{proxy+}", { integration }),
        operation("POST", "/{proxy+}", { integration }),
        ...responds,
    ],
    stages: {
        Test: {
            name: "Test",
            variables: { link: "link1", host: "h" },
            cacheClusterEnabled: false,
            cacheClusterSizeGb: 0,
            methodSettings: {},
        },
    },
});

describe("bad input gets a response and stops nothing", () => {
    const defects: unknown[] = [];
    let backendPort = 0;
    const backend = new HttpBackend(() => `http://127.0.0.1:${backendPort}`);
    const gateway = bench(api, { backend: (call) => backend.call(call) });
    const serve = (requestTimeout?: number) =>
        createGatewayServer(
            async ({ method, url, headers, body }) =>
                (await gateway.send(method, url, Object.fromEntries(headers), body.toString("latin1"))).response,
            (error) => defects.push(error),
            requestTimeout,
        );
    const server = serve();
    const strict = serve(200);
    // A backend whose path selects its behaviour, on raw sockets so that it can violate HTTP.
    const sockets = new Set<Socket>();
    const app = createSocketServer((socket) => {
        sockets.add(socket);
        socket.on("error", () => {});
        socket.on("data", (chunk) => {
            const [path = ""] = (String(chunk).split(" ")[1] ?? "").split("?");
            const ok = "HTTP/1.1 200 OK\r\nContent-Length: ";
            if (path === "/fine") socket.write(`${ok}2\r\n\r\nok`);
            if (path === "/resets") socket.write(`${ok}100\r\n\r\nhalf`, () => socket.resetAndDestroy());
            if (path === "/stalls") socket.write(`${ok}100\r\n\r\nhalf`);
            if (path === "/not-http") socket.write("what is this\r\n\r\n");
            if (path === "/closes") socket.end();
            if (path === "/folds-header") socket.write(`${ok}2\r\nX: a\r\n b\u0001\r\n\r\nok`);
            if (path === "/euro") socket.write(`HTTP/1.1 200 OK\r\nX-Price: 5 \u20ac\r\nContent-Length: 2\r\n\r\nok`);
        });
    });
    let port = 0;
    let strictPort = 0;
    before(async () => {
        backendPort = await listen(app);
        port = await listen(server);
        strictPort = await listen(strict);
    });
    after(async () => {
        await backend.close();
        for (const socket of sockets) socket.destroy();
        app.close();
        for (const each of [server, strict]) {
            each.close();
            each.closeAllConnections();
        }
    });
    afterEach(async () => {
        const response = await fetch(`http://127.0.0.1:${port}/Test/fine`, { headers: { "x-api-key": "key-of-web" } });
        assert.deepEqual([response.status, await response.text()], [200, "ok"]);
        assert.deepEqual(defects, []);
    });

    /** Writes to a socket and returns the first bytes of the response. */
    async function exchange(text: string, to = port): Promise<string> {
        const socket = connect(to, "127.0.0.1");
        socket.write(text, "latin1");
        const [response] = await once(socket, "data");
        socket.destroy();
        return String(response);
    }
    const get = (path: string, more = "") =>
        exchange(`GET ${path} HTTP/1.1\r\nHost: h\r\nx-api-key: key-of-web\r\n${more}\r\n`);

    const paths: readonly [string, RegExp][] = [
        ["/Test/%zz", /^HTTP\/1.1 504/],
        ["/Test/%E0%A4%A", /^HTTP\/1.1 504/],
        ["/Test/fine?q=%&%=1&=&&", /^HTTP\/1.1 200/],
        ["/Test/../../etc/passwd", /^HTTP\/1.1 504/],
        ["/Test/fine/%00", /^HTTP\/1.1 504/],
        ["/%54est/fine", /^HTTP\/1.1 403 /],
        ["//Test/fine", /^HTTP\/1.1 403 /],
        ["http://elsewhere/Test/fine", /^HTTP\/1.1 403 /],
        ["*", /^HTTP\/1.1 403 /],
    ];
    for (const [path, status] of paths) {
        it(`the path ${path}`, async () => assert.match(await get(path), status));
    }

    it("a path with bytes that are not UTF-8", async () => {
        assert.match(await get("/Test/\xff\xfe?\xff=\xff"), /^HTTP\/1.1 (400|504) /);
    });

    const requests: readonly [string, string, RegExp][] = [
        ["not HTTP", "\x16\x03\x01\x02\x00\r\n\r\n", /^HTTP\/1.1 400 /],
        ["no Host", "GET /Test/fine HTTP/1.1\r\n\r\n", /^HTTP\/1.1 400 /],
        [
            "two lengths",
            "POST /Test/fine HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            /^HTTP\/1.1 400 /,
        ],
        [
            "a broken chunk",
            "POST /Test/fine HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            /^HTTP\/1.1 400 /,
        ],
        ["a header of bytes", "GET /Test/fine HTTP/1.1\r\nHost: h\r\nx-api-key: \xff\xfe\r\n\r\n", /^HTTP\/1.1 403 /],
        ["an unknown method", "BREW /Test/fine HTTP/1.1\r\nHost: h\r\n\r\n", /^HTTP\/1.1 400 /],
    ];
    for (const [name, text, status] of requests) {
        it(name, async () => assert.match(await exchange(text), status));
    }

    it("huge headers: 431 over 10,240 bytes, and over the maximum that the server reads", async () => {
        assert.match(await get("/Test/fine", `X: ${"x".repeat(10_300)}\r\n`), /^HTTP\/1.1 431 .*x-amzn-RequestId/s);
        assert.match(await get("/Test/fine", `X: ${"x".repeat(70_000)}\r\n`), /^HTTP\/1.1 431 /);
        assert.match(await get(`/Test/fine?${"x".repeat(10_300)}`), /^HTTP\/1.1 414 /);
    });

    it("slow clients: 408 if the headers or the body do not arrive", async () => {
        const slow = [
            "GET /Test/fine HTTP/1.1\r\nHost: h\r\nX-Slow: ",
            "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nhalf",
        ];
        for (const text of slow) assert.match(await exchange(text, strictPort), /^HTTP\/1.1 408 /);
    });

    it("a body over 10 MB: 413, with a length and in chunks", async () => {
        const post = async (body: NonNullable<RequestInit["body"]>) => {
            const init = { method: "POST", headers: { "x-api-key": "key-of-web" }, body, duplex: "half" } as const;
            const response = await fetch(`http://127.0.0.1:${port}/Test/fine`, init);
            return `${response.status} ${await response.text()}`;
        };
        const large = Buffer.alloc(10_485_761);
        const expected = "413 HTTP content length exceeded 10485760 bytes.";
        assert.equal(await post(large), expected);
        assert.equal(await post(new Blob([large]).stream()), expected);
    });

    const backends: readonly [string, RegExp][] = [
        ["/resets", /^HTTP\/1.1 504 .*"Network error communicating with endpoint"/s],
        ["/not-http", /^HTTP\/1.1 504 .*"Network error communicating with endpoint"/s],
        ["/closes", /^HTTP\/1.1 504 .*"Network error communicating with endpoint"/s],
        ["/stalls", /^HTTP\/1.1 504 .*"Endpoint request timed out"/s],
        ["/silent", /^HTTP\/1.1 504 .*"Endpoint request timed out"/s],
        ["/folds-header", /^HTTP\/1.1 (504|200) /],
    ];
    for (const [path, response] of backends) {
        it(`a backend that does ${path}`, async () => assert.match(await get(`/Test${path}`), response));
    }

    it("a backend's header with other characters passes byte by byte", async () => {
        assert.match(await get("/Test/euro"), /x-price: 5 \u20ac\r\n/i);
    });

    it("a line break in a mapped header: 500, and nothing is sent", async () => {
        assert.match(await get("/Test/fine?mapped=a%0d%0aX:%20b"), /^HTTP\/1.1 500 .*"Internal server error"/s);
    });

    it("a stopped backend: 500", async () => {
        const originalPort = backendPort;
        const gone = createServer();
        backendPort = await listen(gone);
        gone.close();
        await once(gone, "close");
        assert.match(await get("/Test/fine"), /^HTTP\/1.1 500 .*"Internal server error"/s);
        backendPort = originalPort;
    });
});
