import assert from "node:assert/strict";
import { deriveBody } from "../../openapi/derive/body";
import { parseDocument } from "../../openapi/read/parse";
import { readRestApiBody } from "../../openapi/rest-api-body";
import { isReadable, parseBody } from "../../policy/gateway/body";
import { definitionsOf } from "../../tools/cli/report/facts/definitions";
import { readRun } from "../../tools/cli/report/facts/engine-run";
import { readBody } from "../../tools/gateway-emulator/state/read-body";
import { checkedAndEnded, resource } from "../tools/cli/report/events";
import { bench, sampleApi } from "../tools/gateway-emulator/sample-api";
import { securityCases } from "./security-cases";

/** Whether rule R4's reader finds that each of the operations needs a key. */
function inThePack(body: string): boolean {
    const parsed = parseBody(body);
    assert.ok(isReadable(parsed), JSON.stringify(parsed));
    assert.deepEqual(parsed.unreadable, []);
    return parsed.operations.length > 0 && parsed.operations.every(({ key }) => key.required);
}

/** Whether the emulator rejects a call without a key, and forwards one with a key. */
async function inTheEmulator(body: string, path = "/pictures"): Promise<boolean> {
    const read = readBody(body);
    // Tests of authorizers are elsewhere: these calls pass theirs, and have the key in its header.
    const operations = read.operations.map(({ authorization: _, ...operation }) => operation);
    const { send, calls } = bench(sampleApi({ ...read, operations, keySource: "HEADER" }));
    assert.equal((await send("GET", `/Test${path}`)).response.status, 200);
    assert.equal(calls.length, 1);
    const { status } = (await send("GET", `/Test${path}?again`, {})).response;
    assert.ok(status === 200 || status === 403, String(status));
    return status === 403;
}

/** Whether the report says that each of the operations needs a key. */
function inTheReport(body: string): boolean {
    const api = resource("aws:apigateway/restApi:RestApi", "api", { inputs: { body } });
    const [definition] = definitionsOf(readRun("x", [api, ...checkedAndEnded]));
    assert.ok(definition?.known);
    return definition.operations.length > 0 && definition.operations.every(({ key }) => key);
}

describe("Policy pack, emulator and report agree on which calls need an API key", () => {
    for (const { title, body, needsKey } of securityCases) {
        it(`${title}: ${needsKey ? "needed" : "not needed"}`, async () => {
            const text = JSON.stringify(body);
            const found = [inThePack(text), await inTheEmulator(text), inTheReport(text)];
            assert.deepEqual(found, [needsKey, needsKey, needsKey]);
            assert.deepEqual(
                readRestApiBody(text)?.operations.map((operation) => operation.needsApiKey),
                [needsKey],
            );
        });
    }

    const documents: readonly (readonly [title: string, security: string, needsKey: boolean])[] = [
        ["does not mention security", "", true],
        ["requires a key", "security: [{ api_key: [] }],", true],
        ["makes the key optional with {}", "security: [{ api_key: [] }, {}],", false],
        ["requires nothing", "security: [],", false],
    ];
    for (const [title, security, needsKey] of documents) {
        it(`an operation of our own document that ${title}: ${needsKey ? "needed" : "not needed"}`, async () => {
            const document = parseDocument(
                "a.yaml",
                `openapi: 3.0.3
info: { title: A, version: 1.0.0 }
paths: { /all: { get: { ${security} responses: { "200": { description: OK. } } } } }`,
            );
            const apis = [{ name: "a", basePath: "/a", document }];
            const text = deriveBody({ title: "a", version: "1.0.0", apis })
                .replace("${stageVariables.aLink}", "${stageVariables.link}")
                .replace("${stageVariables.aBackend}", "${stageVariables.host}");
            const found = [inThePack(text), await inTheEmulator(text, "/a/all"), inTheReport(text)];
            assert.deepEqual(found, [needsKey, needsKey, needsKey]);
        });
    }
});
