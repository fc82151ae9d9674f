import assert from "node:assert/strict";
import { type Storage, startStorage } from "./local-storage";

describe("CORS of a bucket", () => {
    let storage: Storage;

    before(async () => {
        storage = await startStorage();
    });

    after(async () => {
        assert.deepEqual(storage.server.errors, []);
        await storage.close();
    });

    const preflight = async (bucket: string, headers: Record<string, string>) => {
        const response = await fetch(`${storage.server.endpoint}/${bucket}`, { method: "OPTIONS", headers });
        return { status: response.status, headers: response.headers, text: await response.text() };
    };
    const site = { Origin: "https://site.example.com", "Access-Control-Request-Method": "POST" };

    it("answers a preflight by the rule that applies", async () => {
        const { status, headers } = await preflight("photos", { ...site, "Access-Control-Request-Headers": "X-A, b" });
        assert.equal(status, 200);
        assert.deepEqual(
            ["origin", "methods", "headers"].map((name) => headers.get(`access-control-allow-${name}`)),
            ["https://site.example.com", "POST, GET", "x-a, b"],
        );
        assert.equal(headers.get("access-control-max-age"), "300");
        assert.equal(headers.get("vary"), "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");
    });

    it("rejects another origin or method, and a bucket without rules", async () => {
        for (const other of [{ Origin: "https://example.com" }, { "Access-Control-Request-Method": "PUT" }]) {
            const { status, text } = await preflight("photos", { ...site, ...other });
            assert.equal(status, 403);
            assert.match(
                text,
                /<Code>AccessForbidden<\/Code><Message>CORSResponse: This CORS request is not allowed\./,
            );
        }
        assert.match((await preflight("plain", site)).text, /CORSResponse: CORS is not enabled for this bucket\./);
        const { status, text } = await preflight("photos", {});
        assert.equal(status, 400);
        assert.match(text, /Insufficient information\. Origin request header needed\./);
    });

    it("lets a page read responses, errors among them", async () => {
        const response = await fetch(`${storage.server.endpoint}/photos/x`, { headers: { Origin: site.Origin } });
        assert.equal(response.status, 403);
        assert.equal(response.headers.get("access-control-allow-origin"), site.Origin);
        assert.equal(response.headers.get("access-control-expose-headers"), "ETag");
        const other = await fetch(`${storage.server.endpoint}/photos/x`, { headers: { Origin: "https://other.org" } });
        assert.equal(other.headers.get("access-control-allow-origin"), null);
    });
});
