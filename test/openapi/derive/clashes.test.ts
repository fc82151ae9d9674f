import assert from "node:assert/strict";
import { rejectClashes } from "../../../openapi/derive/clashes";
import type { PublishedApi } from "../../../openapi/document";
import { DocumentError } from "../../../openapi/problem";
import { parseDocument } from "../../../openapi/read/parse";

function api(name: string, basePath: string, path = "/", extra = "", components = ""): PublishedApi {
    const variables = [...path.matchAll(/\{(.+?)\}/g)].map(
        (found) => `{ name: "${found[1]}", in: path, required: true }`,
    );
    const text = `openapi: 3.0.3
info: { title: A, version: 1.0.0 }
paths: { "${path}": { get: { parameters: [${variables}], ${extra} responses: { 200: { description: Fine. } } } } }
components: { ${components} }`;
    return { name, basePath, document: parseDocument(`${name}.yaml`, text) };
}

function problemsOf(...apis: PublishedApi[]): readonly string[] {
    try {
        rejectClashes(apis);
    } catch (error) {
        assert.ok(error instanceof DocumentError);
        return error.problems;
    }
    return [];
}

describe("rejectClashes", () => {
    it("accepts APIs that differ", () => {
        assert.deepEqual(problemsOf(api("a", "/a", "/{id}"), api("b-2", "/b", "/{name}"), api("c", "/")), []);
    });

    it("requires at least one API", () => {
        assert.deepEqual(problemsOf(), [`"app": got no API, want at least one`]);
    });

    it("requires names that can become stage variables, and base paths without variables", () => {
        for (const name of ["", "A", "1a", "a_b", "a-", "a--b"]) {
            assert.match(problemsOf(api(name, "/a"))[0] ?? "", /name: got ".*", want lower-case letters/, name);
        }
        for (const basePath of ["", "a", "/a/", "//", "/{a}", "/a b"]) {
            assert.match(
                problemsOf(api("a", basePath))[0] ?? "",
                /^"a\.yaml": basePath: got ".*", want "\/"/,
                basePath,
            );
        }
    });

    it("reports two APIs whose names become one stage variable", () => {
        assert.deepEqual(problemsOf(api("a1b", "/a"), api("a-1b", "/b")), [
            '"a-1b.yaml": name: got "a-1b", want a name other than that of API "a1b", as both become "a1b"',
        ]);
    });

    it("reports two APIs that publish the same operation", () => {
        assert.deepEqual(problemsOf(api("a", "/", "/b/c"), api("b", "/b", "/c")), [
            '"b.yaml": paths: got "get /c", want a name other than that of API "a", as both become "get /b/c"',
        ]);
    });

    it("reports schemas and operations that get the same name", () => {
        const a = api("order", "/a", "/", "operationId: linesGet,", "schemas: { LinesItem: {} }");
        const b = api("order-lines", "/b", "/", "operationId: get,", "schemas: { Item: {} }");
        assert.deepEqual(problemsOf(a, b), [
            '"order-lines.yaml": components.schemas: got "Item", want a name other than that of API "order", as both become "OrderLinesItem"',
            '"order-lines.yaml": operationId: got "get", want a name other than that of API "order", as both become "orderLinesGet"',
        ]);
    });

    it("reports variables of different names at the same place of two APIs", () => {
        assert.deepEqual(problemsOf(api("a", "/", "/b/{id}"), api("b", "/b", "/{name}/c")), [
            '"b.yaml": paths./{name}/c: got "{name}", want "{id}" as in "/b/{id}", as AWS allows one name there',
        ]);
    });

    it("reports all clashes at once", () => {
        assert.equal(problemsOf(api("A", "a"), api("B", "b")).length, 4);
    });

    it("reports more resources than a REST API can have, with the share of each API", () => {
        const large = (name: string, count: number): PublishedApi => {
            const paths = Object.fromEntries(Array.from({ length: count }, (_, i) => [`/p${i}`, { get: {} }]));
            const text = JSON.stringify({ openapi: "3.0.3", info: { title: "A", version: "1" }, paths });
            return { name, basePath: `/${name}`, document: parseDocument(`${name}.yaml`, text) };
        };
        assert.deepEqual(problemsOf(large("a", 148), large("b", 149)), []);
        assert.deepEqual(problemsOf(large("a", 149), large("b", 149)), [
            '"app": got 301 resources (a 151, b 151), want at most 300, the quota of a REST API: publish some of the APIs in another stack',
        ]);
        assert.equal(problemsOf(large("a", 299)).length, 1);
        assert.deepEqual(problemsOf(large("a", 300), large("b", 1)), [
            '"a.yaml": paths: got 301 resources, want at most 300, the quota of a REST API: split the document by its paths over several stacks, or drop paths by an overlay',
        ]);
    });
});
