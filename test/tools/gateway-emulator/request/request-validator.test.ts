import assert from "node:assert/strict";
import { defaultBehavior } from "../../../../tools/gateway-emulator/http/unverified-behavior";
import { bench, header, operation, sampleApi, wire } from "../sample-api";

const withoutKey = {};
const withKey = { "x-api-key": "key-of-web" };

describe("request validation", () => {
    const parameters = [
        { name: "b", in: "query", required: true },
        { name: "a", in: "query", required: true },
        { name: "x-one", in: "header", required: true },
        { name: "free", in: "query", required: false },
    ] as const;
    const body = { required: true, schemas: { "application/json": { $ref: "#/components/schemas/Picture" } } };
    const models = {
        Picture: {
            type: "object",
            required: ["title"],
            properties: { title: { type: "string" }, next: { $ref: "#/components/schemas/Picture" } },
        },
    };
    const api = sampleApi({
        operations: [operation("GET", "/p", { parameters }), operation("POST", "/p", { body })],
        models,
    });

    it("lists the missing parameters: headers, path, query, each sorted", async () => {
        const served = await bench(api).send("GET", "/Test/p?free=1");
        assert.equal(wire(served), '400 {"message": "Missing required request parameters: [x-one, a, b]"}');
        assert.equal(header(served, "x-amzn-ErrorType"), "BadRequestException");
        assert.equal(
            (await bench(api).send("GET", "/Test/p?a=&b=2", { ...withKey, "x-one": "1" })).response.status,
            200,
        );
    });

    it("omits the space in the message of a 400 without spaceInBadRequest", async () => {
        const served = await bench(api, { unverified: { ...defaultBehavior, spaceInBadRequest: false } }).send(
            "POST",
            "/Test/p",
        );
        assert.equal(wire(served), '400 {"message":"Invalid request body"}');
    });

    const bodies: readonly [string, string, number][] = [
        ["", "application/json", 400],
        ["{", "application/json", 400],
        ["[]", "application/json", 400],
        ['{"title":7}', "application/json", 400],
        ['{"title":"x","next":{}}', "application/json; charset=utf-8", 400],
        ['{"title":"x","next":{"title":"y"}}', "application/json", 200],
        ["title=x", "application/x-www-form-urlencoded", 200],
    ];
    for (const [text, type, status] of bodies) {
        it(`returns ${status} for the body ${JSON.stringify(text)} as ${type}`, async () => {
            const made = bench(api);
            const served = await made.send("POST", "/Test/p", { ...withKey, "content-type": type }, text);
            assert.equal(served.response.status, status);
            if (status === 400) assert.equal(wire(served), '400 {"message": "Invalid request body"}');
            assert.equal(made.calls.length, status === 200 ? 1 : 0);
        });
    }

    it("reads a body without a media type as JSON, and checks the key first", async () => {
        assert.equal((await bench(api).send("POST", "/Test/p", withKey, "{}")).response.status, 400);
        assert.equal((await bench(api).send("POST", "/Test/p", withoutKey, "{}")).response.status, 403);
    });
});
