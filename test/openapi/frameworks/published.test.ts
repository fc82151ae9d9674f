import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deriveBody } from "../../../openapi/derive/body";
import type { PublishedApi } from "../../../openapi/document";
import { operationsOf } from "../../../openapi/operations";
import { renderMessage } from "../../../openapi/problem";
import { readDocuments } from "../../../stacks/apis/documents";
import { TemporaryFolders } from "../../tools/cloud-simulator/engine/temporary-folder";
import { type ImportedOperation, importedOperations, readBody } from "../import";
import { type Framework, frameworks, writeProject } from "./project";

// One file for each document: how it is published, and every adjustment. To accept a new state, and then read the diff:
// GATEHOUSE_UPDATE_FRAMEWORKS=1 npx mocha test/openapi/frameworks/published.test.ts
const isUpdate = process.env.GATEHOUSE_UPDATE_FRAMEWORKS === "1";

describe("a framework's document", () => {
    const folders = new TemporaryFolders();
    afterEach(() => folders.removeAll());

    const read = (name: Framework, overlays: boolean): PublishedApi => {
        const folder = folders.make();
        writeProject(folder, { overlays });
        const [api] = readDocuments(folder, [name]);
        assert.ok(api);
        return api;
    };

    for (const name of frameworks) {
        it(`${name}, as it is, is published as published/${name}.txt says`, () => {
            const file = join(__dirname, "published", `${name}.txt`);
            const actual = summary(read(name, false));
            if (isUpdate) writeFileSync(file, actual);
            assert.equal(actual, readFileSync(file, "utf8"));
        });

        it(`${name}, with its overlay, needs no more decision about a cache`, () => {
            const { document } = read(name, true);
            const open = document.adjustments.map(renderMessage).filter((line) => line.includes("x-content-freshness"));
            assert.deepEqual(open, []);
        });
    }
});

/** Adjustments, then one line for each operation: method, path, path at the backend, body, cache. */
function summary(api: PublishedApi): string {
    const body = readBody(deriveBody({ title: "frameworks", version: "1.0.0", apis: [api] }));
    const cached = new Set(
        operationsOf([api]).flatMap(({ method, path, cached }) => (cached ? [`${method} ${path}`] : [])),
    );
    const { adjustments, binaryMediaTypes } = api.document;
    return [
        "Adjustments:",
        ...adjustments.map(renderMessage),
        "",
        "Operations:",
        ...importedOperations(body).map((each) => operationLine(each, cached.has(`${each.method} ${each.path}`))),
        "",
        `Binary media types: ${binaryMediaTypes.join(", ") || "none"}`,
        "",
    ].join("\n");
}

function operationLine({ path, method, operation }: ImportedOperation, isCached: boolean): string {
    const integration = operation["x-amazon-apigateway-integration"];
    assert.ok(integration.type === "http_proxy");
    const backend = integration.uri.replace(/^http:\/\/[^/]+/, "");
    const required = (operation.parameters ?? []).filter((each) => each.required && each.in !== "path");
    const models = Object.keys(operation.requestBody?.content ?? {});
    const keys = (integration.cacheKeyParameters ?? []).map((key) => key.replace("method.request.", ""));
    return [
        `${method.toUpperCase()} ${path} calls ${backend}`,
        ...required.map((each) => `requires ${each.in} ${each.name}`),
        ...(models.length > 0 ? [`validates ${models.join(", ")}`] : []),
        ...(isCached ? [`cached by ${keys.join(", ") || "its path"}`] : method === "get" ? ["not cached"] : []),
    ].join("; ");
}
