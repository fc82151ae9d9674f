import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { BackendCall } from "../../../../tools/gateway-emulator/integration/backend-call";
import { HttpBackend } from "../../../../tools/gateway-emulator/integration/http-backend";
import { listen } from "../listen";

describe("calls of a backend over HTTP", () => {
    const call: BackendCall = {
        app: "pictures",
        method: "POST",
        path: "/../a%2Fb?x=1",
        host: "shop.internal",
        headers: { "x-own": "1" },
        body: Buffer.from("hello"),
        timeoutInMillis: 5_000,
    };
    let origin: string | undefined;
    const backend = new HttpBackend((app) => (app === "pictures" ? origin : undefined));
    const app = createServer((incoming, outgoing) => {
        if (incoming.url === "/slow") return;
        if (incoming.url?.startsWith("/size/")) return void outgoing.end(Buffer.alloc(Number(incoming.url.slice(6))));
        if (incoming.url === "/broken") return void incoming.socket.destroy();
        const { url, method, headers } = incoming;
        let body = "";
        incoming.on("data", (chunk) => {
            body += chunk;
        });
        incoming.on("end", () => {
            outgoing.writeHead(
                207,
                [
                    ["X-Two", "1"],
                    ["X-Two", "2"],
                ].flat(),
            );
            outgoing.end(JSON.stringify({ url, method, host: headers.host, own: headers["x-own"], body }));
        });
    });
    before(async () => {
        origin = `http://127.0.0.1:${await listen(app)}`;
    });
    after(async () => {
        await backend.close();
        app.close();
        app.closeAllConnections();
    });

    it("send the path unchanged, with the host of the integration, and return the complete response", async () => {
        const response = await backend.call(call);
        assert.ok(response.kind === "response");
        assert.equal(response.status, 207);
        assert.deepEqual(JSON.parse(response.body.toString()), {
            url: "/../a%2Fb?x=1",
            method: "POST",
            host: "shop.internal",
            own: "1",
            body: "hello",
        });
        assert.deepEqual(
            response.headers.filter(([name]) => name === "x-two"),
            [
                ["x-two", "1"],
                ["x-two", "2"],
            ],
        );
    });

    it("accept a response of 10 MB, and reject a larger one", async () => {
        const response = await backend.call({ ...call, path: "/size/10485760" });
        assert.equal(response.kind === "response" ? response.body.length : response.kind, 10_485_760);
        assert.deepEqual(await backend.call({ ...call, path: "/size/10485761" }), { kind: "too large" });
    });

    it("distinguish a timeout, a broken connection and a refused connection", async () => {
        assert.deepEqual(await backend.call({ ...call, path: "/slow", timeoutInMillis: 50 }), { kind: "timeout" });
        assert.deepEqual(await backend.call({ ...call, path: "/broken" }), { kind: "broken" });
        assert.deepEqual(await backend.call({ ...call, app: "books" }), { kind: "refused" });
        const gone = createServer();
        const port = await listen(gone);
        gone.close();
        await once(gone, "close");
        const unreachable = new HttpBackend(() => `http://127.0.0.1:${port}`);
        assert.deepEqual(await unreachable.call(call), { kind: "refused" });
        await unreachable.close();
    });
});
