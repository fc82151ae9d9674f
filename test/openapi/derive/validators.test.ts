import assert from "node:assert/strict";
import { deriveBody } from "../../../openapi/derive/body";
import { DocumentError } from "../../../openapi/problem";
import { parseDocument } from "../../../openapi/read/parse";
import { readRestApiBody } from "../../../openapi/rest-api-body";
import { importRejection } from "../../../tools/cloud-simulator/rejections/gateway/import";

const start = "openapi: 3.0.3\ninfo: { title: Small, version: 1.0.0 }\npaths:\n";
const operation = (validation?: string) =>
    `{ ${validation === undefined ? "" : `x-request-validation: ${validation}, `}responses: { "200": { description: Fine. } } }`;

function bodyOf(...lines: string[]) {
    const document = parseDocument("app/small/openapi.yaml", start + lines.join("\n"));
    return deriveBody({ title: "test", version: "1.0.0", apis: [{ name: "small", basePath: "/small", document }] });
}

const validatorsOf = (body: string) => JSON.parse(body)["x-amazon-apigateway-request-validators"];
const validatesOf = (body: string) =>
    Object.fromEntries(
        (readRestApiBody(body)?.operations ?? []).map(({ method, path, validates }) => [
            `${method} ${path}`,
            validates,
        ]),
    );

describe("the request validators of the body", () => {
    it("are one for all operations without the extension, or with its default", () => {
        const plain = bodyOf(`  /a: { get: ${operation()} }`);
        assert.deepEqual(validatorsOf(plain), {
            "body-and-parameters": { validateRequestBody: true, validateRequestParameters: true },
        });
        assert.equal(bodyOf(`  /a: { get: ${operation("body-and-parameters")} }`), plain);
    });

    it("are those that operations name, beside the one for all", () => {
        const body = bodyOf(
            `  /a: { get: ${operation("parameters")}, post: ${operation("body")}, put: ${operation("none")} }`,
            `  /b: { get: ${operation()} }`,
        );
        assert.deepEqual(validatorsOf(body), {
            body: { validateRequestBody: true, validateRequestParameters: false },
            "body-and-parameters": { validateRequestBody: true, validateRequestParameters: true },
            none: { validateRequestBody: false, validateRequestParameters: false },
            parameters: { validateRequestBody: false, validateRequestParameters: true },
        });
        assert.deepEqual(validatesOf(body), {
            "GET /small/a": { body: false, parameters: true },
            "POST /small/a": { body: true, parameters: false },
            "PUT /small/a": { body: false, parameters: false },
            "GET /small/b": { body: true, parameters: true },
        });
        assert.equal(importRejection(body), undefined);
    });

    it("of merged operations let pass what any of them lets pass", () => {
        const merged = (one?: string, other?: string) =>
            validatesOf(bodyOf(`  /{id}: { get: ${operation(one)} }`, `  /{id}.json: { get: ${operation(other)} }`))[
                "GET /small/{id}"
            ];
        assert.deepEqual(merged("body", "parameters"), { body: false, parameters: false });
        assert.deepEqual(merged("body", undefined), { body: true, parameters: false });
        assert.deepEqual(merged(undefined, "parameters"), { body: false, parameters: true });
        assert.deepEqual(merged("none", "body"), { body: false, parameters: false });
        assert.deepEqual(merged("body", "body"), { body: true, parameters: false });
    });

    it("have no other names, and no other place than an operation", () => {
        const problemsOf = (...lines: string[]) => {
            try {
                bodyOf(...lines);
            } catch (error) {
                if (error instanceof DocumentError) return error.problems.join("\n");
                throw error;
            }
            return "";
        };
        assert.match(
            problemsOf(`  /a: { get: ${operation("all")} }`),
            /x-request-validation: got "all", want one of "body-and-parameters", "body", "parameters", "none", or no such key/,
        );
        assert.match(
            problemsOf(`  /a: { x-request-validation: none, get: ${operation()} }`),
            /want this key on an operation, the only place it counts/,
        );
    });
});
