import assert from "node:assert/strict";
import fc from "fast-check";
import { isReadable, parseBody } from "../../../policy/gateway/body";
import { definition } from "../corpus/gateway-stack";

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
});
