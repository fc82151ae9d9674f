import assert from "node:assert/strict";
import fc from "fast-check";
import { forgetBodies, isReadable, parseBody } from "../../../policy/gateway/body";
import { definition } from "../corpus/gateway/stack";

describe("a definition", () => {
    it("is read into operations, with what they declare and what they need", () => {
        const body = parseBody(JSON.stringify(definition));
        assert.ok(isReadable(body));
        assert.deepEqual(
            body.operations.map(({ method, path, key, integration }) => [method, path, key.required, integration.type]),
            [
                ["GET", "/items/{id}", true, "http_proxy"],
                ["DELETE", "/items/{id}", true, "http_proxy"],
                ["OPTIONS", "/items/{id}", false, "mock"],
                ["GET", "/items", true, "http_proxy"],
                ["GET", "/stock", true, "http_proxy"],
            ],
        );
        assert.deepEqual(body.operations[0]?.parameters, [{ name: "id", location: "path" }]);
        assert.equal(body.operations[4]?.freshness, "volatile");
    });

    it("is read once, however often it is asked for", () => {
        const text = JSON.stringify(definition);
        assert.equal(parseBody(text), parseBody(text));
    });

    it("is refused beyond the 6 MB that API Gateway takes", () => {
        assert.deepEqual(parseBody(`{"openapi":"3.0.1","x":"${"x".repeat(6 * 1024 * 1024)}"}`), {
            reason: "is larger than 6 MB",
        });
    });

    it("is read in JSON and in YAML alike", () => {
        const json = JSON.stringify(definition);
        const yaml: typeof import("yaml") = require("yaml");
        assert.deepEqual(parseBody(yaml.stringify(JSON.parse(json))), parseBody(json));
    });

    it("of any text at all is read or refused, never an error", () => {
        const text = fc.oneof(
            fc.string(),
            fc.json(),
            fc.json().map((json) => `{"openapi":"3.0.1","paths":${json}}`),
            fc.json().map((json) => `{"openapi":"3.0.1","paths":{"/a":{"get":${json}}}}`),
        );
        fc.assert(
            fc.property(text, (body) => assert.ok(parseBody(body))),
            { seed: 20261121, numRuns: 1000 },
        );
    });

    const rejected = "is not an OpenAPI 3.0 or Swagger 2.0 definition";
    for (const [about, text, reason] of [
        ["a list", "[]", "cannot be read as a JSON or YAML object"],
        ["words", "hello", "cannot be read as a JSON or YAML object"],
        ["no version", "{}", rejected],
        ["both versions", '{"openapi":"3.0.1","swagger":"2.0"}', rejected],
        ["OpenAPI 3.1", '{"openapi":"3.1.0"}', rejected],
        ["OpenAPI 3.0 and more", '{"openapi":"3.0.1x"}', rejected],
        ["OpenAPI as a number", '{"openapi":3.0}', rejected],
        ["Swagger 1.2", '{"swagger":"1.2"}', rejected],
        [
            "large YAML",
            `a: 1 #${"x".repeat(2 * 1024 * 1024)}`,
            "is not JSON, and larger than the 2 MB that are read as YAML",
        ],
        ["broken YAML of 2 MB", `@${"x".repeat(2 * 1024 * 1024 - 1)}`, "cannot be read as a JSON or YAML object"],
    ] as const) {
        it(`is refused as ${about}`, () => assert.deepEqual(parseBody(text), { reason }));
    }

    for (const text of ['{"a":1,"a":2}', "a: 1\na: 2\n", `{"a":1,"a":2,"x":"${"x".repeat(2 * 1024 * 1024)}"}`]) {
        it(`says that a key is named twice in ${text.slice(0, 13)} of ${text.length} characters`, () =>
            assert.deepEqual(parseBody(text), {
                reason: "names a key of one object twice",
                change: "name each key of an object once",
            }));
    }

    for (const text of ['{"openapi":"3.0"', '{"openapi":"3.0.3"', '{"swagger":"2.0"', '{"swagger":2.0']) {
        it(`is read as ${text}`, () => assert.ok(isReadable(parseBody(`${text},"paths":{}}`))));
    }

    it("of 6 MB to the character is read", () => {
        const [head, tail] = ['{"openapi":"3.0.1","paths":{},"x":"', '"}'];
        const filling = "x".repeat(6 * 1024 * 1024 - head.length - tail.length);
        assert.ok(isReadable(parseBody(head + filling + tail)));
        assert.deepEqual(parseBody(`${head}${filling}x${tail}`), { reason: "is larger than 6 MB" });
    });

    it("names the parts that hide operations", () => {
        const read = (more: object) => {
            const body = parseBody(JSON.stringify({ openapi: "3.0.1", ...more }));
            assert.ok(isReadable(body));
            return [body.operations.map(({ method }) => method), body.unreadable, body.keySource];
        };
        assert.deepEqual(read({}), [[], ["paths"], undefined]);
        assert.deepEqual(read({ paths: [] }), [[], ["paths"], undefined]);
        assert.deepEqual(read({ paths: { "x-note": 1, "/a": { $ref: "#/x" }, "/b": [] } }), [
            [],
            ['paths["/a"]', 'paths["/b"]'],
            undefined,
        ]);
        assert.deepEqual(
            read({
                "x-amazon-apigateway-api-key-source": "AUTHORIZER",
                paths: {
                    "/a": {
                        GET: {},
                        put: { $ref: "#/x" },
                        post: 1,
                        parameters: [],
                        "x-amazon-apigateway-any-method": {},
                    },
                },
            }),
            [["GET", "ANY"], ['paths["/a"].put', 'paths["/a"].post'], "AUTHORIZER"],
        );
    });

    it("is read anew after it was let go of", () => {
        const text = JSON.stringify(definition);
        const before = parseBody(text);
        forgetBodies();
        assert.notEqual(parseBody(text), before);
        assert.deepEqual(parseBody(text), before);
    });
});
