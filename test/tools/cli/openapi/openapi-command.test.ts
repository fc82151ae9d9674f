import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openapiCommand } from "../../../../tools/cli/openapi/openapi-command";
import { UsageError } from "../../../../tools/cli/terminal/usage-error";

const document = `openapi: 3.0.3
info: { title: A, version: 1.0.0 }
paths:
  /items/:
    get:
      parameters: [{ name: size, in: query, schema: { type: string } }, { name: X-Tenant, in: header, schema: {} }]
      responses: { "200": { description: Fine. } }
    post: { responses: { "201": { description: Made. } } }
  /items/{id}/views:
    get:
      x-content-freshness: volatile
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "200": { description: Fine. } }
  /tags:
    get:
      parameters: [{ name: tag, in: query, schema: { type: array, items: { type: string } } }]
      responses: { "200": { description: Fine. } }
`;
const overlay = `overlay: 1.0.0
info: { title: T, version: "1" }
actions:
  - target: $.paths['/tags'].get
    update: { x-content-freshness: volatile }
`;

describe("npm run openapi", () => {
    let folder: string;
    const file = (name: string) => join(folder, name);
    const write = (name: string, content: string | Buffer) => {
        writeFileSync(file(name), content);
        return file(name);
    };

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-openapi-"));
    });

    afterEach(() => rmSync(folder, { recursive: true }));

    function run(...argv: string[]): { code: number; out: string } {
        let out = "";
        const code = openapiCommand(argv, (text) => {
            out += text;
        });
        return { code, out };
    }

    function usageOf(...argv: string[]): readonly string[] {
        try {
            openapiCommand(argv, () => {});
        } catch (error) {
            assert.ok(error instanceof UsageError, String(error));
            return error.problems;
        }
        return [];
    }

    function json(...argv: string[]) {
        const { code, out } = run(...argv, "--json");
        const { documents } = JSON.parse(out) as { documents: Record<string, unknown>[] };
        return { code, documents };
    }

    it("prints operations with cache, cache keys and API key, and each adjustment with its line", () => {
        mkdirSync(file("shop"));
        const { code, out } = run(write("shop/openapi.yaml", document));
        assert.equal(code, 0);
        const lines = out.split("\n").map((line) => line.trimEnd());
        assert.equal(lines[0], `${file("shop/openapi.yaml")} · accepted · 4 operations under /shop · 2 adjustments`);
        assert.deepEqual(lines.slice(2, 6), [
            "  GET     /shop/items             key     cached by header x-tenant, query size",
            "  POST    /shop/items             key",
            "  GET     /shop/items/{id}/views  key     volatile",
            "  GET     /shop/tags              key     not cached, see below",
        ]);
        assert.equal(lines[7], "  Published differently:");
        assert.match(lines[8] ?? "", /^ {4}line 4 {2}paths\.\/items\/: /);
        assert.match(lines[9] ?? "", /^ {4}line 16 {2}paths\.\/tags\.get\.parameters\.0: .*: not cached, as /);
    });

    it("prints what the gateway validates of an operation, where a document or an overlay says so", () => {
        const changed = document.replace("post: {", "post: { x-request-validation: none,");
        const also = overlay.replace(/update: .*/, "update: { x-request-validation: parameters }");
        const { out } = run(write("a.yaml", changed), "--overlay", write("overlay.yaml", also));
        assert.match(out, /POST +\/a\/items +key +validates nothing\n/);
        assert.match(out, /GET +\/a\/tags +key +not cached, see below; validates parameters\n/);
    });

    it("applies the overlay beside openapi.yaml, as a preview does", () => {
        mkdirSync(file("shop"));
        const path = write("shop/openapi.yaml", document);
        write("shop/overlay.yaml", overlay);
        assert.match(run(path).out, /GET +\/shop\/tags +key +volatile\n/);
        assert.match(run(write("shop/other.yaml", document)).out, /GET +\/other\/tags +key +not cached/);
    });

    it("applies an overlay, and names its file in its errors", () => {
        const path = write("a.yaml", document);
        const changed = run(path, "--overlay", write("overlay.yaml", overlay));
        assert.match(changed.out, /GET +\/a\/tags +key +volatile\n/);
        const bad = write("bad.yaml", overlay.replace("/tags", "/none"));
        const { code, documents } = json(path, "--overlay", bad);
        assert.equal(code, 1);
        assert.deepEqual(documents, [
            {
                file: path,
                accepted: false,
                adjustments: [],
                errors: [
                    {
                        line: 4,
                        message: `"${bad}": actions.0.target: got "$.paths['/none'].get", want a JSONPath that matches a part of the document; it matches nothing`,
                    },
                ],
                operations: 0,
            },
        ]);
    });

    it("groups messages of one kind, with every line", () => {
        const paths = Array.from(
            { length: 100 },
            (_, index) => `  /p${index}/:\n    get: { responses: { "200": {} } }\n`,
        );
        const { out } = run(write("many.yaml", `${document.split("paths:")[0]}paths:\n${paths.join("")}`));
        assert.match(out, /clients call … and the backend is called at …, .* \(100 times\)\n/);
        for (let index = 0; index < 100; index++)
            assert.match(
                out,
                new RegExp(`^ +line ${4 + 2 * index} +paths\\./p${index}/  "/p${index}"  "/p${index}/"$`, "m"),
            );
    });

    it("prints JSON for several documents, and counts them and the reasons in its text", () => {
        const good = write(
            "good.json",
            JSON.stringify({
                openapi: "3.0.0",
                info: { title: "A", version: "1" },
                paths: { "/": { get: { responses: {} } } },
            }),
        );
        const bad = write("bad.yaml", "openapi: 4.0.0\n");
        const { code, documents } = json(good, bad);
        assert.equal(code, 1);
        assert.deepEqual(
            documents.map(({ file, accepted, operations }) => [file, accepted, operations]),
            [
                [good, true, 1],
                [bad, false, 0],
            ],
        );
        const { out } = run(good, bad, bad);
        assert.match(
            out,
            /^3 documents: 1 accepted, 2 rejected\n\nRejected documents by their errors:\n {6}2 {2}got …, want /m,
        );
    });

    it("reports a file that is no document as that file's error, and goes on", () => {
        mkdirSync(file("folder"));
        const huge = write("huge.yaml", "");
        truncateSync(huge, 600_000_000);
        const files = {
            [file("folder")]: /^got a folder, want a file$/,
            [huge]: /^got a file of 600 MB, want at most 10 MB$/,
            [write("empty.yaml", "")]: /^openapi: got nothing, want OpenAPI/,
            [write("binary.yaml", Buffer.from([0, 1, 2, 255, 254]))]: /^got binary data or UTF-16, want YAML$/,
            [write("deep.json", "[".repeat(100_000))]: /^got more than 200 levels of lists and maps, want YAML$/,
            "/dev/null": /^got a device or a pipe, want a file$/,
        };
        const { code, documents } = json(...Object.keys(files), write("good.yaml", document));
        assert.equal(code, 1);
        for (const [index, pattern] of Object.values(files).entries()) {
            const [error] = (documents[index]?.errors ?? []) as { line: number; message: string }[];
            assert.equal(error?.line, 1);
            assert.match(error?.message ?? "", pattern);
        }
        assert.equal(documents.at(-1)?.accepted, true);
    });

    it("prints the body of one document", () => {
        const { code, out } = run(write("Order Lines v2.yaml", document), "--body");
        assert.equal(code, 0);
        const body = JSON.parse(out);
        assert.deepEqual(Object.keys(body.paths), [
            "/order-lines-v2/items",
            "/order-lines-v2/items/{id}/views",
            "/order-lines-v2/tags",
        ]);
        assert.equal(run(write("bad.yaml", "a: 1"), "--body").out, "");
        assert.equal(run(file("bad.yaml"), "--body").code, 1);
    });

    it("rejects a command line without a file, with unknown flags and with flags that do not fit together", () => {
        const [a, b] = [write("a.yaml", document), write("b.yaml", document)];
        assert.deepEqual(usageOf(), ['"FILE": got nothing, want at least one FILE']);
        assert.deepEqual(usageOf("--jsn", a), [
            '"--jsn": got an unknown flag, want one of --overlay, --publisher, --json, --body, --help; did you mean "--json"?',
        ]);
        assert.deepEqual(usageOf(a, file("none.yaml"), "--overlay", file("gone.yaml")), [
            `"${file("none.yaml")}": got no file, want one that exists`,
            `"${file("gone.yaml")}": got no file, want one that exists`,
            '"--overlay": got 2 documents, want one',
        ]);
        assert.deepEqual(usageOf(a, b, "--body", "--json"), [
            '"--body": got 2 documents, want one',
            '"--body": got it with --json, want one of them',
        ]);
        assert.deepEqual(usageOf(a, "--file", b), [
            '"--file": got an unknown flag, want one of --overlay, --publisher, --json, --body, --help',
        ]);
    });

    it("prints its help", () => {
        const { code, out } = run("--help");
        assert.equal(code, 0);
        assert.match(
            out,
            /^Usage: npm run openapi -- FILE\.\.\. \[--overlay FILE\] \[--publisher KIND\] \[--json\] \[--body\]$/m,
        );
    });
});
