import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import { connect } from "node:net";
import { createGatewayServer } from "../../../../tools/gateway-emulator/http/http-server";
import type { GatewayRequest, GatewayResponse } from "../../../../tools/gateway-emulator/http/message";
import { listen } from "../listen";

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

    it("passes on the raw path, repeated headers and the body", async () => {
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

    it("sends status, headers and body, with a new length and date, and no body for HEAD and 204", async () => {
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

    it("keeps only one byte more than the limit of an oversized body", async () => {
        reply = () => ({ status: 413, headers: [], body: Buffer.from("") });
        await (await fetch(url, { method: "POST", body: Buffer.alloc(12_000_000) })).text();
        assert.equal(seen.at(-1)?.body.length, 10_485_761);
    });

    it("returns 500 for a bug in the gateway, and continues to serve", async () => {
        reply = () => {
            throw new Error("out of cheese");
        };
        assert.equal((await fetch(url)).status, 500);
        assert.match(String(defects.at(-1)), /out of cheese/);
        reply = () => ({ status: 200, headers: [], body: Buffer.from("") });
        assert.equal((await fetch(url)).status, 200);
    });

    it("returns 400 for a request that is not HTTP, and survives a client that disconnects early", async () => {
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
