import assert from "node:assert/strict";
import { adjustmentsOf, documentOf, operationAt, parametersOf } from "./adjusted";

interface PathCase {
    readonly written: string;
    readonly path: string;
    readonly backend: string;
    readonly adjustment: string;
}

const segmentFact = "as a path segment of API Gateway is either one variable or letters, digits and _ - . , :";
const whole = (got: string, name: string) =>
    `"${got}": published as the variable "{${name}}" for the whole segment, ${segmentFact}`;

const cases: readonly PathCase[] = [
    {
        written: "/b/",
        path: "/b",
        backend: "/b/",
        adjustment:
            'a slash at the end: clients call "/b" and the backend is called at "/b/", as API Gateway has no segment without a name',
    },
    {
        written: "/b//c",
        path: "/b/c",
        backend: "/b//c",
        adjustment:
            'an empty segment: clients call "/b/c" and the backend is called at "/b//c", as API Gateway has no segment without a name',
    },
    { written: "/b/{id}.json", path: "/b/{id}", backend: "/b/{id}", adjustment: whole("{id}.json", "id") },
    { written: "/b/{id}:cancel", path: "/b/{id}", backend: "/b/{id}", adjustment: whole("{id}:cancel", "id") },
    { written: "/{x}.{y}", path: "/{x_y}", backend: "/{x_y}", adjustment: whole("{x}.{y}", "x_y") },
    { written: "/b~c", path: "/{segment}", backend: "/{segment}", adjustment: whole("b~c", "segment") },
    { written: "/{b+}", path: "/{b}", backend: "/{b}", adjustment: whole("{b+}", "b") },
    { written: "/{b:[0-9]+}", path: "/{b}", backend: "/{b}", adjustment: whole("{b:[0-9]+}", "b") },
    {
        written: "/{b}/{b}",
        path: "/{b}/{b2}",
        backend: "/{b}/{b2}",
        adjustment:
            '"{b}": published as "{b2}", as API Gateway has one variable at each place, and those of a path have different names',
    },
    {
        written: "/b#list",
        path: "/b",
        backend: "/b",
        adjustment: 'the fragment "#list": published without it, as no client sends it',
    },
    {
        written: "/b?kind=x",
        path: "/b",
        backend: "/b",
        adjustment:
            'the query "?kind=x": published without it, as a path of API Gateway has no query; the backend gets each call\'s query',
    },
];

describe("A path of a document", () => {
    for (const { written, path, backend, adjustment } of cases) {
        it(`${written} is published as ${path}`, () => {
            const document = documentOf(`? "${written}"\n: post: { OK }`);
            const [operation, ...others] = document.operations;
            assert.deepEqual([operation?.path, operation?.backendPath, others], [path, backend, []]);
            assert.equal(adjustmentsOf(document)[0], `4 paths.${written}: ${adjustment}`);
        });
    }

    it("has one name for the variables at one place, whatever the order of the paths", () => {
        const item = (name: string) => `{ parameters: [{ name: ${name}, in: path, required: true }], get: { OK } }`;
        const paths = [`/b/{id}: ${item("id")}`, `/b/{name}/c: ${item("name")}`];
        for (const lines of [paths, paths.toReversed()]) {
            const document = documentOf(lines.join("\n"));
            assert.deepEqual(
                document.operations.map((operation) => [
                    operation.path,
                    operation.backendPath,
                    parametersOf(operation),
                ]),
                [
                    ["/b/{id}", "/b/{id}", ["path id!"]],
                    ["/b/{id}/c", "/b/{id}/c", ["path id!"]],
                ],
            );
            const line = 4 + lines.findIndex((text) => text.startsWith("/b/{name}"));
            const message = `${line} paths./b/{name}/c: "{name}": published as "{id}", as API Gateway has one variable at each place, and those of a path have different names`;
            assert.deepEqual(adjustmentsOf(document), [message]);
        }
    });

    it("that equals another with the same method is published once, with what both take", () => {
        const document = documentOf(`
/b/{id}: { get: { parameters: [{ name: id, in: path, required: true }, { name: q, in: query, required: true }], OK } }
/b/{id}.json: { get: { parameters: [{ name: id, in: path, required: true }, { name: r, in: query }], OK } }`);
        const operation = operationAt(document, "get", "/b/{id}");
        assert.deepEqual(parametersOf(operation), ["path id!", "query q", "query r"]);
        assert.equal(operation.cached, true);
        assert.equal(document.operations.length, 1);
        assert.ok(
            adjustmentsOf(document).some((message) =>
                message.endsWith(
                    'merged with that of "/b/{id}", so that calls of both pass, as API Gateway has one GET at "/b/{id}"',
                ),
            ),
        );
    });

    it("that equals another passes the bodies of both, with a model only where both have the same", () => {
        const body = (schema: string) => `requestBody: { content: { application/json: { schema: ${schema} } } }`;
        const bodyOf = (other: string) => {
            const document = documentOf(
                `
/b: { post: { ${body('{ $ref: "#/components/schemas/A" }')}, OK } }
/b/: { post: { ${other}, OK } }`,
                "components: { schemas: { A: { type: object, required: [a] }, B: { type: object, required: [b] } } }",
            );
            return operationAt(document, "post", "/b").requestBody;
        };
        assert.equal(bodyOf(body('{ $ref: "#/components/schemas/B" }')), undefined);
        assert.equal(bodyOf("operationId: b"), undefined);
        assert.deepEqual(bodyOf(body('{ $ref: "#/components/schemas/A" }'))?.content, {
            "application/json": { $ref: "#/components/schemas/A" },
        });
    });

    it("that is a reference has its own parameters and operations too", () => {
        const document = documentOf(`
/a: { parameters: [{ name: q, in: query }], get: { OK }, put: { summary: a, OK } }
/b: { $ref: "#/paths/~1a", parameters: [{ name: tenant, in: query }], put: { summary: b, OK } }`);
        assert.deepEqual(parametersOf(operationAt(document, "get", "/a")), ["query q"]);
        assert.deepEqual(parametersOf(operationAt(document, "get", "/b")), ["query q", "query tenant"]);
        assert.equal(operationAt(document, "put", "/b").summary, "b");
    });

    it("that is a reference has the operations of its path item", () => {
        const document = documentOf(
            '/b: { $ref: "#/components/pathItems/B" }',
            `components: { pathItems: { B: { get: { responses: {} } } } }`,
        );
        assert.equal(operationAt(document, "get", "/b").cached, true);
    });
});

describe("The servers of a document", () => {
    const backendOf = (servers: string, item = "", operation = "") => {
        const document = documentOf(`/b: { ${item} get: { ${operation} OK } }`, servers && `servers: ${servers}`);
        return { path: operationAt(document, "get", "/b").backendPath, adjustments: adjustmentsOf(document) };
    };

    it("give the prefix with which the backend is called", () => {
        const change = "a prefix of each path at the backend; at the gateway the base path of the API takes its place";
        assert.deepEqual(backendOf("[{ url: /api/v3 }]"), {
            path: "/api/v3/b",
            adjustments: [`5 servers.0.url: the path "/api/v3": ${change}`],
        });
        const variables = '[{ url: "https://{host}/{v}/", variables: { host: { default: h }, v: { default: v2 } } }]';
        assert.equal(backendOf(variables).path, "/v2/b");
        assert.equal(backendOf('[{ url: "//example.com/v1" }, { url: /v2 }]').path, "/v1/b");
        assert.equal(backendOf("[{ url: /api }]", "servers: [{ url: /item }],").path, "/item/b");
        assert.equal(backendOf("[{ url: /api }]", "", "servers: [{ url: /own }],").path, "/own/b");
    });

    it("give no prefix without a path", () => {
        for (const url of ["/", "https://example.com", "https://example.com/", "./"]) {
            assert.deepEqual(backendOf(`[{ url: "${url}" }]`), { path: "/b", adjustments: [] }, url);
        }
    });

    it("give no prefix with a path that is not known, and say so", () => {
        const { path, adjustments } = backendOf('[{ url: "https://example.com/{tenant}" }]');
        assert.equal(path, "/b");
        assert.match(adjustments[0] ?? "", /^5 servers\.0\.url: "https.*": the backend is called without a prefix/);
    });
});
