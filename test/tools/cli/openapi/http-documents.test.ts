import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openapiCommand } from "../../../../tools/cli/openapi/openapi-command";

const document = `openapi: 3.0.3
info: { title: Books, version: 1.0.0 }
servers: [{ url: /api/books }]
paths:
  /: { get: { responses: { "200": { description: Fine. } } } }
  /{id}:
    get:
      security: [{}]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: Fine. } }
`;

describe("npm run openapi --publisher http", () => {
    let folder = "";
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-openapi-"));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    function run(text: string, ...flags: readonly string[]): { code: number; out: string } {
        const file = join(folder, "books.yaml");
        writeFileSync(file, text);
        let out = "";
        const code = openapiCommand([file, "--publisher", "http", ...flags], (line) => {
            out += line;
        });
        return { code, out };
    }

    it("lists the routes below the path of the server, which have no cache", () => {
        const { code, out } = run(document);
        assert.equal(code, 0, out);
        assert.match(out, /accepted · 2 operations under \/api\/books/);
        // The base path of a REST API would take the place of the server's path.
        assert.doesNotMatch(out, /takes its place/);
        assert.match(out, /^ {2}GET {5}\/api\/books {7}key$/m);
        assert.match(out, /^ {2}GET {5}\/api\/books\/\{id\} {2}no key$/m);
    });

    it("rejects what an HTTP API cannot publish, with its line", () => {
        const { code, out } = run(document.replace("      security: [{}]\n", "      x-request-validation: body\n"));
        assert.equal(code, 1);
        assert.match(out, /line 7 .*got "body", want "none", as an HTTP API validates no request/);
    });

    it("has no body", () => {
        assert.throws(() => run(document, "--body"), /"--body": got it with --publisher http, want none/);
    });
});
