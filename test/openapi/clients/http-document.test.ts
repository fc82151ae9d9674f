import assert from "node:assert/strict";
import { httpDocument } from "../../../openapi/clients/http-document";
import { httpAdjustments, httpRoutes } from "../../../openapi/derive/http-routes";
import { parseDocument } from "../../../openapi/read/parse";
import { openapiProblems } from "./validate";

const text = `openapi: 3.0.3
info: { title: Files, version: 1.0.0 }
servers: [{ url: /files }]
paths:
  /{path+}:
    get:
      parameters: [{ name: path, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: Fine. } }
`;

describe("the document for clients of a greedy path", () => {
    const api = { name: "files", basePath: "/files", document: parseDocument("files.yaml", text) };

    it("has a variable that OpenAPI knows, for the route that takes the rest of the path", async () => {
        assert.deepEqual(
            httpRoutes([api]).map(({ path }) => path),
            ["/files/{path+}"],
        );
        const servers = [{ url: "https://api.example.com" }];
        const document = httpDocument({ title: "t", apis: [api], authorizers: {}, needsKeys: true, servers });
        assert.deepEqual(Object.keys(document.paths), ["/files/{path}"]);
        assert.equal(await openapiProblems(document, "3.0"), "");
    });

    it("is published as it is, without an adjustment of its variable", () => {
        assert.deepEqual(
            httpAdjustments([api]).filter(({ message }) => /for the whole segment/.test(message)),
            [],
        );
        assert.ok(api.document.adjustments.some(({ message }) => /for the whole segment/.test(message)));
    });
});
