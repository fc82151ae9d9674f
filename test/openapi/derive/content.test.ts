import assert from "node:assert/strict";
import { deriveBody } from "../../../openapi/derive/body";
import { parseDocument } from "../../../openapi/read/parse";
import { readBody } from "../import";

const document = (content: string) =>
    parseDocument(
        "t.yaml",
        `openapi: 3.0.3
info: { title: T, version: "1" }
paths:
  /a:
    post:
      requestBody: { required: true, content: ${content} }
      responses: { "200": { description: Fine. } }
`,
    );

function derive(content: string, binaryMediaTypes?: readonly string[]) {
    const api = { name: "a", basePath: "/a", document: document(content) };
    const apis = [binaryMediaTypes === undefined ? api : { ...api, binaryMediaTypes }];
    const cors = { allowOrigin: "*", allowHeaders: ["x-api-key"] };
    return readBody(deriveBody({ title: "t", version: "1", apis, cors }));
}

function preflightOf(body: ReturnType<typeof derive>) {
    const integration = body.paths["/a/a"]?.options?.["x-amazon-apigateway-integration"];
    return integration?.type === "mock" ? integration : assert.fail("no preflight");
}

describe("The content of the derived body", () => {
    it("has no request body where no media type has a model, as nothing is validated", () => {
        const body = derive("{ text/plain: { schema: { type: string } }, application/json: {} }");
        assert.equal(body.paths["/a/a"]?.post?.requestBody, undefined);
    });

    it("lists the binary media types of documents and settings once, sorted", () => {
        const body = derive("{ image/png: {}, application/pdf: {} }", ["image/png", "application/x-own"]);
        assert.deepEqual(body["x-amazon-apigateway-binary-media-types"], [
            "application/pdf",
            "application/x-own",
            "image/png",
        ]);
    });

    it("has no list of binary media types if no body is binary", () => {
        assert.equal(derive("{ application/json: {} }")["x-amazon-apigateway-binary-media-types"], undefined);
    });

    it("converts a preflight request to text where everything is binary, as the mock could not map it", () => {
        assert.deepEqual(preflightOf(derive("{ image/png: {} }", ["*/*"])).contentHandling, "CONVERT_TO_TEXT");
        assert.equal(preflightOf(derive("{ image/png: {} }")).contentHandling, undefined);
    });
});
