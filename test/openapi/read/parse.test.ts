import assert from "node:assert/strict";
import { DocumentError } from "../../../openapi/problem";
import { parseDocument } from "../../../openapi/read/parse";

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

/** The only problem of an operation with these parameters. */
function parameterProblem(parameters: string, operation = "", path = "/b"): string {
    return pathProblem(`${path}: { get: { parameters: [${parameters}], ${operation} ${ok} } }`);
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
        assert.deepEqual(parseDocument(file, JSON.stringify(json)), yaml);
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
      responses: {}
    post:
      parameters:
        - $ref: "#/components/parameters/Bad"
      ${ok}
  /c:
    get:
      tags: [1]
      ${ok}
components:
  parameters:
    Bad:
      name: a b
      in: query
`;
        assert.deepEqual(problemsOf(text), [
            "line 2: info.version: got nothing, want a string",
            "line 8: paths./b.get.responses: got an empty map, want at least one response",
            "line 15: paths./c.get.tags.0: got 1, want a string",
            'line 20: components.parameters.Bad.name: got "a b", want letters, digits and ".", "_", "$", "-", the only ones that API Gateway allows',
        ]);
    });

    it("reports syntax errors with their lines", () => {
        assert.deepEqual(problemsOf("a: 1\nb: 2\na: 3\nb: 4"), [
            "line 3: got Map keys must be unique, want YAML",
            "line 4: got Map keys must be unique, want YAML",
        ]);
        assert.match(problemsOf("a: 1\nb: [")[0] ?? "", /^line 2: got Flow sequence .*, want YAML$/);
        assert.match(
            problemsOf("a: &a { b: *a }")[0] ?? "",
            /^line 1: got Converting circular structure to JSON, want YAML$/,
        );
    });

    it("rejects aliases that would exhaust the memory", () => {
        const lists = Array.from(
            { length: 8 },
            (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(", ")}]`,
        );
        assert.match(problemsOf(["a0: &a0 [1]", ...lists].join("\n"))[0] ?? "", /Excessive alias count/);
    });

    it("rejects documents of another version without reading on", () => {
        const want = "want OpenAPI 3.0, such as openapi: 3.0.3";
        assert.deepEqual(problemsOf('openapi: 4.0.0\npaths: { "/a b": 1 }'), [`line 1: openapi: got "4.0.0", ${want}`]);
        assert.deepEqual(problemsOf('swagger: "2.0"'), [`line 1: swagger: got "2.0", ${want}`]);
        for (const text of ["", "null", "[]", "text", "openapi: 3"]) assert.equal(problemsOf(text).length, 1, text);
    });

    it("rejects a document without an operation", () => {
        const want = "got no operation, want at least one operation";
        assert.deepEqual(problemsOf(start), [`line 1: paths: ${want}`]);
        assert.deepEqual(problemsOf(`${start}paths: { /b: {}, x-c: {} }`), [`line 3: paths: ${want}`]);
    });

    const pathProblems: Record<string, [string, string]> = {
        "a path without a slash": ["b: {}", "paths.b: got no leading slash"],
        "a slash at the end": ["/b/: {}", "paths./b/: got a trailing slash"],
        "an empty segment": ["/b//c: {}", 'paths./b//c: got the segment ""'],
        "another character": ["/b~c: {}", 'paths./b~c: got the segment "b~c"'],
        "a variable in part of a segment": [
            "/b-{c}: {}",
            'paths./b-{c}: got the segment "b-{c}", want one variable as the whole',
        ],
        "a greedy variable": ["/{b+}: {}", 'paths./{b+}: got the segment "{b+}", want a path for each resource'],
        "a repeated variable": ["/{b}/{b}: {}", 'paths./{b}/{b}: got the variable "b" twice'],
        "a TRACE operation": ["/b: { trace: {} }", "paths./b.trace: got an unknown key"],
        "a reference to a path item": ['/b: { $ref: "b.yaml" }', "paths./b.$ref: got an unknown key"],
        "an AWS extension": [
            "/b: { x-amazon-apigateway-any-method: {} }",
            "got an AWS extension, want a plain document",
        ],
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

    it("rejects variables of different names at the same place", () => {
        const id = "{ name: id, in: path, required: true, schema: {} }";
        const name = "{ name: name, in: path, required: true, schema: {} }";
        const text = `${start}paths:
  /b/{id}: { get: { parameters: [${id}], ${ok} } }
  /b/{name}/c: { get: { parameters: [${name}], ${ok} } }
  /c/{name}: { get: { parameters: [${name}], ${ok} } }`;
        assert.deepEqual(problemsOf(text), [
            'line 5: paths./b/{name}/c: got "{name}", want "{id}" as in "/b/{id}", as AWS allows one name there',
        ]);
    });

    const operationProblems: Record<string, [string, string]> = {
        "an unknown key": [`parametres: [], ${ok}`, "get.parametres: got an unknown key"],
        "an AWS extension": [`x-amazon-apigateway-integration: {}, ${ok}`, "got an AWS extension"],
        "an unknown freshness": [
            `x-content-freshness: often, ${ok}`,
            'x-content-freshness: got "often", want "volatile"',
        ],
        "no responses": ["", "get.responses: got nothing, want at least one response"],
        "an invalid status": ["responses: { 2000: { description: A. } }", 'responses.2000: got "2000", want a status'],
        "a response without a description": [
            "responses: { 200: {} }",
            "responses.200.description: got nothing, want a string",
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
        "a scheme that is not declared": [
            `security: [{ no: [] }], ${ok}`,
            'security.0.no: got the scheme "no", want a scheme',
        ],
        "a summary that is not a string": [`summary: 1, ${ok}`, "get.summary: got 1, want a string"],
    };
    for (const [title, [line, problem]] of Object.entries(operationProblems)) {
        it(`rejects an operation with ${title}`, () => {
            const found = pathProblem(`/b: { get: { ${line} } }`);
            assert.ok(found.startsWith("line 4: paths./b.") && found.includes(problem), found);
        });
    }

    it("rejects a scheme other than an API key in the header x-api-key", () => {
        const schemes: Record<string, boolean> = {
            "type: apiKey, in: header, name: X-API-Key": true,
            "type: apiKey, in: query, name: x-api-key": false,
            "type: apiKey, in: header, name: key": false,
            "type: http, scheme: bearer": false,
        };
        for (const [scheme, accepted] of Object.entries(schemes)) {
            const text = `${start}paths: { /b: { get: { security: [{ s: [] }], ${ok} } } }
components: { securitySchemes: { s: { ${scheme} } } }`;
            const problem =
                'line 3: paths./b.get.security.0.s: got the scheme "s", want a scheme of type apiKey in the header "x-api-key"';
            assert.deepEqual(problemsOf(text), accepted ? [] : [problem], scheme);
        }
    });

    it("rejects a repeated operation id", () => {
        const text = `${start}paths:\n  /b: { get: { operationId: x, ${ok} } }\n  /c: { get: { operationId: x, ${ok} } }`;
        assert.deepEqual(problemsOf(text), [
            'line 5: paths./c.get.operationId: got "x", want an id other than that of get /b',
        ]);
    });

    const parameterProblems: Record<string, [string, string]> = {
        "an unknown place": ["{ name: a, in: body }", 'parameters.0.in: got "body", want "path", "query"'],
        "no name": ["{ in: query }", "parameters.0.name: got nothing, want a string"],
        "a name that API Gateway does not allow": [
            '{ name: "a[]", in: query }',
            'name: got "a[]", want letters, digits',
        ],
        "the same name twice": [
            "{ name: a, in: query }, { name: a, in: query }",
            'parameters.1: got the parameter "a" twice',
        ],
        "a name that is not in the path": [
            "{ name: a, in: path, required: true }",
            'get: got the path parameter "a", want "{a}" in the path',
        ],
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
            /^line 5: components\.parameters\.B\.\$ref: got a circle through "#\/components\/parameters\/A"/,
        );
    });

    it("requires each variable of the path to be declared and required", () => {
        assert.match(pathProblem(`/{b}: { get: { ${ok} } }`), /get\.parameters: got no path parameter "b", want/);
        assert.match(parameterProblem("{ name: b, in: path }", "", "/{b}"), /0\.required: got nothing, want true/);
    });

    const uncacheable: Record<string, string> = {
        "{ name: a, in: cookie }": "a cookie, which no cache key can hold",
        "{ name: a, in: query, schema: { type: array, items: { type: string } } }":
            "a repeated name, of which a cache key holds only one",
        "{ name: a, in: query, schema: { type: object } }": "an object, whose names no cache key can hold",
    };
    for (const [parameter, got] of Object.entries(uncacheable)) {
        it(`rejects ${got}, unless the operation is not cached`, () => {
            assert.ok(parameterProblem(parameter).includes(`parameters.0: got ${got}, want `));
            const volatile = `/b: { get: { parameters: [${parameter}], x-content-freshness: volatile, ${ok} } }`;
            const post = `/c: { post: { parameters: [${parameter}], ${ok} } }`;
            assert.deepEqual(problemsOf(`${start}paths:\n  ${volatile}\n  ${post}`), []);
        });
    }

    it("follows the reference of a query parameter's schema to see that it is a list", () => {
        const text = `${start}paths: { /b: { get: { parameters: [{ name: a, in: query, schema: { $ref: "#/components/schemas/L" } }], ${ok} } } }
components: { schemas: { L: { type: array, items: {} } } }`;
        assert.equal(problemsOf(text).length, 1);
        assert.deepEqual(problemsOf(text.replace("in: query,", "in: query, explode: false,")), []);
    });

    const schemaProblems: Record<string, [string, string]> = {
        "a reference to a missing schema": ['{ items: { $ref: "#/components/schemas/No" } }', "S.items.$ref: got"],
        "a reference to something else": ['{ $ref: "#/info" }', 'S.$ref: got "#/info", want a schema such as'],
        "a reference to itself": ['{ $ref: "#/components/schemas/S" }', "S.$ref: got a circle"],
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
