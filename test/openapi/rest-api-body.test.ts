import assert from "node:assert/strict";
import { readRestApiBody } from "../../openapi/rest-api-body";

function read(body: object) {
    const found = readRestApiBody(JSON.stringify(body));
    assert.ok(found);
    return found;
}

const integration = { type: "HTTP_PROXY", connectionType: "VPC_LINK", connectionId: "abc" };
const pet = { $ref: "#/components/schemas/Pet" };

describe("readRestApiBody", () => {
    it("reads an operation with its references resolved and its schemas as written", () => {
        const { paths, operations, schemas, gatewayResponses } = read({
            openapi: "3.0.1",
            paths: {
                "x-note": "not a path",
                "/": {},
                "/pets/{id}": {
                    parameters: [
                        { name: "id", in: "path", required: true },
                        { name: "q", in: "query" },
                    ],
                    put: {
                        parameters: [{ $ref: "#/components/parameters/Q~1q" }],
                        requestBody: { $ref: "#/components/requestBodies/Pet" },
                        responses: { 200: { $ref: "#/components/responses/Fine" }, 404: {} },
                        "x-amazon-apigateway-request-validator": "body",
                        "x-amazon-apigateway-integration": integration,
                    },
                    trace: {},
                },
            },
            components: {
                parameters: { "Q/q": { name: "q", in: "query", required: true, schema: { type: "integer" } } },
                requestBodies: { Pet: { required: true, content: { "application/json": { schema: pet }, "a/b": {} } } },
                responses: { Fine: { content: { "application/json": { schema: pet } } } },
                schemas: { Pet: { type: "object" } },
            },
            "x-amazon-apigateway-request-validators": { body: { validateRequestBody: true } },
            "x-amazon-apigateway-gateway-responses": { DEFAULT_4XX: { statusCode: 400 } },
        });
        assert.deepEqual(paths, ["/", "/pets/{id}"]);
        assert.deepEqual(operations, [
            {
                path: "/pets/{id}",
                method: "PUT",
                needsApiKey: false,
                parameters: [
                    { name: "id", in: "path", required: true, schema: {} },
                    { name: "q", in: "query", required: true, schema: { type: "integer" } },
                ],
                requestBody: { required: true, content: { "application/json": pet, "a/b": undefined } },
                responses: { 200: { "application/json": pet }, 404: {} },
                validates: { body: true, parameters: false },
                integration,
            },
        ]);
        assert.deepEqual(schemas, { Pet: { type: "object" } });
        assert.deepEqual(gatewayResponses, { DEFAULT_4XX: { statusCode: 400 } });
    });

    it("reads Swagger 2.0 in the same form", () => {
        const { operations, schemas } = read({
            swagger: "2.0",
            consumes: ["application/json"],
            paths: {
                "/pets": {
                    "x-amazon-apigateway-any-method": {
                        produces: ["text/json"],
                        parameters: [
                            { name: "pet", in: "body", required: true, schema: { $ref: "#/definitions/Pet" } },
                            { name: "q", in: "query", type: "integer", description: "A query." },
                        ],
                        responses: { 200: { schema: { items: { $ref: "#/definitions/Pet" } } }, 204: {} },
                    },
                },
            },
            definitions: { Pet: { type: "object" } },
        });
        assert.deepEqual(operations, [
            {
                path: "/pets",
                method: "ANY",
                needsApiKey: false,
                parameters: [{ name: "q", in: "query", required: false, schema: { type: "integer" } }],
                requestBody: { required: true, content: { "application/json": pet } },
                responses: { 200: { "text/json": { items: pet } }, 204: {} },
                validates: { body: false, parameters: false },
                integration: {},
            },
        ]);
        assert.deepEqual(schemas, { Pet: { type: "object" } });
    });

    it("treats parts of an unexpected form as absent", () => {
        const { operations } = read({
            openapi: "3.0.1",
            paths: { "/a": null, "/b": { get: null, post: { parameters: {}, responses: [], requestBody: 1 } } },
            components: [],
        });
        assert.deepEqual(
            operations.map(({ method, parameters, responses, requestBody }) => [
                method,
                parameters,
                responses,
                requestBody,
            ]),
            [
                ["GET", [], {}, undefined],
                ["POST", [], {}, { required: false, content: {} }],
            ],
        );
    });

    it("has the binary media types, and ignores a list of another form", () => {
        const types = (value: unknown) =>
            read({ openapi: "3.0.1", "x-amazon-apigateway-binary-media-types": value }).binaryMediaTypes;
        assert.deepEqual(types(["image/png", 7]), ["image/png"]);
        for (const value of [undefined, null, "image/png", {}]) assert.deepEqual(types(value), []);
    });

    it("returns undefined for anything that is not OpenAPI 3.0 or Swagger 2.0 in JSON", () => {
        for (const text of ["", "null", "[]", "{}", "openapi: 3.0.1", '{"openapi":"3.1.0"}', '{"swagger":"1.2"}']) {
            assert.equal(readRestApiBody(text), undefined, text);
        }
        assert.ok(readRestApiBody('{"openapi":"3.0.0"}') && readRestApiBody('{"swagger":2.0}'));
    });
});
