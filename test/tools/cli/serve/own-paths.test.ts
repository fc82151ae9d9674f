import assert from "node:assert/strict";
import { hostname } from "node:os";
import { rejectedRequest } from "../../../../tools/cli/serve/own-paths";

function status(headers: Readonly<Record<string, string>>, url = "/~local/tokens") {
    const list = Object.entries(headers);
    const request = { method: "POST", url, headers: list, body: Buffer.alloc(0), sourceIp: "127.0.0.1" };
    return rejectedRequest(request, "gateway.test")?.status;
}

describe("what the command itself serves", () => {
    it("is for this machine's names and addresses", () => {
        const hosts = ["127.0.0.1:8080", "[::1]:8080", "localhost", "LocalHost:80", "a.localhost", "gateway.test:1"];
        for (const host of [...hosts, hostname()]) assert.equal(status({ Host: host }), undefined, host);
        assert.equal(status({}), undefined);
    });

    it("is not for a web page whose name leads to this machine", () => {
        for (const host of ["evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example", ""])
            for (const path of ["/~local/tokens", "/~docs/Test/", "/~docs"])
                assert.equal(status({ Host: host }, path), 403, `${host} ${path}`);
    });

    it("is not for a page of another origin", () => {
        const host = "127.0.0.1:8080";
        for (const Origin of ["https://evil.example", "null", "http://127.0.0.1:3000"])
            assert.equal(status({ Host: host, Origin }), 403, Origin);
        assert.equal(status({ Host: host, Origin: `http://${host}` }), undefined);
    });

    it("leaves the APIs to everyone", () => {
        assert.equal(status({ Host: "api.example.com", Origin: "https://shop.example" }, "/Test/~local/"), undefined);
    });
});
