import assert from "node:assert/strict";
import { DocumentError } from "../../../openapi/problem";
import { Origins } from "../../../openapi/read/origins";
import { applyOverlay } from "../../../openapi/read/overlay";
import { parseDocument } from "../../../openapi/read/parse";
import { readYaml } from "../../../openapi/read/yaml";

const file = "app/a/openapi.yaml";
const overlayFile = "app/a/overlay.yaml";
const start = "overlay: 1.1.0\ninfo: { title: Changes, version: 1.0.0 }\nactions:\n";

/** The value of a document after an overlay whose actions begin at line 4. */
function applied(document: string, actions: string, head = start): unknown {
    const yaml = readYaml(document);
    assert.deepEqual(yaml.errors, []);
    return applyOverlay(
        yaml.value,
        { fileName: overlayFile, text: head + actions },
        new Origins({ fileName: file, yaml }),
    );
}

/** The problems of an overlay, each without the file's name. */
function problemsOf(actions: string, document = "paths: { /a: { get: { tags: [x] } } }", head = start): string[] {
    try {
        applied(document, actions, head);
    } catch (error) {
        assert.ok(error instanceof DocumentError);
        return error.problems.map((problem) => {
            assert.ok(problem.startsWith(`"${overlayFile}" `), problem);
            return problem.slice(overlayFile.length + 3);
        });
    }
    return [];
}

describe("applyOverlay", () => {
    it("merges maps key by key, appends to lists and replaces other values", () => {
        const document = "info: { title: A, tags: [one], contact: { name: N } }";
        const update = "{ title: B, version: 2.0.0, tags: [two], contact: { url: U } }";
        assert.deepEqual(applied(document, `  - { target: $.info, update: ${update} }`), {
            info: { title: "B", tags: ["one", "two"], contact: { name: "N", url: "U" }, version: "2.0.0" },
        });
    });

    it("appends a list or one item to a list, and replaces a value that is the target", () => {
        const actions = `
  - { target: $.tags, update: { name: b } }
  - { target: $.tags, update: [{ name: c }, { name: d }] }
  - { target: $.info.title, update: B }`;
        assert.deepEqual(applied("tags: [{ name: a }]\ninfo: { title: A }", actions), {
            tags: ["a", "b", "c", "d"].map((name) => ({ name })),
            info: { title: "B" },
        });
    });

    it("applies actions one after the other, each to every part that its target matches", () => {
        const document = "paths: { /a: { get: {}, post: {} }, /b: { get: {} } }";
        const actions = `
  - { target: "$.paths.*.get", update: { x-content-freshness: volatile } }
  - { target: "$.paths['/a'].post", remove: true }
  - { target: "$.paths..[?@['x-content-freshness']]", update: { tags: [v] } }`;
        const get = { "x-content-freshness": "volatile", tags: ["v"] };
        assert.deepEqual(applied(document, actions), { paths: { "/a": { get }, "/b": { get } } });
    });

    it("removes several items of a list, and a part of a removed part", () => {
        const document = "servers: [{ url: a }, { url: dev }, { url: b }, { url: dev }]\nx: { y: { z: 1 } }";
        const actions = `
  - { target: "$.servers[?@.url == 'dev']", remove: true }
  - { target: "$.x..*", remove: true }`;
        assert.deepEqual(applied(document, actions), { servers: [{ url: "a" }, { url: "b" }], x: {} });
    });

    it("renames a path: a copy under the new name, then without the old one", () => {
        const actions = `
  - { target: $.paths, update: { /new: {} } }
  - { target: "$.paths['/new']", copy: "$.paths['/old']" }
  - { target: "$.paths['/old']", remove: true }`;
        assert.deepEqual(applied("paths: { /old: { get: { tags: [a] } } }", actions), {
            paths: { "/new": { get: { tags: ["a"] } } },
        });
    });

    it("copies values, so that a later change of the copy leaves the original as it is", () => {
        const actions = `
  - { target: $.b, copy: $.a }
  - { target: $.b.c, update: { d: 2 } }`;
        assert.deepEqual(applied("a: { c: { d: 1 } }\nb: {}", actions), { a: { c: { d: 1 } }, b: { c: { d: 2 } } });
    });

    it("changes one use of a YAML alias without the others, in the document and in the update", () => {
        const actions = `
  - target: $
    update: { x: &shared { list: [1] }, y: *shared }
  - { target: $.x.list, update: [2] }
  - { target: $.a, update: { added: true } }`;
        assert.deepEqual(applied("a: &one { k: v }\nb: *one", actions), {
            a: { k: "v", added: true },
            b: { k: "v" },
            x: { list: [1, 2] },
            y: { list: [1] },
        });
    });

    it("does not change the value that it is given, and no prototype", () => {
        const yaml = readYaml('a: { "__proto__": { b: 1 } }');
        const before = structuredClone(yaml.value);
        const text = `${start}  - { target: $.a, update: { "__proto__": { c: 2 } } }`;
        const value = applyOverlay(yaml.value, { fileName: overlayFile, text }, new Origins({ fileName: file, yaml }));
        assert.deepEqual(yaml.value, before);
        assert.equal(JSON.stringify(value), '{"a":{"__proto__":{"b":1,"c":2}}}');
        assert.equal(Object.getPrototypeOf({}).c, undefined);
    });

    it("reads JSON, version 1.0, extends, descriptions and extensions", () => {
        const overlay = {
            overlay: "1.0.0",
            info: { title: "T", version: "1", "x-a": 1 },
            extends: "./openapi.yaml",
            "x-b": 1,
            actions: [{ target: "$.info", description: "D", update: { a: 1 }, remove: false, "x-c": 1 }],
        };
        assert.deepEqual(applied("info: {}", "", JSON.stringify(overlay, null, "\t")), { info: { a: 1 } });
    });

    it("rejects another version, and unknown and missing keys, all at once", () => {
        const head = "overlay: 2.0.0\ninfo: { title: T }\naction: []\n";
        assert.deepEqual(problemsOf("", "{}", head), [
            'line 1: overlay: got "2.0.0", want overlay: 1.0.0 or overlay: 1.1.0',
            "line 1: actions: got nothing, want a list",
            'line 3: action: got an unknown key, want one of overlay, info, extends, actions; did you mean "actions"?',
        ]);
        assert.deepEqual(
            problemsOf("  - { target: $, update: {}, removed: true }", "{}", "overlay: 1.0.0\nactions:\n"),
            [
                "line 1: info: got nothing, want an object with title and version",
                'line 3: actions.0.removed: got an unknown key, want one of target, description, update, copy, remove; did you mean "remove"?',
            ],
        );
        assert.deepEqual(problemsOf("  []"), ["line 3: actions: got an empty list, want at least one action"]);
    });

    it("rejects an action without a target, without a change or with two", () => {
        const actions = `  - { update: {} }
  - { target: $.paths }
  - { target: $.paths, update: {}, remove: true }
  - { target: $.paths, remove: false }
`;
        assert.deepEqual(problemsOf(actions), [
            "line 4: actions.0.target: got nothing, want a string",
            "line 5: actions.1: got no change, want one of update, copy and remove: true",
            "line 6: actions.2: got update and remove, want one of update, copy and remove: true",
            "line 7: actions.3: got no change, want one of update, copy and remove: true",
        ]);
    });

    it("rejects a target that is not JSONPath or matches nothing, with the line of the target", () => {
        const actions = `  - target: $.paths./a
    update: {}
  - update: {}
    target: $.paths['/b'].get
`;
        const [syntax, nothing, ...more] = problemsOf(actions);
        assert.match(
            syntax ?? "",
            /^line 4: actions\.0\.target: got "\$\.paths\.\/a", want a JSONPath \(RFC 9535\): ./,
        );
        assert.equal(
            nothing,
            "line 7: actions.1.target: got \"$.paths['/b'].get\", want a JSONPath that matches a part of the document; it matches nothing",
        );
        assert.deepEqual(more, []);
    });

    it("rejects an update that does not fit its target, once for all parts that match", () => {
        const document = "paths: { /a: { get: { tags: [x] } }, /b: { get: { tags: [y] } } }";
        const actions = `  - { target: "$.paths.*.get", update: { tags: { name: x } } }
  - target: $.paths
    update:
      /a: none
  - { target: $.paths, update: [1] }
  - { target: "$.paths['/a'].get", update: { tags: [] } }
  - { target: $, remove: true }
  - { target: $, update: text }
`;
        assert.deepEqual(problemsOf(actions, document), [
            "line 4: actions.0.update.tags: got a map, want a value to merge with a list of the document",
            'line 7: actions.1.update./a: got "none", want a value to merge with a map of the document',
            "line 8: actions.2.update: got a list, want a value to merge with a map of the document",
            "line 9: actions.3.update.tags: got an empty list, want items to append; to empty a list, remove it in one action and add an empty one in the next",
            'line 10: actions.4.target: got "$", want a part of the document, as all of it cannot be removed',
            'line 11: actions.5.update: got "text", want a value to merge with a map of the document',
        ]);
    });

    it("rejects a copy in version 1.0, of nothing, of several parts, and without end", () => {
        const action = '  - { target: $.paths, copy: "$.paths" }';
        assert.deepEqual(problemsOf(action, undefined, start.replace("1.1.0", "1.0.0")), [
            "line 4: actions.0.copy: got a copy, want overlay: 1.1.0, as 1.0 has no copy",
        ]);
        assert.deepEqual(problemsOf('  - { target: $.paths, copy: "$.x" }\n  - { target: $.paths, copy: "$..*" }'), [
            'line 4: actions.0.copy: got "$.x", want a JSONPath that matches a part of the document; it matches nothing',
            'line 5: actions.1.copy: got "$..*", want a JSONPath that matches one part of the document; it matches 5',
        ]);
        const deeper = "  - { target: $.a.b, copy: $ }\n".repeat(120);
        assert.match(
            problemsOf(deeper, "a: { b: {} }")[0] ?? "",
            /want a copy that does not make the document so deep$/,
        );
    });

    it("reports YAML errors with the overlay's line", () => {
        assert.deepEqual(problemsOf("  - { target: $, target: $ }"), [
            'line 4: got the key "target" again, after line 4, want YAML',
        ]);
    });
});

describe("parseDocument with an overlay", () => {
    const ok = 'responses: { "200": { description: Fine. } }';
    const document = `openapi: 3.0.3
info: { title: A, version: 1.0.0 }
servers: [{ url: /one }, { url: /two }]
paths:
  /a:
    get: { ${ok} }
  /b:
    get: { ${ok} }
`;

    it("reads the document with the overlay's changes", () => {
        const text = `${start}  - { target: "$.paths['/b'].get", update: { operationId: readB, x-content-freshness: volatile } }
  - { target: "$.paths['/a']", remove: true }\n`;
        const [operation, ...others] = parseDocument(file, document, { fileName: overlayFile, text }).operations;
        assert.deepEqual([operation?.path, operation?.operationId, operation?.volatile], ["/b", "readB", true]);
        assert.deepEqual(others, []);
    });

    it("locates problems of the overlay's parts in the overlay, and others in the document", () => {
        const text = `${start}  - target: $.paths['/b'].get
    update:
      operationId: x
      x-content-freshness: never
  - target: $.paths
    update:
      /c:
        get:
          responses: {}
          tags: {}
  - target: $.servers[0]
    remove: true
`;
        assert.throws(
            () =>
                parseDocument(file, `${document}    put: { x-content-freshness: never }\nsecurity: 1\n`, {
                    fileName: overlayFile,
                    text,
                }),
            (error) => {
                assert.ok(error instanceof DocumentError);
                const places = error.messages.map(({ fileName, line, message }) => [
                    fileName,
                    line,
                    message.split(":", 1)[0],
                ]);
                assert.deepEqual(
                    places.filter(([, , place]) => /freshness|tags/.test(String(place))),
                    [
                        [file, 9, "paths./b.put.x-content-freshness"],
                        [overlayFile, 7, "actions.0.update.x-content-freshness"],
                        [overlayFile, 13, "actions.1.update./c.get.tags"],
                    ],
                );
                return true;
            },
        );
    });

    it("keeps the lines of list items beside a removed one, and of copied parts", () => {
        const yaml = readYaml("list:\n  - a\n  - b\n  - c\ncopy: {}\nof:\n  x:\n    y: 1\n");
        const origins = new Origins({ fileName: file, yaml });
        const text = `${start}  - { target: "$.list[?@ == 'a']", remove: true }
  - { target: $.list, update: d }
  - { target: $.list, update: [e, f] }
  - { target: $.copy, copy: $.of }
  - { target: $.copy.x, update: { z: 2 } }
`;
        const root = applyOverlay(yaml.value, { fileName: overlayFile, text }, origins);
        const lineAt = (...place: (string | number)[]) => {
            const origin = origins.of(root, place);
            return `${origin.file.fileName}:${origin.file.yaml.lineOf(origin.place)}`;
        };
        assert.deepEqual(
            [0, 1, 2, 3, 4].map((index) => lineAt("list", index)),
            [`${file}:3`, `${file}:4`, `${overlayFile}:5`, `${overlayFile}:6`, `${overlayFile}:6`],
        );
        assert.equal(lineAt("copy", "x", "y"), `${file}:8`);
        assert.equal(lineAt("copy", "x", "z"), `${overlayFile}:8`);
    });
});
