import assert from "node:assert/strict";
import { adjustmentsOf, documentOf, operationAt, parametersOf } from "./adjusted";

describe("An adjustment", () => {
    const cases: Record<string, [string, string]> = {
        "leaves out an unknown key": [
            "parametres: [], OK",
            'get.parametres: an unknown key: left out; did you mean "parameters"?',
        ],
        "leaves out an AWS extension": [
            "x-amazon-apigateway-integration: {}, OK",
            "get.x-amazon-apigateway-integration: an AWS extension: left out, as Gatehouse derives AWS's extensions from the document",
        ],
        "leaves out what is no status": [
            "responses: { 2000: {} }",
            'get.responses.2000: "2000": left out, as it is not a status such as 200, 4XX or default',
        ],
        "leaves out a repeated tag": [
            "tags: [a, a], OK",
            'get.tags.1: "a": left out, as the tags of an operation must be distinct strings that are not empty',
        ],
        "leaves out an empty tag": [
            'tags: [""], OK',
            'get.tags.0: "": left out, as the tags of an operation must be distinct strings that are not empty',
        ],
        "leaves out callbacks": [
            "callbacks: { done: {} }, OK",
            "get.callbacks: callbacks: left out, as these are calls from the backend to its clients",
        ],
        "leaves out links": [
            "responses: { 200: { description: A, links: { x: {} } } }",
            "get.responses.200.links: links: left out, as API Gateway has no links",
        ],
        "leaves out a header with an invalid name": [
            'responses: { 200: { description: A, headers: { "a b": {} } } }',
            'get.responses.200.headers.a b: "a b": left out, as it is not the name of a header',
        ],
        "leaves out a description that is no text": [
            "description: [], OK",
            "get.description: an empty list: left out, as it is not a string",
        ],
        "declares a repeated parameter once": [
            "parameters: [{ name: a, in: query }, { name: a, in: query }], OK",
            'get.parameters.1: the query parameter "a" again: left out, as the list has a parameter with this name and place already',
        ],
        "leaves out a path parameter that the path does not have": [
            "parameters: [{ name: a, in: path, required: true }], OK",
            'get.parameters.0: the path parameter "a": left out, as the path has no such variable',
        ],
        "does not require a header that HTTP/2 clients spell otherwise": [
            "parameters: [{ name: X-A, in: header, required: true }], OK",
            'get.parameters.0.required: the required header "X-A": checked by the backend, not the gateway, as API Gateway compares names exactly, and HTTP/2 clients send lower case',
        ],
    };
    for (const [title, [operation, message]] of Object.entries(cases)) {
        it(title, () => {
            const document = documentOf(`/b: { get: { ${operation} } }`);
            assert.deepEqual(adjustmentsOf(document), [`4 paths./b.${message}`]);
        });
    }

    it("leaves out TRACE", () => {
        assert.deepEqual(adjustmentsOf(documentOf("/b: { trace: { OK }, get: { OK } }")), [
            "4 paths./b.trace: a method: left out, as API Gateway has no TRACE",
        ]);
    });

    it("gives repeated operation ids a number", () => {
        const ids = ["x", "x", "x2", "a b"];
        const document = documentOf(ids.map((id, i) => `/p${i}: { get: { operationId: ${id}, OK } }`).join("\n"));
        assert.deepEqual(
            document.operations.map(({ operationId }) => operationId),
            ["x", "x3", "x2", "a b"],
        );
        assert.deepEqual(adjustmentsOf(document), [
            '5 paths./p1.get.operationId: "x": published as "x3", as API Gateway\'s import warns of a repeated id',
        ]);
    });

    it("declares a variable for which there is no parameter", () => {
        const document = documentOf("/{b}: { get: { OK } }");
        assert.deepEqual(parametersOf(operationAt(document, "get", "/{b}")), ["path b!"]);
        assert.deepEqual(adjustmentsOf(document), [
            '4 paths./{b}.get: no parameter for the variable "{b}": declared as a string',
        ]);
    });

    it("passes a parameter on whose name API Gateway cannot declare", () => {
        const document = documentOf('/b: { post: { parameters: [{ name: "a[]", in: query, required: true }], OK } }');
        assert.deepEqual(parametersOf(operationAt(document, "post", "/b")), []);
        assert.match(adjustmentsOf(document)[0] ?? "", /^4 .*parameters\.0\.name: "a\[\]": passed on but not declared/);
    });

    it("is not needed where null means nothing", () => {
        const document = documentOf(
            `
/b:
  parameters:
  get: { tags: , parameters: , requestBody: , security: , callbacks: , responses: { 200: { description: A, headers: , content: } } }`,
            "servers:\ntags:\ncomponents: { schemas: , securitySchemes: }",
        );
        assert.deepEqual(adjustmentsOf(document), []);
        assert.equal(operationAt(document, "get", "/b").cached, true);
    });

    it("is not needed for an empty description, a number as version, or no responses", () => {
        const document = documentOf('/b: { get: { responses: { 200: { description: "" } } }, put: {} }');
        assert.deepEqual(adjustmentsOf(document), []);
        assert.equal(operationAt(document, "get", "/b").responses["200"]?.description, "The backend's response.");
    });
});
