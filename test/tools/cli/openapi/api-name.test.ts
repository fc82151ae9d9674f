import assert from "node:assert/strict";
import { deriveBody } from "../../../../openapi/derive/body";
import { parseDocument } from "../../../../openapi/read/parse";
import { apiName } from "../../../../tools/cli/openapi/api-name";

const document = parseDocument(
    "a.yaml",
    'openapi: 3.0.3\ninfo: { title: A, version: "1" }\npaths: { /b: { get: { responses: { "200": { description: OK } } } } }',
);

describe("The name of an API that the openapi command publishes", () => {
    for (const [file, name] of [
        ["app/pictures/openapi.yaml", "pictures"],
        ["APIs/bbc.com/1.0.0/openapi.yaml", "bbc-com"],
        ["specs/Order Lines_v2.json", "order-lines-v2"],
        ["/x/v1/swagger.json", "x"],
        ["/openapi.yaml", "api"],
        ["/1/2.yaml", "api"],
        ["/shop/--.yaml", "shop"],
        [`/${"long-".repeat(20)}.yaml`, `${"long-".repeat(7)}long`],
    ] as const) {
        it(`is ${name} for ${file}, and accepted`, () => {
            assert.equal(apiName(file), name);
            deriveBody({ title: name, version: "1", apis: [{ name, basePath: `/${name}`, document }] });
        });
    }
});
