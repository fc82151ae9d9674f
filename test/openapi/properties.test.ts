import assert from "node:assert/strict";
import fc from "fast-check";
import { stringify } from "yaml";
import { deriveBody } from "../../openapi/derive/body";
import type { Json, JsonObject, PublishedApi } from "../../openapi/document";
import { operationsOf } from "../../openapi/operations";
import { parseDocument } from "../../openapi/read/parse";
import { isThorough } from "../test-size";
import { documents, seed } from "./documents";
import { type ImportedBody, type ImportedOperation, importedOperations, readBody } from "./import";

const cors = { allowOrigin: "*", allowHeaders: ["x-api-key"] };
const generated = fc.record({ one: documents, two: documents });

interface Generated {
    readonly one: JsonObject;
    readonly two: JsonObject;
}

function apisOf({ one, two }: Generated) {
    return [
        { name: "one", basePath: "/one", document: parseDocument("one.yaml", stringify(one)) },
        { name: "two-b", basePath: "/two/b", document: parseDocument("two.yaml", JSON.stringify(two)) },
    ];
}

function derive(apis: readonly PublishedApi[]): string {
    return deriveBody({ title: "generated", version: "1.0.0", apis, cors });
}

/** Two generated documents and the body derived from them. */
interface Derived extends Generated {
    readonly apis: readonly PublishedApi[];
    readonly text: string;
    readonly body: ImportedBody;
    /** The operations that call a backend. */
    readonly published: readonly ImportedOperation[];
}

function forAll(check: (derived: Derived) => void): void {
    const property = fc.property(generated, (input) => {
        const apis = apisOf(input);
        const text = derive(apis);
        const body = readBody(text);
        const published = importedOperations(body).filter(
            ({ operation }) => operation["x-amazon-apigateway-integration"].type === "http_proxy",
        );
        check({ ...input, apis, text, body, published });
    });
    fc.assert(property, { seed, numRuns: isThorough ? 50 : 12 });
}

function proxyOf({ operation }: ImportedOperation) {
    const integration = operation["x-amazon-apigateway-integration"];
    assert.ok(integration.type === "http_proxy");
    return integration;
}

function reverseKeys(value: Json): Json {
    if (Array.isArray(value)) return value.map(reverseKeys);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
        Object.entries(value)
            .reverse()
            .map(([key, child]) => [key, reverseKeys(child)]),
    );
}

describe("deriveBody over generated documents", () => {
    it("contains nothing that API Gateway would not import, and every reference is to a schema", () => {
        forAll(({ text, body }) => {
            for (const [, name = ""] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
                assert.ok(Object.hasOwn(body.components.schemas, name), name);
            }
        });
    });

    it("publishes every operation of the documents, and mocks only OPTIONS that they do not have", () => {
        forAll(({ apis, body, published }) => {
            const listed = operationsOf(apis).map(({ path, method }) => `${path} ${method}`);
            assert.deepEqual(published.map(({ path, method }) => `${path} ${method}`).sort(), listed.sort());
            const mocked = importedOperations(body).length - listed.length;
            const paths = new Set(listed.map((entry) => entry.split(" ")[0]));
            assert.equal(mocked, [...paths].filter((path) => !listed.includes(`${path} options`)).length);
        });
    });

    it("keeps an operation's security, and requires an API key where it has none", () => {
        forAll(({ one, two, published }) => {
            for (const { path, method, operation } of published) {
                const [document, own] = path.startsWith("/one")
                    ? [one, path.slice("/one".length)]
                    : [two, path.slice("/two/b".length)];
                const paths = document.paths as Record<string, Record<string, { security?: unknown }>>;
                const declared = paths[own === "" ? "/" : own]?.[method]?.security;
                assert.deepEqual(operation.security, declared ?? [{ api_key: [] }]);
            }
        });
    });

    it("maps and declares every variable of the path, and nothing else", () => {
        forAll(({ published }) => {
            for (const found of published) {
                const variables = [...found.path.matchAll(/\{(.+?)\}/g)].map(([, name]) => name);
                const mappings = variables.map((name) => [
                    `integration.request.path.${name}`,
                    `method.request.path.${name}`,
                ]);
                assert.deepEqual(proxyOf(found).requestParameters ?? {}, Object.fromEntries(mappings));
                const declared = found.operation.parameters?.filter((parameter) => parameter.in === "path") ?? [];
                assert.deepEqual(declared.map(({ name }) => name).sort(), variables.sort());
            }
        });
    });

    it("uses all parameters of a GET as cache keys, and none of other methods", () => {
        const places = { path: "path", query: "querystring", header: "header" };
        forAll(({ published }) => {
            for (const found of published) {
                const { method, operation } = found;
                const cached = method === "get" && operation["x-content-freshness"] === undefined;
                const parameters = cached ? (operation.parameters ?? []) : [];
                const keys = parameters.map((parameter) => `method.request.${places[parameter.in]}.${parameter.name}`);
                assert.deepEqual([...(proxyOf(found).cacheKeyParameters ?? [])].sort(), keys.sort());
            }
        });
    });

    it("calls the backend at the path in the document through the API's stage variables", () => {
        forAll(({ published }) => {
            for (const found of published) {
                const [name, basePath] = found.path.startsWith("/one") ? ["one", "/one"] : ["twoB", "/two/b"];
                const { uri, connectionId, httpMethod } = proxyOf(found);
                const own = found.path.slice(basePath.length);
                assert.equal(uri, `http://\${stageVariables.${name}Backend}${own === "" ? "/" : own}`);
                assert.equal(connectionId, `\${stageVariables.${name}Link}`);
                assert.equal(httpMethod, found.method.toUpperCase());
            }
        });
    });

    it("returns the same string whatever the order of keys, APIs and calls", () => {
        forAll(({ one, two, apis, text }) => {
            assert.equal(derive(apis), text);
            const reversed = { one: reverseKeys(one) as JsonObject, two: reverseKeys(two) as JsonObject };
            assert.equal(derive(apisOf(reversed).reverse()), text);
        });
    });
});
