import assert from "node:assert/strict";
import { methodPath, methodPathSpellings, parseMethodPath } from "../../openapi/method-path";
import { operationsOf } from "../../openapi/operations";
import { mountedPath } from "../../openapi/paths";
import { parseDocument } from "../../openapi/read/parse";
import { stageVariableNames } from "../../openapi/stage-variables";

const ok = 'responses: { "200": { description: Fine. } }';
const document = parseDocument(
    "a.yaml",
    `openapi: 3.0.3
info: { title: A, version: 1.0.0 }
paths:
  /{id}:
    parameters: [{ name: id, in: path, required: true }]
    get: { operationId: one, ${ok} }
    head: { ${ok} }
    put: { ${ok} }
  /live: { get: { x-content-freshness: volatile, ${ok} } }
  /: { get: { ${ok} } }`,
);

describe("operationsOf", () => {
    it("lists the operations of all APIs by path and method, GET as cached unless it is volatile", () => {
        const operations = operationsOf([
            { name: "b", basePath: "/b", document },
            { name: "a", basePath: "/", document },
        ]);
        assert.deepEqual(
            operations.map(({ api, path, methodPath, cached, operationId = "" }) =>
                [api, path, methodPath, cached, operationId].join(" ").trim(),
            ),
            [
                "a / ~1/GET true",
                "b /b ~1b/GET true",
                "b /b/live ~1b~1live/GET false",
                "b /b/{id} ~1b~1{id}/GET true one",
                "b /b/{id} ~1b~1{id}/HEAD false",
                "b /b/{id} ~1b~1{id}/PUT false",
                "a /live ~1live/GET false",
                "a /{id} ~1{id}/GET true one",
                "a /{id} ~1{id}/HEAD false",
                "a /{id} ~1{id}/PUT false",
            ],
        );
    });

    it("locates each operation where its method is written, in the document or in the overlay", () => {
        const text = `swagger: "2.0"
info: { title: A, version: "1" }
paths:
  /{id}:
    parameters: [{ name: id, in: path, required: true, type: string }]
    get: { ${ok} }
  /{id}.json:
    parameters: [{ name: id, in: path, required: true, type: string }]
    get: { ${ok} }
  /referenced/: { $ref: "#/x-items/one" }
x-items:
  one:
    put: { ${ok} }
`;
        const overlay = `overlay: 1.0.0
info: { title: Changes, version: "1" }
actions:
  - target: $.paths
    update:
      /added: { get: { ${ok} } }
  - target: $.paths['/{id}'].get
    update: { summary: One }
`;
        const overlaid = parseDocument("a.yaml", text, { fileName: "overlay.yaml", text: overlay });
        const operations = operationsOf([{ name: "a", basePath: "/a", document: overlaid }]);
        assert.deepEqual(
            operations.map(({ method, path, source }) => `${method} ${path} ${source.fileName}:${source.line}`),
            ["get /a/added overlay.yaml:6", "put /a/referenced a.yaml:13", "get /a/{id} a.yaml:6"],
        );
    });
});

describe("methodPath", () => {
    it("writes each slash of the path as ~1", () => {
        assert.equal(methodPath("/pictures/{id}/views", "get"), "~1pictures~1{id}~1views/GET");
        assert.equal(methodPath("/", "delete"), "~1/DELETE");
    });
});

describe("methodPathSpellings", () => {
    it("adds the form without a leading slash for a path of one segment", () => {
        assert.deepEqual(methodPathSpellings("/pictures", "GET"), ["~1pictures/GET", "pictures/GET"]);
        assert.deepEqual(methodPathSpellings("/pictures/{id}", "GET"), ["~1pictures~1{id}/GET"]);
        assert.deepEqual(methodPathSpellings("/", "ANY"), ["~1/ANY"]);
    });
});

describe("parseMethodPath", () => {
    it("returns the path and the method", () => {
        assert.deepEqual(parseMethodPath("~1pictures~1{id}/GET"), { path: "/pictures/{id}", method: "GET" });
        assert.deepEqual(parseMethodPath("~1/ANY"), { path: "/", method: "ANY" });
        assert.deepEqual(parseMethodPath("pictures/GET"), { path: "pictures", method: "GET" });
    });

    it("returns nothing for another form", () => {
        for (const text of ["*/*", "", "GET"]) assert.equal(parseMethodPath(text), undefined, text);
    });
});

describe("mountedPath", () => {
    it("joins base path and path without a trailing slash", () => {
        assert.equal(mountedPath("/a", "/"), "/a");
        assert.equal(mountedPath("/a", "/{id}"), "/a/{id}");
        assert.equal(mountedPath("/", "/"), "/");
        assert.equal(mountedPath("/", "/b"), "/b");
    });
});

describe("stageVariableNames", () => {
    it("joins hyphenated names, as AWS allows only letters, digits and underscores", () => {
        assert.deepEqual(stageVariableNames("pictures"), {
            link: "picturesLink",
            backend: "picturesBackend",
            alias: "picturesAlias",
            table: "picturesTable",
        });
        assert.deepEqual(stageVariableNames("order-lines-2"), {
            link: "orderLines2Link",
            backend: "orderLines2Backend",
            alias: "orderLines2Alias",
            table: "orderLines2Table",
        });
    });
});
