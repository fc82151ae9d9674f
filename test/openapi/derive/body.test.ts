import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { deriveBody } from "../../../openapi/derive/body";
import type { PublishedApi } from "../../../openapi/document";
import { DocumentError } from "../../../openapi/problem";
import { parseDocument } from "../../../openapi/read/parse";
import { importedOperations, readBody } from "../import";

function api(name: string, yaml: string, basePath = `/${name}`): PublishedApi {
    return { name, basePath, document: parseDocument(`app/${name}/openapi.yaml`, yaml) };
}

function derive(...apis: PublishedApi[]) {
    return readBody(deriveBody({ title: "test", version: "1.0.0", apis }));
}

const start = "openapi: 3.0.3\ninfo: { title: Small, version: 1.0.0 }\n";
const ok = 'responses: { "200": { description: Fine. } }';
const cors = { allowOrigin: "https://example.com", allowHeaders: ["content-type", "x-api-key"], maxAgeSeconds: 600 };

const small = `${start}
paths:
  /all:
    get:
      operationId: list
      parameters:
        - { name: tag, in: query, description: A tag., schema: { type: string, default: none } }
      responses:
        "200":
          description: All.
          content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Small-Thing" } } } }
  /{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: integer, format: int64 } }
    get:
      x-content-freshness: volatile
      security: []
      ${ok}
components:
  schemas:
    Small-Thing: { type: object, properties: { name: { type: string, example: Cat } } }
`;

const apiKey = [{ api_key: [] }];
const integration = {
    type: "http_proxy",
    connectionType: "VPC_LINK",
    connectionId: "${stageVariables.smallThingsLink}",
    httpMethod: "GET",
    passthroughBehavior: "when_no_match",
    timeoutInMillis: 29000,
};
const idParameter = { name: "id", in: "path", required: true, schema: { type: "integer" } };
const paths = {
    "/small-things/all": {
        get: {
            operationId: "smallThingsList",
            parameters: [
                { name: "tag", in: "query", required: false, description: "A tag.", schema: { type: "string" } },
            ],
            responses: {
                "200": {
                    description: "All.",
                    content: {
                        "application/json": {
                            schema: { type: "array", items: { $ref: "#/components/schemas/SmallThingsSmallThing" } },
                        },
                    },
                },
            },
            security: apiKey,
            "x-amazon-apigateway-integration": {
                ...integration,
                uri: "http://${stageVariables.smallThingsBackend}/all",
                cacheKeyParameters: ["method.request.querystring.tag"],
            },
        },
    },
    "/small-things/{id}": {
        get: {
            parameters: [idParameter],
            responses: { "200": { description: "Fine." } },
            security: [],
            "x-content-freshness": "volatile",
            "x-amazon-apigateway-integration": {
                ...integration,
                uri: "http://${stageVariables.smallThingsBackend}/{id}",
                requestParameters: { "integration.request.path.id": "method.request.path.id" },
            },
        },
    },
};
const golden = {
    openapi: "3.0.1",
    info: { title: "test", version: "1.0.0" },
    paths,
    components: {
        schemas: { SmallThingsSmallThing: { type: "object", properties: { name: { type: "string" } } } },
        securitySchemes: { api_key: { type: "apiKey", name: "x-api-key", in: "header" } },
    },
    "x-amazon-apigateway-api-key-source": "HEADER",
    "x-amazon-apigateway-request-validators": {
        "body-and-parameters": { validateRequestBody: true, validateRequestParameters: true },
    },
    "x-amazon-apigateway-request-validator": "body-and-parameters",
};

function preflight(allowedMethods: string, parameters: object) {
    const header = { schema: { type: "string" } };
    return {
        summary: "Answers the preflight of a browser.",
        ...parameters,
        responses: {
            "204": {
                description: "What a browser may send from another origin.",
                headers: {
                    "Access-Control-Allow-Headers": header,
                    "Access-Control-Allow-Methods": header,
                    "Access-Control-Allow-Origin": header,
                    "Access-Control-Max-Age": header,
                },
            },
        },
        "x-amazon-apigateway-integration": {
            type: "mock",
            passthroughBehavior: "when_no_match",
            requestTemplates: { "application/json": '{"statusCode": 204}' },
            responses: {
                default: {
                    statusCode: "204",
                    responseParameters: {
                        "method.response.header.Access-Control-Allow-Headers": "'content-type,x-api-key'",
                        "method.response.header.Access-Control-Allow-Methods": `'${allowedMethods}'`,
                        "method.response.header.Access-Control-Allow-Origin": "'https://example.com'",
                        "method.response.header.Access-Control-Max-Age": "'600'",
                    },
                },
            },
        },
    };
}

describe("deriveBody", () => {
    it("derives a small document as API Gateway imports it", () => {
        const body = deriveBody({ title: "test", version: "1.0.0", apis: [api("small-things", small)] });
        assert.deepEqual(JSON.parse(body), golden);
    });

    it("adds preflight mocks without a key and gateway responses with CORS", () => {
        const body = deriveBody({ title: "test", version: "1.0.0", apis: [api("small-things", small)], cors });
        const responseParameters = {
            "gatewayresponse.header.Access-Control-Allow-Headers": "'content-type,x-api-key'",
            "gatewayresponse.header.Access-Control-Allow-Origin": "'https://example.com'",
        };
        assert.deepEqual(JSON.parse(body), {
            ...golden,
            paths: {
                "/small-things/all": { ...paths["/small-things/all"], options: preflight("GET,OPTIONS", {}) },
                "/small-things/{id}": {
                    ...paths["/small-things/{id}"],
                    options: preflight("GET,OPTIONS", { parameters: [idParameter] }),
                },
            },
            "x-amazon-apigateway-gateway-responses": {
                DEFAULT_4XX: { responseParameters },
                DEFAULT_5XX: { responseParameters },
            },
        });
    });

    it("keeps a document's own OPTIONS, with an API key, with CORS", () => {
        const own = api("own", `${start}paths: { /: { options: { ${ok} }, get: { ${ok} } } }`);
        const body = readBody(deriveBody({ title: "test", version: "1.0.0", apis: [own], cors }));
        assert.deepEqual(body.paths["/own"]?.options?.security, apiKey);
        assert.equal(body.paths["/own"]?.options?.["x-amazon-apigateway-integration"].type, "http_proxy");
    });

    it("requires an API key even if the root of the document requires none", () => {
        const body = derive(api("a", `${start}security: []\npaths: { /: { get: { ${ok} } } }`));
        assert.deepEqual(body.paths["/a"]?.get?.security, apiKey);
    });

    it("keeps alternatives of an operation's security and names the key's scheme api_key", () => {
        const body = derive(
            api(
                "a",
                `${start}paths: { /: { get: { security: [{ Key: [] }, {}], ${ok} } } }
components: { securitySchemes: { Key: { type: apiKey, in: header, name: X-API-Key } } }`,
            ),
        );
        assert.deepEqual(body.paths["/a"]?.get?.security, [{ api_key: [] }, {}]);
    });

    it("puts every declared path, query and header parameter of a cached GET into its cache key", () => {
        const body = derive(
            api(
                "a",
                `${start}
paths:
  /{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
      - { name: q, in: query, schema: { type: string } }
    get:
      parameters:
        - { name: q, in: query, required: true, schema: { type: array, items: { type: string } }, explode: false }
        - { name: Accept-Language, in: header, schema: { type: string } }
      ${ok}
    post: { ${ok} }
`,
            ),
        );
        const item = body.paths["/a/{id}"];
        const integration = item?.get?.["x-amazon-apigateway-integration"];
        assert.ok(integration?.type === "http_proxy");
        assert.deepEqual(integration.cacheKeyParameters, [
            "method.request.header.ACCEPT-LANGUAGE",
            "method.request.header.Accept-Language",
            "method.request.header.accept-language",
            "method.request.path.id",
            "method.request.querystring.q",
        ]);
        assert.equal(item?.get?.parameters?.find(({ name }) => name === "q")?.required, true);
        const post = item?.post?.["x-amazon-apigateway-integration"];
        assert.ok(post?.type === "http_proxy" && post.cacheKeyParameters === undefined);
    });

    it("removes or simplifies everything that API Gateway does not support", () => {
        const body = derive(
            api(
                "a",
                `${start}
servers: [{ url: "https://example.com" }]
externalDocs: { url: "https://example.com" }
paths:
  /:
    post:
      deprecated: true
      externalDocs: { url: "https://example.com" }
      callbacks: { done: { "{$request.body#/url}": { post: { responses: {} } } } }
      servers: []
      tags: [things]
      x-internal: true
      parameters:
        - { name: session, in: cookie, schema: { type: string } }
        - { name: filter, in: query, style: deepObject, example: { a: b }, schema: { type: object } }
        - { name: at, in: query, content: { text/plain: { schema: { type: string } } } }
      requestBody: { $ref: "#/components/requestBodies/Input" }
      responses:
        "200": { $ref: "#/components/responses/Fine" }
        4XX: { description: Yours. }
        default: { description: Anything. }
components:
  requestBodies:
    Input:
      description: A thing.
      content: { application/json: { example: {}, schema: { $ref: "#/components/schemas/T_1" } } }
  responses:
    Fine:
      description: Fine.
      links: {}
      headers: { X-Count: { description: A count., schema: { type: integer } }, X-Plain: { schema: {} } }
  schemas:
    T_1:
      type: object
      nullable: true
      discriminator: { propertyName: kind }
      xml: { name: t }
      required: [default]
      properties:
        default: { type: string, default: a, readOnly: true, nullable: true, minLength: 1 }
        example: { type: integer, format: int32, minimum: 0, exclusiveMinimum: true, deprecated: true }
        writeOnly: { $ref: "#/components/schemas/U", description: ignored beside a reference }
      additionalProperties: { oneOf: [{ type: string, x-note: a }, { not: { type: array, items: { example: 1 } } }] }
    U: { type: string, format: date, enum: [a], externalDocs: { url: "https://example.com" }, additionalProperties: false }
`,
            ),
        );
        const types = ["string", "number", "boolean", "object"].map((type) => ({ type }));
        const onlyNull = { not: { anyOf: [...types, { type: "array", items: {} }] } };
        const thing = {
            type: "object",
            properties: {
                default: { minLength: 1 },
                example: { type: "integer", minimum: 0 },
                writeOnly: { $ref: "#/components/schemas/AU" },
            },
            additionalProperties: { oneOf: [{ type: "string" }, { not: { type: "array", items: {} } }] },
        };
        assert.deepEqual(body.components.schemas, {
            AT1: { anyOf: [{ ...thing, required: ["default"] }, onlyNull] },
            AT1Request: { anyOf: [thing, onlyNull] },
            AU: { type: "string", enum: ["a"] },
        });
        const operation = body.paths["/a"]?.post;
        assert.deepEqual(
            { ...operation, "x-amazon-apigateway-integration": undefined },
            {
                tags: ["things"],
                parameters: [
                    { name: "at", in: "query", required: false, schema: { type: "string" } },
                    { name: "filter", in: "query", required: false, schema: { type: "string" } },
                ],
                requestBody: {
                    description: "A thing.",
                    required: false,
                    content: { "application/json": { schema: { $ref: "#/components/schemas/AT1Request" } } },
                },
                responses: {
                    "200": {
                        description: "Fine.",
                        headers: {
                            "X-Count": { description: "A count.", schema: { type: "string" } },
                            "X-Plain": { schema: { type: "string" } },
                        },
                    },
                },
                security: apiKey,
                "x-amazon-apigateway-integration": undefined,
            },
        );
    });

    it("gives an operation without a status one response, as OpenAPI requires", () => {
        const body = derive(
            api("a", `${start}paths: { /: { get: { responses: { default: { description: Any. } } } } }`),
        );
        assert.deepEqual(body.paths["/a"]?.get?.responses, { "200": { description: "The backend's response." } });
    });

    it("rejects APIs that clash", () => {
        assert.throws(() => derive(api("a", small, "/"), api("b", small, "/")), DocumentError);
    });

    it("mounts a document at the root", () => {
        const body = derive(api("a", `${start}paths: { /: { get: { ${ok} } }, /b: { get: { ${ok} } } }`, "/"));
        assert.deepEqual(Object.keys(body.paths), ["/", "/b"]);
    });

    it("publishes the two apps of this repository", () => {
        const apis = ["pictures", "books"].map((name) => api(name, readFileSync(`app/${name}/openapi.yaml`, "utf8")));
        const operations = importedOperations(derive(...apis));
        assert.deepEqual(
            operations.map(({ path, method }) => `${method} ${path}`),
            [
                ...["get /books", "post /books", "delete /books/{isbn}", "get /books/{isbn}", "put /books/{isbn}"],
                ...["post /pictures", "get /pictures/all"],
                ...["delete /pictures/{id}", "get /pictures/{id}", "put /pictures/{id}"],
                ...["get /pictures/{id}/views", "post /pictures/{id}/views"],
            ],
        );
        const keys = operations.flatMap(({ path, operation }) => {
            const { "x-amazon-apigateway-integration": found } = operation;
            return found.type === "http_proxy" && found.cacheKeyParameters ? [[path, ...found.cacheKeyParameters]] : [];
        });
        assert.deepEqual(keys, [
            ["/books", "method.request.querystring.author", "method.request.querystring.limit"],
            ["/books/{isbn}", "method.request.path.isbn"],
            [
                "/pictures/all",
                "method.request.querystring.after",
                "method.request.querystring.limit",
                "method.request.querystring.tag",
            ],
            ["/pictures/{id}", "method.request.path.id"],
        ]);
        for (const { operation } of operations) assert.deepEqual(operation.security, apiKey);
    });
});
