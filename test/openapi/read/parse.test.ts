import assert from "node:assert/strict";
import { DocumentError } from "../../../openapi/problem";
import { parseDocument } from "../../../openapi/read/parse";
import { withoutLines } from "./adjusted";

const file = "app/a/openapi.yaml";
const ok = 'responses: { "200": { description: Fine. } }';
const start = "openapi: 3.0.3\ninfo: { title: A, version: 1.0.0 }\n";

/** The problems of a document, each without the file's name. */
function problemsOf(text: string): string[] {
    try {
        parseDocument(file, text);
    } catch (error) {
        assert.ok(error instanceof DocumentError);
        assert.equal(error.message, error.problems.join("\n"));
        return error.problems.map((problem) => {
            assert.ok(problem.startsWith(`"${file}" `), problem);
            return problem.slice(file.length + 3);
        });
    }
    return [];
}

/** The only problem of a document whose `paths` hold this one line, which is line 4. */
function pathProblem(line: string, components = ""): string {
    const problems = problemsOf(`${start}paths:\n  ${line}\ncomponents: {${components}}\n`);
    assert.equal(problems.length, 1, problems.join("\n"));
    return problems[0] ?? "";
}

describe("parseDocument", () => {
    it("reads YAML and JSON", () => {
        const yaml = parseDocument(file, `${start}paths: { /b: { get: { ${ok} } } }`);
        assert.equal(yaml.operations[0]?.responses["200"]?.description, "Fine.");
        const json = {
            openapi: "3.0.0",
            info: { title: "A", version: "1.0.0" },
            paths: { "/b": { get: { responses: { 200: { description: "Fine." } } } } },
        };
        assert.deepEqual(withoutLines(parseDocument(file, JSON.stringify(json))), withoutLines(yaml));
    });

    it("sorts operations by path and method and merges the parameters of the path", () => {
        const document = parseDocument(
            file,
            `${start}
paths:
  /b:
    parameters: [{ name: x, in: query, schema: {} }, { name: a, in: query, schema: {} }]
    post: { ${ok} }
    get: { parameters: [{ name: x, in: query, required: true, schema: {} }], ${ok} }
  /a: { get: { ${ok} } }`,
        );
        const found = document.operations.map(({ path, method, parameters }) => [
            `${method} ${path}`,
            ...parameters.map(({ name, required }) => `${name} ${required}`),
        ]);
        assert.deepEqual(found, [["get /a"], ["get /b", "a false", "x true"], ["post /b", "a false", "x false"]]);
    });

    it("follows references from one component to another", () => {
        const document = parseDocument(
            file,
            `${start}
paths: { /b: { get: { parameters: [{ $ref: "#/components/parameters/One" }], ${ok} } } }
components:
  parameters:
    One: { $ref: "#/components/parameters/Two~1~0" }
    Two/~: { name: two, in: query, schema: {} }`,
        );
        assert.equal(document.operations[0]?.parameters[0]?.name, "two");
    });

    it("reports every problem of a document at once, in the order of its lines and without repeats", () => {
        const text = `openapi: 3.0.3
info: { title: A }
paths:
  /b:
    get:
      parameters:
        - $ref: "#/components/parameters/Bad"
      responses: []
    post:
      parameters:
        - $ref: "#/components/parameters/Bad"
      ${ok}
  /c:
    get:
      tags: one
      ${ok}
components:
  parameters:
    Bad:
      name: a
      in: body
`;
        assert.deepEqual(problemsOf(text), [
            "line 8: paths./b.get.responses: got an empty list, want an object",
            'line 15: paths./c.get.tags: got "one", want a list',
            'line 21: components.parameters.Bad.in: got "body", want "path", "query", "header" or "cookie"',
        ]);
    });

    it("reports syntax errors with their lines", () => {
        assert.deepEqual(problemsOf("a: 1\nb: 2\na: 3\nb: 4"), [
            'line 3: got the key "a" again, after line 1, want YAML',
            'line 4: got the key "b" again, after line 2, want YAML',
        ]);
        assert.match(problemsOf("a: 1\nb: [")[0] ?? "", /^line 2: got a syntax error \(Flow sequence .*\), want YAML$/);
        assert.match(
            problemsOf("a: &a { b: *a }")[0] ?? "",
            /^line 1: got an alias that leads to more than 200 levels of lists and maps, want YAML$/,
        );
    });

    it("rejects aliases that would exhaust the memory", () => {
        const lists = Array.from(
            { length: 8 },
            (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(", ")}]`,
        );
        assert.match(
            problemsOf(["a0: &a0 [1]", ...lists].join("\n"))[0] ?? "",
            /got aliases that expand to 234567901 values, want YAML/,
        );
    });

    it("rejects documents of another version without reading on", () => {
        const want = 'want OpenAPI 3.0 or 3.1, or Swagger 2.0, such as openapi: "3.1.0"';
        assert.deepEqual(problemsOf('openapi: 3.2.0\npaths: { "/a b": 1 }'), [`line 1: openapi: got "3.2.0", ${want}`]);
        assert.deepEqual(problemsOf('swagger: "1.2"'), [`line 1: swagger: got "1.2", ${want}`]);
        for (const text of ["", "null", "[]", "text", "openapi: 3"]) assert.equal(problemsOf(text).length, 1, text);
    });

    it("rejects a document without an operation", () => {
        const want = "got no operation, want at least one operation";
        assert.deepEqual(problemsOf(start), [`line 1: paths: ${want}`]);
        assert.deepEqual(problemsOf(`${start}paths: { /b: {}, x-c: {} }`), [`line 3: paths: ${want}`]);
    });

    const pathProblems: Record<string, [string, string]> = {
        "a path without a slash": ["b: {}", "paths.b: got no leading slash"],
        "a path item in another file": ['/b: { $ref: "b.yaml" }', 'paths./b.$ref: got "b.yaml", want a reference into'],
        "a method that is not an object": ["/b: { get: null }", "paths./b.get: got nothing, want an object"],
        "a freshness outside an operation": ["/b: { x-content-freshness: volatile }", "want this key on an operation"],
    };
    for (const [title, [line, problem]] of Object.entries(pathProblems)) {
        it(`rejects ${title}`, () => {
            const problems = problemsOf(`${start}paths:\n  ${line}\n  /ok: { get: { ${ok} } }`);
            assert.equal(problems.length, 1, problems.join("\n"));
            assert.ok(problems[0]?.includes(problem), problems[0]);
            assert.ok(problems[0]?.startsWith("line 4: "), problems[0]);
        });
    }

    const operationProblems: Record<string, [string, string]> = {
        "an unknown freshness": [
            `x-content-freshness: often, ${ok}`,
            'x-content-freshness: got "often", want "volatile"',
        ],
        "a reference to a missing response": [
            'responses: { 200: { $ref: "#/components/responses/No" } }',
            "responses.200.$ref: got",
        ],
        "a reference into another document": [
            'responses: { 200: { $ref: "b.yaml#/c" } }',
            "want a reference into this document",
        ],
        "a request body that is not an object": [`requestBody: 1, ${ok}`, "get.requestBody: got 1, want an object"],
        "security that is not a list": [`security: {}, ${ok}`, "get.security: got an empty map, want a list"],
    };
    for (const [title, [line, problem]] of Object.entries(operationProblems)) {
        it(`rejects an operation with ${title}`, () => {
            const found = pathProblem(`/b: { get: { ${line} } }`);
            assert.ok(found.startsWith("line 4: paths./b.") && found.includes(problem), found);
        });
    }

    const parameterProblems: Record<string, [string, string]> = {
        "an unknown place": ["{ name: a, in: body }", 'parameters.0.in: got "body", want "path", "query"'],
        "no name": ["{ in: query }", "parameters.0.name: got nothing, want a string"],
        "an invalid schema": ["{ name: a, in: query, schema: 1 }", "parameters.0.schema: got 1, want"],
    };
    for (const [title, [parameters, problem]] of Object.entries(parameterProblems)) {
        it(`rejects a parameter with ${title}`, () => {
            const problems = problemsOf(`${start}paths:\n  /b: { get: { parameters: [${parameters}], ${ok} } }`);
            assert.ok(
                problems[0]?.startsWith("line 4: paths./b.") && problems[0].includes(problem),
                problems.join("\n"),
            );
        });
    }

    it("rejects circular references", () => {
        const parameters =
            'parameters: { A: { $ref: "#/components/parameters/B" }, B: { $ref: "#/components/parameters/A" } }';
        const problem = pathProblem(
            `/b: { get: { parameters: [{ $ref: "#/components/parameters/A" }], ${ok} } }`,
            parameters,
        );
        assert.match(
            problem,
            /^line 5: components\.parameters\.B\.\$ref: got the circular reference "#\/components\/parameters\/A"/,
        );
    });

    const schemaProblems: Record<string, [string, string]> = {
        "a reference to a missing schema": ['{ items: { $ref: "#/components/schemas/No" } }', "S.items.$ref: got"],
        "a reference to something else": ['{ $ref: "#/info" }', 'S.$ref: got "#/info", want a schema such as'],
        "a reference to itself": ['{ $ref: "#/components/schemas/S" }', "S.$ref: got the circular reference"],
        "an invalid schema": ["{ allOf: [1] }", "S.allOf.0: got 1, want"],
    };
    for (const [title, [schema, problem]] of Object.entries(schemaProblems)) {
        it(`rejects a schema with ${title}`, () => {
            const problems = problemsOf(
                `${start}paths: { /b: { get: { ${ok} } } }\ncomponents: { schemas: { S: ${schema} } }`,
            );
            assert.equal(problems.length, 1, problems.join("\n"));
            assert.ok(
                problems[0]?.startsWith("line 4: components.schemas.") && problems[0].includes(problem),
                problems[0],
            );
        });
    }

    it("accepts recursive schemas", () => {
        const tree =
            '{ type: object, properties: { children: { type: array, items: { $ref: "#/components/schemas/Tree" } } } }';
        assert.deepEqual(
            problemsOf(`${start}paths: { /b: { get: { ${ok} } } }\ncomponents: { schemas: { Tree: ${tree} } }`),
            [],
        );
    });
});
