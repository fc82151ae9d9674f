import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "../../../../openapi/read/parse";

const page = readFileSync(join(__dirname, "../../../../docs/documents.md"), "utf8");
const [volatile = "", drop = "", security = ""] = [...page.matchAll(/```yaml\n(overlay: .*?)```/gs)].map(
    ([, text]) => text,
);

const ok = 'responses: { "200": { description: Fine. } }';
const id = "parameters: [{ name: id, in: path, required: true, schema: { type: string } }]";
const document = `openapi: 3.0.3
info: { title: A, version: 1.0.0 }
paths:
  /pictures/{id}/views: { get: { ${id}, ${ok} } }
  /now: { get: { tags: [live], ${ok} } }
  /internal/metrics: { get: { ${ok} } }
  /users: { get: { ${ok} }, delete: { tags: [people, admin], ${ok} } }
  /album_list_v1: { get: { ${ok} } }
`;

describe("The overlays in docs/documents.md", () => {
    const operations = (text: string) =>
        parseDocument("openapi.yaml", document, { fileName: "overlay.yaml", text }).operations;
    const names = (text: string) => operations(text).map(({ method, path }) => `${method} ${path}`);

    it("mark content as volatile", () => {
        const marked = operations(volatile).filter((operation) => operation.volatile);
        assert.deepEqual(
            marked.map(({ path }) => path),
            ["/now", "/pictures/{id}/views"],
        );
    });

    it("drop operations", () => {
        assert.deepEqual(names(drop), ["get /album_list_v1", "get /now", "get /pictures/{id}/views", "get /users"]);
    });

    it("set security and rename a path", () => {
        assert.ok(names(security).includes("get /albums"));
        assert.ok(!names(security).includes("get /album_list_v1"));
        const keyed = operations(security).find(({ path }) => path === "/albums")?.parameters;
        assert.ok(keyed?.some(({ name }) => name === "Authorization"));
    });
});
