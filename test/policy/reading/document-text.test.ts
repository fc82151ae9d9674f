import assert from "node:assert/strict";
import { maxYaml, parseDocumentText } from "../../../policy/reading/document-text";

const nested = (levels: number): string => `${"[".repeat(levels)}${"]".repeat(levels)}`;
const nestedMaps = (levels: number): string => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
// Flow collections next to a comment are YAML but not JSON.
const asYaml = (text: string): string => `# x\n${text}`;

describe("the text of a document", () => {
    it("is parsed as JSON or as YAML", () => {
        assert.deepEqual(parseDocumentText('{"a":[1,null,true]}'), { a: [1, null, true] });
        assert.deepEqual(parseDocumentText("a:\n  - 1\n  - ~\n  - true\n"), { a: [1, null, true] });
        assert.equal(parseDocumentText("plain words"), "plain words");
    });

    it("follows aliases and merge keys", () => {
        assert.deepEqual(parseDocumentText("x: &x { a: 1 }\ny: { <<: *x, b: 2 }\nz: *x\n"), {
            x: { a: 1 },
            y: { a: 1, b: 2 },
            z: { a: 1 },
        });
    });

    for (const [about, text] of [
        ["broken YAML", "a: [1"],
        ["YAML that names a key twice", "a: 1\na: 2\n"],
        ["YAML that names a number twice", "1: a\n'1': b\n"],
        ["JSON that names a key twice", '{"b":[{"a":1,"a":2}]}'],
        ["JSON that names a key twice, once in escapes", '{"/a":1,"\\u002fa" \n:2}'],
        ["JSON that names a key with a quote twice", '{"a\\"b":1,"a\\"b":2}'],
        ["JSON that names a key twice, after an object of its own", '{"a":{"b":1},"c":"x","a":2}'],
        ["a token that YAML does not know", "a: 1\n\t- b\n@"],
        ["two documents", "a: 1\n---\nb: 2\n"],
        ["an alias of nothing", "a: *b\n"],
        ["an alias that unfolds without bound", `a0: &a0 [x,x]\n${unfolding(12)}`],
    ] as const) {
        it(`is rejected if it is ${about}`, () => assert.equal(parseDocumentText(text), undefined));
    }

    it("may have 200 levels, in JSON and in YAML", () => {
        for (const camelCased of [nested, (levels: number) => asYaml(nested(levels))]) {
            assert.ok(Array.isArray(parseDocumentText(camelCased(200))));
            assert.equal(parseDocumentText(camelCased(202)), undefined);
        }
        assert.equal(typeof parseDocumentText(nestedMaps(200)), "object");
        assert.equal(parseDocumentText(nestedMaps(202)), undefined);
        assert.equal(typeof parseDocumentText(asYaml(nestedMaps(190))), "object");
        assert.equal(parseDocumentText(asYaml(nestedMaps(202))), undefined);
    });

    it("may contain at most 100 aliases, of any anchors", () => {
        const half = Array<string>(50).fill("*a, *b");
        const text = (...more: string[]) => `a: &a 1\nb: &b 2\nc: [${[...half, ...more].join(", ")}]\n`;
        assert.equal(typeof parseDocumentText(text()), "object");
        assert.equal(parseDocumentText(text("*a")), undefined);
    });

    it("is parsed as YAML up to 2 MB, and as JSON at any size", () => {
        const filled = (size: number) => `a: 1 #${"x".repeat(size - 6)}`;
        assert.deepEqual(parseDocumentText(filled(maxYaml)), { a: 1 });
        assert.equal(parseDocumentText(filled(maxYaml + 1)), undefined);
        assert.deepEqual(parseDocumentText(`{"a":1}${" ".repeat(maxYaml)}`), { a: 1 });
    });
});

function unfolding(levels: number): string {
    return Array.from({ length: levels }, (_, index) => {
        const before = `*a${index}`;
        return `a${index + 1}: &a${index + 1} [${before},${before},${before},${before}]\n`;
    }).join("");
}
