import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import type { DeployedApi } from "../../../../tools/gateway-emulator/state/deployed-api";
import type { ContentHandling } from "../../../../tools/gateway-emulator/state/integration";
import { bench, header, ok, operation, sampleApi, wire } from "../sample-api";

const png = Buffer.from("89504e470d0a1a0aff00fe", "hex");
const damagedPng = Buffer.from("efbfbd504e470d0a1a0aefbfbd00efbfbd", "hex");
const key = { "x-api-key": "key-of-web" };
const failure = Buffer.from('{"message": "Internal server error"}');

function api(binaryMediaTypes: readonly string[], contentHandling?: ContentHandling): DeployedApi {
    const operations = [
        operation("GET", "/pictures"),
        operation("POST", "/pictures", { integration: { contentHandling } }),
    ];
    return sampleApi({ operations, binaryMediaTypes });
}

describe("a request body", () => {
    const post = async (type: string | undefined, body: Buffer, served: DeployedApi) => {
        const made = bench(served);
        const { response } = await made.send(
            "POST",
            "/Test/pictures",
            { ...key, ...(type && { "Content-Type": type }) },
            body,
        );
        return made.calls[0]?.body ?? response.body;
    };
    const base64 = (bytes: Buffer) => Buffer.from(bytes.toString("base64"));
    const jpg = Buffer.from("fffe0001", "hex");

    const table: readonly [string, string[], ContentHandling | undefined, string | undefined, Buffer, Buffer][] = [
        ["is text without binary types", [], undefined, "image/png", png, damagedPng],
        ["is text of any other type", ["image/jpeg"], undefined, "image/png", png, damagedPng],
        ["passes byte for byte if its type is binary", ["image/png"], undefined, "image/png", png, png],
        ["whose type has parameters", ["image/png"], undefined, "Image/PNG; a=b", png, png],
        ["of a type with any subtype", ["image/*"], undefined, "image/png", jpg, jpg],
        ["of every type", ["*/*"], undefined, "image/png", jpg, jpg],
        ["without a type, if every type is binary", ["*/*"], undefined, undefined, jpg, jpg],
        ["of a subtype of any type is text", ["*/png"], undefined, "image/png", png, damagedPng],
        ["is text that stays the same", [], undefined, "application/json", Buffer.from("é"), Buffer.from("é")],
        ["is converted to text", ["image/png"], "CONVERT_TO_TEXT", "image/png", png, base64(png)],
        ["that is text needs no conversion to text", [], "CONVERT_TO_TEXT", "image/png", png, damagedPng],
        ["is decoded", [], "CONVERT_TO_BINARY", "text/plain", base64(png), png],
        ["that is binary needs no decoding", ["image/png"], "CONVERT_TO_BINARY", "image/png", png, png],
        ["that is not Base64 cannot be decoded", [], "CONVERT_TO_BINARY", "text/plain", png, failure],
    ];
    for (const [name, types, handling, type, sent, received] of table) {
        it(`${name}: [${types}], ${handling ?? "no conversion"}, ${type ?? "no type"}`, async () => {
            assert.deepEqual(await post(type, sent, api(types, handling)), received);
        });
    }

    it("of a binary type is validated like any other", async () => {
        const body = { required: true, schemas: { "application/json": { type: "object" } } };
        const operations = [operation("POST", "/pictures", { body })];
        const { send } = bench(sampleApi({ operations, binaryMediaTypes: ["*/*"] }));
        const status = async (text: string) =>
            (await send("POST", "/Test/pictures", { ...key, "content-type": "application/json" }, text)).response
                .status;
        assert.deepEqual([await status("{}"), await status("[]")], [200, 400]);
    });
});

describe("a response body", () => {
    const get = async (types: readonly string[], accept: string | undefined, type: string, body: Buffer) => {
        const made = bench(api(types), { responses: async () => ok(body, [["content-type", type]]) });
        return (await made.send("GET", "/Test/pictures", { ...key, ...(accept && { Accept: accept }) })).response.body;
    };
    const encoded = Buffer.from(png.toString("base64"));
    const json = Buffer.from('{"a":1}');
    const browser = "image/avif,image/webp,*/*;q=0.8";

    const table: readonly [string, string[], string | undefined, string, Buffer, Buffer][] = [
        ["is text without binary types", [], "image/png", "image/png", png, damagedPng],
        ["is binary if response and client say so", ["image/png"], "image/png", "image/png", png, png],
        ["is Base64 for a client that accepts text", ["image/png"], "text/html", "image/png", png, encoded],
        ["the first type that the client accepts decides", ["image/png"], browser, "image/png", png, encoded],
        ["that type may differ from the response's", ["image/png", "image/avif"], browser, "image/png", png, png],
        ["a client that accepts anything accepts text", ["image/png"], "*/*", "image/png", png, encoded],
        ["a client that says nothing accepts text", ["image/png"], undefined, "image/png", png, encoded],
        ["of every type is binary for any client", ["*/*"], browser, "image/png", png, png],
        ["of every type, for a client that says nothing", ["*/*"], undefined, "image/png", png, png],
        ["is text for a client that accepts text", ["image/png"], "text/html", "text/plain", json, json],
        ["is decoded if only the client says binary", ["image/png"], "image/png", "text/plain", encoded, png],
        ["that is not Base64 cannot be decoded", ["image/png"], "image/png", "application/json", json, failure],
    ];
    for (const [name, types, accept, type, sent, received] of table) {
        it(`${name}: [${types}], Accept: ${accept ?? "none"}, ${type}`, async () => {
            assert.deepEqual(await get(types, accept, type, sent), received);
        });
    }

    it("that is compressed is damaged without binary types, and keeps its Content-Encoding", async () => {
        const compressed = gzipSync("{}");
        const headers = [
            ["content-type", "application/json"],
            ["content-encoding", "gzip"],
        ] as const;
        const served = async (types: readonly string[]) =>
            bench(api(types), { responses: async () => ok(compressed, headers) }).send("GET", "/Test/pictures", key);
        const damaged = await served([]);
        assert.equal(header(damaged, "content-encoding"), "gzip");
        // The bytes that a user recorded: sapphirepaw.blogspot.com, "API Gateway vs. gzip".
        assert.equal(damaged.response.body.subarray(0, 5).toString("hex"), "1fefbfbd08");
        assert.deepEqual((await served(["*/*"])).response.body, compressed);
    });

    it("is damaged and encoded as AWS was recorded to do it: localstack, TestApiGatewayS3BinarySupport", async () => {
        const sent = Buffer.from(
            "H4sIABRs7mMC/0vOzy0oSi0uTk1RSEksSdRRKM7IL81JUUhKVcjMK0vMyUxRCA1x07VQKC4pysxLBwC4ORBXLwAAAA==",
            "base64",
        );
        const damaged =
            "\u001f\ufffd\u0008\u0000\u0014l\ufffdc\u0002\ufffdK\ufffd\ufffd-(J-.NMQHI,I\ufffdQ(\ufffd\ufffd/\ufffdIQHJU\ufffd\ufffd+K\ufffd\ufffdLQ\u0008\rq\u04f5P(.)\ufffd\ufffdK\u0007\u0000\ufffd9\u0010W/\u0000\u0000\u0000";
        assert.equal((await get([], "image/png", "image/png", sent)).toString("utf8"), damaged);
        const text = await get(["image/png"], "text/plain", "image/png", sent);
        assert.deepEqual(text, Buffer.from(sent.toString("base64")));
    });

    it("that was converted explains itself to a developer only, in either direction", async () => {
        const reason = async (method: string, explains: boolean, body: Buffer | string) => {
            const made = bench(api([]), { explains, responses: async () => ok(body) });
            return header(
                await made.send(method, "/Test/pictures", key, method === "POST" ? png : ""),
                "x-local-reason",
            );
        };
        const types = "Content-Type and the first type of Accept are not both binary media types of the API";
        assert.equal(await reason("GET", true, png), `the response's body was converted: ${types}`);
        assert.match((await reason("POST", true, "{}")) ?? "", /^the request's body was converted: its Content-Type/);
        assert.equal(await reason("GET", true, "{}"), undefined);
        assert.equal(await reason("GET", false, png), undefined);
    });

    it("is cached as its first client received it", async () => {
        const { send } = bench(api(["image/png"]), { responses: async () => ok(png, [["content-type", "image/png"]]) });
        await send("GET", "/Test/pictures", { ...key, Accept: "text/html" });
        const second = await send("GET", "/Test/pictures", { ...key, Accept: "image/png" });
        assert.deepEqual([second.cache, second.response.body], ["hit", encoded]);
    });
});

describe("a preflight", () => {
    const preflight = (binaryMediaTypes: readonly string[], contentHandling?: ContentHandling) => {
        const integration = {
            type: "mock" as const,
            requestTemplates: { "application/json": "{statusCode: 204}" },
            responses: { default: { statusCode: "204", responseParameters: {}, responseTemplates: {} } },
            contentHandling,
        };
        const operations = [operation("OPTIONS", "/pictures", { apiKeyRequired: false, integration })];
        return bench(sampleApi({ operations, binaryMediaTypes })).send("OPTIONS", "/Test/pictures", { Accept: "*/*" });
    };

    it("fails if every type is binary, unless the mock converts to text", async () => {
        assert.equal(wire(await preflight(["*/*"])), '500 {"message": "Internal server error"}');
        assert.equal(wire(await preflight(["*/*"], "CONVERT_TO_TEXT")), "204 ");
        assert.equal(wire(await preflight(["application/json"])), '500 {"message": "Internal server error"}');
    });

    it("works with other binary types", async () => {
        assert.equal(wire(await preflight(["image/png", "application/octet-stream"])), "204 ");
        assert.equal(wire(await preflight([], "CONVERT_TO_BINARY")), '500 {"message": "Internal server error"}');
    });

    it("that has a body converts it as its response says", async () => {
        const body = (responseHandling?: ContentHandling) => {
            const integration = {
                type: "mock" as const,
                requestTemplates: { "application/json": "{statusCode: 200}" },
                responses: {
                    default: {
                        statusCode: "200",
                        responseParameters: {},
                        responseTemplates: { "application/json": "{}" },
                        contentHandling: responseHandling,
                    },
                },
                contentHandling: "CONVERT_TO_TEXT" as const,
            };
            const operations = [operation("OPTIONS", "/pictures", { apiKeyRequired: false, integration })];
            const made = bench(sampleApi({ operations, binaryMediaTypes: ["image/png"] }));
            return made.send("OPTIONS", "/Test/pictures", { Accept: "image/png" }).then(wire);
        };
        assert.equal(await body(), '500 {"message": "Internal server error"}');
        assert.equal(await body("CONVERT_TO_TEXT"), "200 {}");
    });
});
