import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import { connect } from "node:net";
import { createGatewayServer } from "../../../../tools/gateway-emulator/http/http-server";
import type { GatewayRequest, GatewayResponse } from "../../../../tools/gateway-emulator/http/message";
import type { BackendCall } from "../../../../tools/gateway-emulator/integration/backend-call";
import { HttpBackend } from "../../../../tools/gateway-emulator/integration/http-backend";

async function listen(server: Server): Promise<number> {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    assert.ok(typeof address === "object" && address !== null);
    return address.port;
}

describe("the gateway's HTTP server", () => {
    const seen: GatewayRequest[] = [];
    const defects: unknown[] = [];
    let reply: () => GatewayResponse = () => ({ status: 200, headers: [], body: Buffer.from("") });
    const server = createGatewayServer(
        async (incoming) => {
            seen.push(incoming);
            return reply();
        },
        (error) => defects.push(error),
    );
    let url = "";
    before(async () => {
        url = `http://127.0.0.1:${await listen(server)}`;
    });
    after(() => {
        server.close();
        server.closeAllConnections();
    });

    it("hands on what came: the raw path, repeated headers, the body", async () => {
        reply = () => ({ status: 200, headers: [], body: Buffer.from("ok") });
        const outgoing = request(`${url}/`, {
            method: "PUT",
            path: "/Test/%2e%2E/a?x=%20",
            headers: { "X-Two": ["1", "2"] },
        });
        outgoing.end("hello");
        const [response] = await once(outgoing, "response");
        response.resume();
        const got = seen.at(-1);
        assert.deepEqual([got?.method, got?.url, got?.body.toString()], ["PUT", "/Test/%2e%2E/a?x=%20", "hello"]);
        const two = got?.headers.filter(([name]) => name === "X-Two");
        assert.deepEqual(two, [
            ["X-Two", "1"],
            ["X-Two", "2"],
        ]);
        assert.equal(got?.sourceIp, "127.0.0.1");
    });

    it("sends back status, headers and body, with a fresh length and date, and no body where there is none", async () => {
        reply = () => ({
            status: 201,
            headers: [
                ["Set-Cookie", "a=1"],
                ["Set-Cookie", "b=2"],
            ],
            body: Buffer.from("é"),
        });
        const made = await fetch(url);
        assert.deepEqual(
            [made.status, made.headers.getSetCookie(), made.headers.get("content-length")],
            [201, ["a=1", "b=2"], "2"],
        );
        assert.ok(made.headers.get("date"));
        assert.equal(await made.text(), "é");
        const head = await fetch(url, { method: "HEAD" });
        assert.deepEqual([head.headers.get("content-length"), await head.text()], ["2", ""]);
        reply = () => ({ status: 204, headers: [], body: Buffer.from("x") });
        const none = await fetch(url);
        assert.deepEqual([none.status, none.headers.get("content-length"), await none.text()], [204, null, ""]);
    });

    it("keeps no more of a body than shows that it is too large", async () => {
        reply = () => ({ status: 413, headers: [], body: Buffer.from("") });
        await (await fetch(url, { method: "POST", body: Buffer.alloc(12_000_000) })).text();
        assert.equal(seen.at(-1)?.body.length, 10_485_761);
    });

    it("answers 500 for a defect of the gateway, and serves on", async () => {
        reply = () => {
            throw new Error("out of cheese");
        };
        assert.equal((await fetch(url)).status, 500);
        assert.match(String(defects.at(-1)), /out of cheese/);
        reply = () => ({ status: 200, headers: [], body: Buffer.from("") });
        assert.equal((await fetch(url)).status, 200);
    });

    it("answers 400 to what is no HTTP, and outlives a client that goes in the middle", async () => {
        const port = Number(new URL(url).port);
        const unrelated = connect(port, "127.0.0.1");
        unrelated.write("what is this\r\n\r\n");
        assert.match(String((await once(unrelated, "data"))[0]), /^HTTP\/1.1 400 /);
        const before = defects.length;
        const leaver = connect(port, "127.0.0.1");
        const connected = once(server, "request");
        leaver.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf");
        const [incoming] = await connected;
        const gone = once(incoming, "error");
        leaver.destroy();
        assert.match(String((await gone)[0]), /aborted/);
        assert.equal((await fetch(url)).status, 200);
        assert.equal(defects.length, before);
    });
});

describe("calls of a backend over HTTP", () => {
    const call: BackendCall = {
        workload: "pictures",
        method: "POST",
        path: "/../a%2Fb?x=1",
        host: "shop.internal",
        headers: { "x-own": "1" },
        body: Buffer.from("hello"),
        timeoutInMillis: 5_000,
    };
    let origin: string | undefined;
    const backend = new HttpBackend((workload) => (workload === "pictures" ? origin : undefined));
    const app = createServer((incoming, response) => {
        if (incoming.url === "/slow") return;
        if (incoming.url?.startsWith("/size/")) return void response.end(Buffer.alloc(Number(incoming.url.slice(6))));
        if (incoming.url === "/broken") return void incoming.socket.destroy();
        const { url, method, headers } = incoming;
        let body = "";
        incoming.on("data", (chunk) => {
            body += chunk;
        });
        incoming.on("end", () => {
            response.writeHead(
                207,
                [
                    ["X-Two", "1"],
                    ["X-Two", "2"],
                ].flat(),
            );
            response.end(JSON.stringify({ url, method, host: headers.host, own: headers["x-own"], body }));
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

    it("send the path as it is, with the host of the integration, and give the whole answer back", async () => {
        const answer = await backend.call(call);
        assert.ok(answer.kind === "answer");
        assert.equal(answer.status, 207);
        assert.deepEqual(JSON.parse(answer.body.toString()), {
            url: "/../a%2Fb?x=1",
            method: "POST",
            host: "shop.internal",
            own: "1",
            body: "hello",
        });
        assert.deepEqual(
            answer.headers.filter(([name]) => name === "x-two"),
            [
                ["x-two", "1"],
                ["x-two", "2"],
            ],
        );
    });

    it("take an answer of 10 MB, and no larger one", async () => {
        const answer = await backend.call({ ...call, path: "/size/10485760" });
        assert.equal(answer.kind === "answer" ? answer.body.length : answer.kind, 10_485_760);
        assert.deepEqual(await backend.call({ ...call, path: "/size/10485761" }), { kind: "too large" });
    });

    it("tell a time-out, a broken connection and a refused one apart", async () => {
        assert.deepEqual(await backend.call({ ...call, path: "/slow", timeoutInMillis: 50 }), { kind: "timeout" });
        assert.deepEqual(await backend.call({ ...call, path: "/broken" }), { kind: "broken" });
        assert.deepEqual(await backend.call({ ...call, workload: "books" }), { kind: "refused" });
        const gone = createServer();
        const port = await listen(gone);
        gone.close();
        await once(gone, "close");
        const nobody = new HttpBackend(() => `http://127.0.0.1:${port}`);
        assert.deepEqual(await nobody.call(call), { kind: "refused" });
        await nobody.close();
    });
});
