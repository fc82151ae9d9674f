import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readRun } from "../../../../../tools/cli/report/facts/engine-run";
import { type Locate, locator } from "../../../../../tools/cli/report/facts/locate";
import { resource, urn } from "../events";

const document = `openapi: 3.0.3
info: { title: Shop, version: 1.0.0 }
servers: [{ url: https://example.com/v2 }]
paths:
  /items/:
    get: &read
      responses: { "200": { description: Fine. } }
    post: *read
  /items/{item}.json:
    parameters: [{ name: item, in: path, required: true, schema: { type: string } }]
    get: *read
  /items/{id}/parts:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get: *read
  /items:search:
    get: *read
  /:
    get: *read
`;
const overlay = `overlay: 1.0.0
info: { title: Changes, version: 1.0.0 }
actions:
  - target: $.paths
    update:
      /health:
        get:
          responses: { "200": { description: Fine. } }
  - target: $.paths['/items/'].get
    update: { x-content-freshness: volatile }
`;
const stackFile = `config:
  gatehouse:stages:
    live: {}
`;
const restApi = urn("aws:apigateway/restApi:RestApi", "gatehouse");
const stage = urn("gatehouse:gateway:ApiStage", "live");
const settingsType = "gatehouse:gateway:ApiStage$aws:apigateway/methodSettings:MethodSettings";

describe("The place of an operation", () => {
    let folder: string;
    let locate: Locate;

    before(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-lines-"));
        for (const api of ["shop", "broken"]) mkdirSync(join(folder, "app", api), { recursive: true });
        writeFileSync(join(folder, "app/shop/openapi.yaml"), document);
        writeFileSync(join(folder, "app/shop/overlay.yaml"), overlay);
        writeFileSync(join(folder, "app/broken/openapi.yaml"), "openapi: 3.0.3\npaths: {}\n");
        writeFileSync(join(folder, "Pulumi.dev.yaml"), stackFile);
        const methodPaths = ["*/*", "~1shop~1items/GET"];
        const run = readRun("dev", [
            resource("gatehouse:gateway:ApiStage", "live"),
            ...methodPaths.map((methodPath) =>
                resource(settingsType, `live-${methodPath}`, { parent: stage, inputs: { methodPath } }),
            ),
        ]);
        locate = locator(run, folder);
    });

    after(() => rmSync(folder, { recursive: true }));

    const found = (message: string, at = restApi) => {
        const { file, line } = locate(at, message);
        return `${file}:${line}`;
    };

    const lines: Readonly<Record<string, string>> = {
        'RestApi "gatehouse": GET /shop/items can be called': "app/shop/openapi.yaml:6",
        "POST /shop/items, GET /shop/items/{id}: open": "app/shop/openapi.yaml:8",
        "the cache key of GET /shop/items/{id} lacks sort": "app/shop/openapi.yaml:11",
        "GET /shop/items/{id}/parts streams": "app/shop/openapi.yaml:14",
        // As an HTTP API publishes it, at the path of the document's server.
        "GET /v2/items/{p2}/parts can be called": "app/shop/openapi.yaml:14",
        "GET /v2: open": "app/shop/openapi.yaml:18",
        "GET /shop/items:search: open": "app/shop/openapi.yaml:16",
        "The operation is GET /shop.": "app/shop/openapi.yaml:18",
        "GET /shop/health: open": "app/shop/overlay.yaml:7",
    };
    for (const [message, place] of Object.entries(lines)) {
        it(`is ${place} for "${message}"`, () => assert.equal(found(message), place));
    }

    it("is that of the first operation at its path if no document has it, such as a preflight", () => {
        assert.equal(found("OPTIONS /shop/items: open"), "app/shop/openapi.yaml:6");
    });

    it("is the setting in the stack file if the document has no such path, is invalid or is missing", () => {
        for (const path of ["/shop/other", "/shop/items/", "/broken/items", "/missing/items", "/"]) {
            assert.equal(found(`GET ${path}: open`, stage), "Pulumi.dev.yaml:3", path);
        }
    });

    it("is the stack's in a project without documents", () => {
        const empty = mkdtempSync(join(tmpdir(), "gatehouse-lines-"));
        try {
            const { file } = locator(readRun("dev", []), empty)(restApi, "GET /shop/items: open");
            assert.equal(file, "Pulumi.yaml");
        } finally {
            rmSync(empty, { recursive: true });
        }
    });

    it("is that of the uncached operation for a finding about its cache settings", () => {
        const [all, own] = ["*/*", "~1shop~1items/GET"].map((methodPath) => urn(settingsType, `live-${methodPath}`));
        const caching = "settings.cachingEnabled is false";
        assert.equal(found(caching, own), "app/shop/openapi.yaml:6");
        assert.equal(found(caching, all), "Pulumi.dev.yaml:3");
        assert.equal(found("settings.throttlingRateLimit is 0", own), "Pulumi.dev.yaml:3");
    });
});
