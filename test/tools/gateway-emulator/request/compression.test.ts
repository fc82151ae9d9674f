import assert from "node:assert/strict";
import { deflateSync, gunzipSync, gzipSync, inflateSync } from "node:zlib";
import { bench, header, ok, operation, sampleApi, wire } from "../sample-api";

const key = { "x-api-key": "key-of-web" };
const text = JSON.stringify({ name: "Cat".repeat(50) });
const accepting = (coding: string) => ({ ...key, "Accept-Encoding": coding });
const api = (minimumCompressionSize?: number) =>
    sampleApi({
        operations: [operation("GET", "/pictures"), operation("POST", "/pictures")],
        ...(minimumCompressionSize !== undefined && { minimumCompressionSize }),
    });
const responding = { responses: async () => ok(text) };

describe("the compression of responses", () => {
    it("has the coding that the client prefers", async () => {
        const { send } = bench(api(0), responding);
        for (const [accepted, coding, decompress] of [
            ["gzip", "gzip", gunzipSync],
            ["deflate", "deflate", inflateSync],
            ["gzip, deflate, br", "gzip", gunzipSync],
            ["gzip;q=0.5, deflate;q=0.8, br;q=0.2", "deflate", inflateSync],
            ["GZIP", "gzip", gunzipSync],
        ] as const) {
            const served = await send("GET", "/Test/pictures", accepting(accepted));
            assert.equal(header(served, "Content-Encoding"), coding, accepted);
            assert.equal(decompress(served.response.body).toString(), text);
        }
    });

    it("is not applied without a coding of API Gateway's in the first place", async () => {
        const { send } = bench(api(0), responding);
        for (const headers of [
            key,
            ...["*", "br, gzip;q=0.5", "identity", "identity, gzip", "gzip;q=0", ""].map(accepting),
        ]) {
            const served = await send("GET", "/Test/pictures", headers);
            assert.equal(header(served, "Content-Encoding"), undefined, JSON.stringify(headers));
            assert.equal(served.response.body.toString(), text);
        }
    });

    it("begins at the API's minimum size, and is off without one", async () => {
        const size = Buffer.byteLength(text);
        for (const [minimum, coding] of [
            [size, "gzip"],
            [size + 1, undefined],
            [undefined, undefined],
        ] as const) {
            const served = await bench(api(minimum), responding).send("GET", "/Test/pictures", accepting("gzip"));
            assert.equal(header(served, "Content-Encoding"), coding, String(minimum));
        }
    });

    it("leaves a response that the integration has encoded", async () => {
        const body = gzipSync(text);
        const responses = async () => ok(body, [["Content-Encoding", "br"]]);
        const { send } = bench({ ...api(0), binaryMediaTypes: ["*/*"] }, { responses });
        const { response } = await send("GET", "/Test/pictures", accepting("gzip"));
        assert.deepEqual(response.body, body);
    });

    it("is in each client's own coding, from the same cache", async () => {
        const { send, calls } = bench(api(0), responding);
        await send("GET", "/Test/pictures", accepting("gzip"));
        const served = await send("GET", "/Test/pictures", accepting("deflate"));
        assert.equal(served.cache, "hit");
        assert.equal(inflateSync(served.response.body).toString(), text);
        assert.equal((await send("GET", "/Test/pictures", key)).response.body.toString(), text);
        assert.equal(calls.length, 1);
    });
});

describe("a compressed request", () => {
    it("reaches validation and the backend decompressed, whether responses are compressed or not", async () => {
        for (const [coding, body] of [
            ["gzip", gzipSync(text)],
            ["deflate", deflateSync(text)],
            ["identity", Buffer.from(text)],
        ] as const) {
            const made = bench(api());
            await made.send("POST", "/Test/pictures", { ...key, "Content-Encoding": coding }, body);
            assert.equal(made.calls[0]?.body.toString(), text, coding);
            assert.ok(!Object.keys(made.calls[0]?.headers ?? {}).includes("content-encoding"));
        }
    });

    it("in another coding, or not in its coding, gets 415", async () => {
        const { send, calls } = bench(api());
        for (const [coding, body] of [
            ["br", text],
            ["gzip, gzip", text],
            ["gzip", text],
            ["deflate", gzipSync(text)],
        ] as const) {
            const served = await send("POST", "/Test/pictures", { ...key, "Content-Encoding": coding }, body);
            assert.equal(wire(served), '415 {"message": "Unsupported Media Type"}', coding);
        }
        assert.equal(calls.length, 0);
    });

    it("is read only after the key was accepted", async () => {
        const headers = { "x-api-key": "wrong", "Content-Encoding": "br" };
        const served = await bench(api()).send("POST", "/Test/pictures", headers, text);
        assert.equal(served.response.status, 403);
    });

    it("that is larger than 10 MB when decompressed gets 413", async () => {
        const body = gzipSync(Buffer.alloc(10_485_761));
        const served = await bench(api()).send("POST", "/Test/pictures", { ...key, "Content-Encoding": "gzip" }, body);
        assert.equal(served.response.status, 413);
    });

    it("without a body is any other request", async () => {
        const served = await bench(api()).send("GET", "/Test/pictures", { ...key, "Content-Encoding": "br" });
        assert.equal(served.response.status, 200);
    });
});
