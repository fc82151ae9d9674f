import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import { createGatewayServer } from "../../../tools/gateway-emulator/http/http-server";
import { HttpBackend } from "../../../tools/gateway-emulator/integration/http-backend";
import { TokenBuckets } from "../../../tools/gateway-emulator/limits/token-bucket";
import { defaultHttpBehavior } from "../../../tools/http-emulator/call/unverified-http-behavior";
import { HttpApiGateway } from "../../../tools/http-emulator/http-api-gateway";
import { readHttpApi } from "../../../tools/http-emulator/state/read-http-api";
import { listen } from "../gateway-emulator/listen";
import { httpApiState } from "./state/http-api-resources";

// Answers with the request's line and headers; closes the connection at /api/books/broken.
const echo = () =>
    createServer((message, response) => {
        if (message.url?.endsWith("/broken")) {
            message.socket.destroy();
            return;
        }
        response.setHeader("Set-Cookie", ["a=1", "b=2"]);
        response.end(JSON.stringify({ line: `${message.method} ${message.url}`, headers: message.headers }));
    });

describe("an HTTP API of a state, over HTTP", () => {
    const servers: Server[] = [];
    let backend: HttpBackend;
    let port: number;

    before(async () => {
        const app = echo();
        const appPort = await listen(app);
        backend = new HttpBackend((name) => (name === "books" ? `http://127.0.0.1:${appPort}` : undefined));
        const api = readHttpApi(
            httpApiState({
                api: { corsConfiguration: { allowOrigins: ["*"], allowMethods: ["GET"] } },
                route: { routeKey: "GET /api/books/{proxy+}", authorizationType: "NONE" },
                stage: { defaultRouteSettings: undefined, routeSettings: [] },
            }),
        );
        assert.ok(api);
        const gateway = new HttpApiGateway(api, {
            backend: (call) => backend.call(call),
            buckets: new TokenBuckets(),
            clock: Date.now,
            newId: randomUUID,
            unverified: defaultHttpBehavior,
            explains: false,
        });
        const server = createGatewayServer(
            async (received) => (await gateway.serve(received)).response,
            (error) => assert.fail(String(error)),
        );
        port = await listen(server);
        servers.push(app, server);
    });
    after(async () => {
        await backend.close();
        for (const server of servers) {
            server.closeAllConnections();
            server.close();
            await once(server, "close");
        }
    });

    // The path is sent as it is, which fetch does not do.
    async function call(method: string, path: string, headers: Readonly<Record<string, string>> = {}) {
        const sent = request({ port, method, path, headers: { host: "shop.example", ...headers } }).end();
        const [response] = await once(sent, "response");
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() };
    }

    it("passes a request to the app and its response back", async () => {
        const { status, headers, body } = await call("GET", "/api/books/a%20b/..?x=1", { "x-a": "1" });
        assert.equal(status, 200);
        assert.deepEqual(headers["set-cookie"], ["a=1", "b=2"]);
        const seen = JSON.parse(body) as { readonly line: string; readonly headers: Record<string, string> };
        assert.equal(seen.line, "GET /api/books/a%20b/..?x=1");
        assert.equal(seen.headers.host, "shop.example");
        assert.equal(seen.headers.forwarded, "for=127.0.0.1;host=shop.example;proto=https");
        assert.equal(seen.headers.via, "HTTP/1.1 AmazonAPIGateway");
        assert.equal(seen.headers["x-a"], "1");
    });

    it("answers what has no route, a preflight, and for an app that breaks", async () => {
        const missing = await call("GET", "/api/authors");
        assert.deepEqual([missing.status, missing.body], [404, '{"message":"Not Found"}']);
        const preflight = { origin: "https://shop.example", "access-control-request-method": "GET" };
        const answered = await call("OPTIONS", "/api/books/1", preflight);
        assert.deepEqual([answered.status, answered.headers["access-control-allow-origin"]], [204, "*"]);
        const broken = await call("GET", "/api/books/broken");
        assert.deepEqual([broken.status, broken.headers.server], [502, "awselb/2.0"]);
    });
});
