import assert from "node:assert/strict";
import fc from "fast-check";
import { stringify } from "yaml";
import { isReadable, parseBody } from "../../policy/gateway/body";
import { isThorough } from "../test-size";
import { definition, gatewayStack, operation } from "./corpus/gateway/stack";
import { Pack } from "./engine";
import { growsWithLength } from "./growth";

const million = 1024 * 1024;
// A quarter of the largest body that API Gateway accepts, or all of it at full size.
const jsonLength = isThorough ? 1.48 * million : 0.37 * million;
const yamlLength = isThorough ? million / 32 : million / 128;

/** Returns a definition of about that many characters, whose operations all require a key. */
function definitionOf(length: number): string {
    const get = operation({ cacheKeyParameters: ["method.request.path.id"] });
    const one = JSON.stringify({ get });
    const paths = Array.from(
        { length: Math.floor(length / (one.length + 20)) },
        (_, index) => `"/i${index}/{id}":${one}`,
    );
    const schemes = '{"securitySchemes":{"api_key":{"type":"apiKey","in":"header","name":"x-api-key"}}}';
    return `{"openapi":"3.0.1","components":${schemes},"paths":{${paths.join(",")}}}`;
}

const lines = (length: number, line: (index: number) => string): string => {
    const parts: string[] = [];
    for (let size = 0, index = 0; size < length; index++) {
        const part = line(index);
        parts.push(part);
        size += part.length;
    }
    return parts.join("");
};

const document = (item: object): string => JSON.stringify({ openapi: "3.0.1", paths: { "/a": { get: item } } });
const repeated = <T>(length: number, size: number, one: (index: number) => T): T[] =>
    Array.from({ length: Math.floor(length / size) }, (_, index) => one(index));

/** JSON of any length that may slow down or break a parser. */
const hostileJson: Readonly<Record<string, (length: number) => string>> = {
    "a definition": definitionOf,
    "objects in objects": (length) => `${'{"a":'.repeat(length / 6)}1${"}".repeat(length / 6)}`,
    "objects in an operation": (length) =>
        `{"openapi":"3.0.1","paths":{"/a":{"get":${'{"security":'.repeat(length / 13)}1${"}".repeat(length / 13)}}}}`,
    "one long string": (length) => document({ summary: "x".repeat(length) }),
    "one long string of escapes": (length) => `{"openapi":"3.0.1","x":"${"\\u0041".repeat(length / 6)}"}`,
    "one key many times": (length) => `{${'"paths":{"/a":{"get":{}}},'.repeat(length / 26)}"openapi":"3.0.1"}`,
    "names of prototypes": (length) =>
        `{"openapi":"3.0.1","paths":{${lines(length, (index) => `"/${index}":{"__proto__":{"get":{}},"constructor":1},`)}"__proto__":{}}}`,
    "braces in one path": (length) =>
        JSON.stringify({ openapi: "3.0.1", paths: { ["{".repeat(length)]: { get: {} } } }),
    "slashes in one path": (length) =>
        JSON.stringify({ openapi: "3.0.1", paths: { [`${"/".repeat(length)}a`]: { get: {} } } }),
    "alternatives of one operation": (length) => document({ security: repeated(length, 9, () => ({ a: [] })) }),
    "parameters of one operation": (length) =>
        document({ parameters: repeated(length, 28, (index) => ({ name: `p${index}`, in: "query" })) }),
    "parameters in one cache key": (length) => {
        const names = repeated(length, 80, (index) => `p${index}`);
        const get = operation({ cacheKeyParameters: names.map((name) => `method.request.querystring.${name}`) });
        return document({ ...get, parameters: names.map((name) => ({ name, in: "query" })) });
    },
};

/** The same for YAML, which is read up to 2 MB. */
const hostileYaml: Readonly<Record<string, (length: number) => string>> = {
    "a definition": (length) => stringify(JSON.parse(definitionOf(length))),
    "lists in lists": (length) => "[".repeat(length),
    "objects in objects": (length) => '{"a":'.repeat(length / 5),
    "lists in lines": (length) => "- ".repeat(length / 2),
    "an unterminated string": (length) => `openapi: "${"x ".repeat(length / 2)}`,
    "a string of many lines": (length) => `openapi: 3.0.1\nx: >\n${"  x\n".repeat(length / 4)}`,
    "one key many times": (length) => "paths: {}\n".repeat(length / 10),
    "many keys": (length) => lines(length, (index) => `k${index}: x\n`),
    "names of prototypes": (length) => `openapi: 3.0.1\n${"__proto__: { a: 1 }\n".repeat(length / 20)}`,
    "anchors and aliases": (length) => lines(length, (index) => `a${index}: &a${index} x\nb${index}: *a${index}\n`),
    "merges of one large object": (length) =>
        `base: &b\n${lines(length / 2, (index) => `  k${index}: x\n`)}${lines(length / 2, (index) => `m${index}:\n  <<: *b\n`)}`,
    "aliases of aliases": (length) =>
        `a0: &a0 [x, x]\n${lines(Math.min(length, 900), (index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]\n`)}`,
    tags: (length) => "!a ".repeat(length / 3),
    "anchors of nothing": (length) => "&a ".repeat(length / 3),
    commas: (length) => `[${",".repeat(length)}`,
    directives: (length) => "%x\n".repeat(length / 3),
    documents: (length) => "---\n".repeat(length / 4),
};

const pack = new Pack();

async function checked(body: string): Promise<void> {
    for (const { level, message } of await pack.preview(gatewayStack({ api: { props: { body } } }))) {
        assert.equal(level, "mandatory", message);
        assert.doesNotMatch(message, /failed on/);
        assert.ok(message.length < 2000, "a message quotes the body");
    }
}

describe("a hostile body", function () {
    this.timeout(60_000);

    for (const [name, text] of Object.entries(hostileJson)) {
        it(`takes time in proportion to its length: ${name}`, () => growsWithLength(checked, text, jsonLength));
    }

    for (const [name, text] of Object.entries(hostileYaml)) {
        it(`in YAML, takes time in proportion to its length: ${name}`, () =>
            growsWithLength(checked, text, yamlLength));
    }

    it("in YAML, is rejected beyond 2 MB, with that reason", () => {
        const body = parseBody(`openapi: 3.0.1\nx-text: ${"x".repeat(2 * million)}`);
        assert.deepEqual(body, { reason: "is not JSON, and larger than the 2 MB that are read as YAML" });
        assert.ok(isReadable(parseBody(definitionOf(5.9 * million))));
    });

    it("may nest about two hundred levels", () => {
        const nested = (levels: number) =>
            `{"openapi":"3.0.1","paths":{},"x":${"[".repeat(levels)}${"]".repeat(levels)}}`;
        for (const suffix of ["", " # YAML"]) {
            assert.ok(isReadable(parseBody(nested(195) + suffix)));
            assert.deepEqual(parseBody(nested(205) + suffix), {
                reason: "cannot be read as a JSON or YAML object",
            });
        }
    });

    it("in YAML, has to be one document", () =>
        assert.ok(!isReadable(parseBody("openapi: 3.0.1\npaths: {}\n---\nopenapi: 3.0.1\npaths: {}\n"))));

    it("in YAML, may have a hundred aliases", () => {
        const withAliases = (count: number) =>
            `openapi: 3.0.1\npaths: {}\n${Array.from({ length: count }, (_, index) => `x-${index}: [&a${index} x, *a${index}]\n`).join("")}`;
        assert.ok(isReadable(parseBody(withAliases(100))));
        assert.deepEqual(parseBody(withAliases(101)), {
            reason: "cannot be read as a JSON or YAML object",
        });
    });
});

describe("a definition with a random change", () => {
    it("is checked without a failure, in JSON and in YAML", async () => {
        const json = JSON.stringify(definition, undefined, 1);
        const texts = [json, stringify(JSON.parse(json))];
        const piece = fc.oneof(
            fc.string({ maxLength: 8 }),
            fc.constantFrom('"', "{", "]", ": ", "*a", "&a ", "<<", "null", "\n"),
        );
        await fc.assert(
            fc.asyncProperty(
                fc.constantFrom(...texts),
                fc.double({ min: 0, max: 1, noNaN: true }),
                fc.nat(20),
                piece,
                async (text, place, cut, added) => {
                    const at = Math.floor(place * text.length);
                    await checked(`${text.slice(0, at)}${added}${text.slice(at + cut)}`);
                },
            ),
            { seed: 20261121, numRuns: isThorough ? 300 : 75 },
        );
    });
});
