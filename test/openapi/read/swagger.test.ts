import assert from "node:assert/strict";
import { DocumentError } from "../../../openapi/problem";
import { parseDocument } from "../../../openapi/read/parse";
import { adjustmentsOf, operationAt, parametersOf, withoutLines } from "./adjusted";

const start = `swagger: "2.0"
info: { title: A, version: 1.0.0 }
`;

function parse(text: string) {
    return parseDocument("app/a/openapi.yaml", start + text);
}

describe("A Swagger 2.0 document", () => {
    it("has the operations, bodies, responses and models of the same OpenAPI 3.0 document", () => {
        const swagger = parse(`
basePath: /v2
produces: [application/json]
paths:
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, type: integer, format: int64 }]
    get:
      parameters: [{ name: tags, in: query, type: array, items: { type: string } }]
      responses:
        200: { description: A pet., schema: { $ref: "#/definitions/Pet" }, headers: { X-Rate: { type: integer, description: Calls. } } }
        404: { $ref: "#/responses/NotFound" }
    put:
      consumes: [application/json]
      parameters: [{ $ref: "#/parameters/Body" }]
      responses: { 204: { description: Done. } }
parameters:
  Body: { name: pet, in: body, required: true, schema: { $ref: "#/definitions/Pet" } }
responses:
  NotFound: { description: None., schema: { type: object } }
definitions:
  Pet: { type: object, properties: { name: { type: string, x-nullable: true } } }
`);
        const openapi = parseDocument(
            "app/a/openapi.yaml",
            `
openapi: 3.0.3
info: { title: A, version: 1.0.0 }
servers: [{ url: /v2 }]
paths:
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: integer, format: int64 } }]
    get:
      parameters: [{ name: tags, in: query, explode: false, schema: { type: array, items: { type: string } } }]
      responses:
        200:
          description: A pet.
          content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
          headers: { X-Rate: { description: Calls. } }
        404: { $ref: "#/components/responses/NotFound" }
    put:
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
      responses: { 204: { description: Done. } }
components:
  responses:
    NotFound: { description: None., content: { application/json: { schema: { type: object } } } }
  schemas:
    Pet: { type: object, properties: { name: { type: string, nullable: true } } }
`,
        );
        assert.deepEqual(withoutLines(swagger), withoutLines(openapi));
        assert.equal(operationAt(swagger, "get", "/pets/{id}").backendPath, "/v2/pets/{id}");
        assert.match(adjustmentsOf(swagger)[0] ?? "", /^4 basePath: the path "\/v2": /);
    });

    it("has its forms as request bodies", () => {
        const document = parse(`paths:
  /a:
    post:
      consumes: [application/x-www-form-urlencoded]
      parameters: [{ name: user, in: formData, required: true, type: string }]
      responses: {}
  /b: { post: { parameters: [{ name: note, in: formData, type: string }], responses: {} } }
`);
        assert.equal(operationAt(document, "post", "/a").requestBody?.required, true);
        assert.equal(operationAt(document, "post", "/b").requestBody?.required, false);
        assert.deepEqual(parametersOf(operationAt(document, "post", "/a")), []);
    });

    it("has a repeated name in a query only with the format multi", () => {
        const list = (format: string) =>
            parse(
                `paths: { /a: { get: { parameters: [{ name: a, in: query, type: array, items: { type: string }${format} }], responses: {} } } }`,
            ).operations[0]?.cached;
        assert.deepEqual(
            [list(""), list(", collectionFormat: csv"), list(", collectionFormat: multi")],
            [true, true, false],
        );
    });

    it("has the media types that an operation produces, in shared responses and those without a schema too", () => {
        const document = parse(`
produces: [application/json]
paths:
  /shared: { get: { produces: [application/json, text/csv], responses: { 200: { $ref: "#/responses/R" } } } }
  /bare: { get: { produces: [application/json, text/csv], responses: { 200: { description: A } } } }
  /image: { get: { produces: [image/png], responses: { 200: { description: A } } } }
  /one: { get: { responses: { 200: { $ref: "#/responses/R" } } } }
responses: { R: { description: A, schema: { type: object }, headers: { X-A: { type: string, description: B } } } }
`);
        const accept = ["header ACCEPT", "header Accept", "header accept"];
        const keys = ["/shared", "/bare", "/image", "/one"].map((path) =>
            parametersOf(operationAt(document, "get", path)),
        );
        assert.deepEqual(keys, [accept, accept, [], []]);
        assert.deepEqual(operationAt(document, "get", "/shared").responses[200]?.headers, { "X-A": "B" });
        assert.deepEqual(document.binaryMediaTypes, ["image/png"]);
    });

    it("has properties of any name", () => {
        const document = parse(`
paths: { /a: { post: { parameters: [{ name: b, in: body, schema: { $ref: "#/definitions/__proto__" } }], responses: {} } } }
definitions: { __proto__: { type: object, properties: { __proto__: { type: string }, constructor: { type: file } } } }
`);
        assert.deepEqual(Object.values(document.schemas), [
            {
                type: "object",
                properties: JSON.parse('{ "__proto__": { "type": "string" }, "constructor": { "type": "string" } }'),
            },
        ]);
    });

    it("has the credentials of its security definitions", () => {
        const document = parse(`paths: { /a: { get: { responses: {} } } }
security: [{ basic: [] }]
securityDefinitions: { basic: { type: basic } }
`);
        assert.deepEqual(parametersOf(operationAt(document, "get", "/a")), [
            "header AUTHORIZATION",
            "header Authorization",
            "header authorization",
        ]);
        assert.match(adjustmentsOf(document)[0] ?? "", /^5 securityDefinitions\.basic: a scheme other than/);
    });

    it("has its adjustments at the places and lines of the file", () => {
        const document = parse(`basePath: /v1
paths:
  /a:
    post:
      consumes: [application/xml]
      produces: ["*/*"]
      parameters: [{ name: b, in: body, schema: { type: object } }]
      responses: { 200: { description: A, schema: { type: object } } }
  /b:
    post:
      consumes: [application/x-www-form-urlencoded]
      parameters: [{ name: user, in: formData, type: string }]
      responses: {}
`);
        assert.deepEqual(
            adjustmentsOf(document).map((message) => message.split(": ")[0]),
            [
                "3 basePath",
                "9 paths./a.post.parameters.0",
                "10 paths./a.post.responses.200",
                "14 paths./b.post.parameters.0",
            ],
        );
    });

    it("has its problems at the places and lines of the file", () => {
        const text = `paths:
  /a:
    post:
      parameters:
        - name: ok
          in: header
          type: string
        - name: body
          in: body
          schema: { $ref: "#/definitions/No" }
      responses: { 200: { description: A, schema: { type: array, items: { $ref: "#/definitions/No" } } } }
definitions: { B: { properties: { c: { $ref: "other.json#/C" } } } }
`;
        assert.throws(
            () => parse(text),
            (error) => {
                assert.ok(error instanceof DocumentError);
                const places = error.messages.map(({ line, message }) => `${line} ${message.split(": got ")[0]}`);
                assert.deepEqual(places, [
                    "12 paths./a.post.parameters.1.schema.$ref",
                    "13 paths./a.post.responses.200.schema.items.$ref",
                    "14 definitions.B.properties.c.$ref",
                ]);
                return true;
            },
        );
    });
});
