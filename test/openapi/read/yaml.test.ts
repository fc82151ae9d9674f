import assert from "node:assert/strict";
import { readYaml } from "../../../openapi/read/yaml";

describe("readYaml", () => {
    const lists = (name = "") => Array(9).fill(`*${name}`).join(", ");

    it("reads JSON with tabs, escapes, line ends of Windows and a byte order mark", () => {
        const text = '\uFEFF\t{\r\n\t"a"\t:\t[\r\n\t\t1,\r\n\t\t{"b": "\\/\\u00e9"}\r\n\t],\r\n\t"c": null\r\n}\r\n';
        const { value, errors, lineOf } = readYaml(text);
        assert.deepEqual([value, errors], [{ a: [1, { b: "/é" }], c: null }, []]);
        assert.deepEqual([lineOf(["a", 1, "b"]), lineOf(["c"])], [4, 6]);
    });

    it("reports a repeated key with its line and that of the first, also where YAML has two kinds of the same key", () => {
        assert.deepEqual(readYaml('{\n\t"a": 1,\n\t"a": 2\n}').errors, [
            { line: 3, message: 'the key "a" again, after line 2' },
        ]);
    });

    it("finds lines in maps, lists, numeric keys and aliases, and that of the nearest parent", () => {
        const { lineOf } = readYaml("a: &x\n  200:\n    - b\n    - c: &x\n        d: 1\ne: *x\nf: { g: *x }\n");
        assert.equal(lineOf(["a", 200, 1]), 4);
        assert.equal(lineOf(["a", "200", 1, "c", "d"]), 5);
        assert.equal(lineOf(["e", "d"]), 5);
        assert.equal(lineOf(["f", "g", "d"]), 5);
        assert.equal(lineOf(["f", "h", "i"]), 7);
        assert.equal(lineOf([]), 1);
    });

    it("finds an alias's line with the anchor that was the last before it", () => {
        const { lineOf } = readYaml("a: &x\n  k: 1\nb: *x\nc: &x\n  k: 2\nd: *x\n");
        assert.deepEqual([lineOf(["b", "k"]), lineOf(["d", "k"])], [2, 5]);
    });

    // A search that starts at the first key each time would take minutes.
    it("reads 50,000 keys of one map, and finds the line of each", () => {
        const keys = Array.from({ length: 50_000 }, (_, index) => `/path-${index}`);
        const text = `paths:\n${keys.map((key) => `  ${key}:\n    get: 1`).join("\n")}\n`;
        const { lineOf } = readYaml(text);
        for (const [index, key] of keys.entries()) assert.equal(lineOf(["paths", key, "get"]), 2 * index + 3);
    }).timeout(60_000);

    it("reports nesting that could exhaust the stack, whatever it is made of", () => {
        const deep = {
            "open lists": "[".repeat(100_000),
            lists: "[".repeat(50_000) + "]".repeat(50_000),
            maps: `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`,
            "block lists": `${"- ".repeat(10_000)}a`,
            "block maps": Array.from({ length: 1000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"),
            keys: "? ".repeat(5000),
        };
        for (const [name, text] of Object.entries(deep)) {
            const { value, errors } = readYaml(text);
            assert.equal(value, undefined, name);
            assert.deepEqual(
                errors.map(({ message }) => message),
                ["more than 200 levels of lists and maps"],
                name,
            );
        }
        assert.deepEqual(readYaml(`${"[".repeat(200)}${"]".repeat(200)}`).errors, []);
        assert.equal(readYaml(`a:\n  b:\n    ${"[".repeat(300)}`).errors[0]?.line, 3);
    });

    it("reads hundreds of aliases, as documents that share their responses have them", () => {
        const uses = Array.from({ length: 400 }, (_, index) => `${index}: *r`);
        const { value, errors } = readYaml(`r: &r { description: Fine. }\n${uses.join("\n")}\n`);
        assert.deepEqual(errors, []);
        assert.equal(Object.keys(value as object).length, 401);
    });

    it("reads merge keys: a map's own keys come first, then those of the earlier map", () => {
        const { value, errors } = readYaml(`
a: &a { x: 1, y: 1 }
b: &b { y: 2, z: 2, __proto__: 2 }
c: &c { <<: [*a, *b], x: 3 }
d: { k: [{ <<: *c }] }
e: { <<: 3 }
`);
        assert.deepEqual(errors, []);
        const merged = JSON.parse('{ "x": 3, "y": 1, "z": 2, "__proto__": 2 }');
        assert.deepEqual(value, {
            a: { x: 1, y: 1 },
            b: JSON.parse('{ "y": 2, "z": 2, "__proto__": 2 }'),
            c: merged,
            d: { k: [{ ...merged, x: 3, ["__proto__"]: 2 }] },
            e: { "<<": 3 },
        });
    });

    it("reads a quoted << as any key, as JSON has it", () => {
        assert.deepEqual(readYaml('{ "a": { "<<": { "b": 1 } } }').value, { a: { "<<": { b: 1 } } });
    });

    it("reports aliases that have no anchor, that contain themselves, or that grow without end", () => {
        const grow = [
            "a: &a [1, 1]",
            ..."bcdefgh".split("").map((name, i) => `${name}: &${name} [${lists("abcdefg"[i])}]`),
        ];
        const messages = ["a: *x", "a: &x { b: *x }", grow.join("\n")].map((text) => readYaml(text).errors[0]?.message);
        assert.deepEqual(messages, [
            "Unresolved alias (the anchor must be set before the alias): x",
            "an alias that leads to more than 200 levels of lists and maps",
            "aliases that expand to 16815125 values",
        ]);
    });

    it("reports a second document", () => {
        assert.deepEqual(readYaml("a: 1\n---\nb: 2\n").errors, [{ line: 2, message: "a second document" }]);
    });
});
