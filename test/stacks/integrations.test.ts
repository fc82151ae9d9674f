import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DocumentError } from "../../openapi/problem";

import { defineApis } from "../../stacks/apis/define-apis";
import { parseSettings } from "../../stacks/settings/parse-settings";
import { SettingsError } from "../../stacks/settings/problems";
import { TemporaryFolders } from "../tools/cloud-simulator/engine/temporary-folder";

const document = `openapi: 3.0.3
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    post:
      operationId: place
      responses: { "202": { description: Placed. } }
`;
const machine = JSON.stringify({ StartAt: "a", States: { a: { Type: "Pass", End: true } } });
const settings = {
    stages: { Test: {} },
    plans: { standard: { requestsPerSecond: 1, burst: 1 } },
    clients: { web: "standard" },
};

describe("the integrations of a stack's APIs", () => {
    const folders = new TemporaryFolders();
    after(() => folders.removeAll());

    const define = (files: Readonly<Record<string, string>>, api: object = {}, others: object = {}) => {
        const folder = folders.make();
        for (const [file, text] of Object.entries({ "openapi.yaml": document, ...files })) {
            const path = join(folder, "app/shop", file);
            mkdirSync(dirname(path), { recursive: true });
            writeFileSync(path, text);
        }
        const apis = { shop: { runsOn: "gateway", ...api }, ...others };
        const { restApi } = defineApis("gatehouse-dev", parseSettings({ ...settings, apis }), folder);
        assert.ok(restApi);
        return restApi;
    };
    const problemsOf = (...args: Parameters<typeof define>): readonly string[] => {
        try {
            define(...args);
        } catch (error) {
            if (error instanceof DocumentError || error instanceof SettingsError) return error.problems;
            throw error;
        }
        return [];
    };

    it("answer every operation of an API without a server", () => {
        assert.deepEqual(problemsOf({}), [
            '"app/shop/openapi.yaml" line 5: paths./orders.post: got no integration, want one in app/shop/integrations.yaml, as the API runs on the gateway and has no server',
        ]);
        const { integrations } = define({ "integrations.yaml": "place:\n  sqs: { queue: orders }" });
        assert.deepEqual(Object.keys(integrations.shop?.integrations ?? {}), ["post /orders"]);
    });

    it("run functions with different names", () => {
        const files = {
            "openapi.yaml": `${document}    get:\n      operationId: list\n      responses: { "200": { description: All. } }\n`,
            "integrations.yaml":
                "place:\n  lambda: { function: functions/price.ts }\nlist:\n  lambda: { function: functions-price.js }",
            "functions/price.ts": "export const handler = () => 1;",
            "functions-price.js": "exports.handler = () => 1;",
        };
        assert.deepEqual(problemsOf(files), [
            '"app/shop/integrations.yaml" line 3: list.lambda.function: got "functions-price.js", want another name than that of "functions/price.ts", as both functions would be "functions-price"',
        ]);
    });

    it("run functions whose files exist and export `handler`", () => {
        const integrations = { "integrations.yaml": "place:\n  lambda: { function: functions/price.ts }" };
        const problem = 'place.lambda.function: got "functions/price.ts", want a file';
        assert.deepEqual(problemsOf(integrations), [
            `"app/shop/integrations.yaml" line 2: ${problem} below the API's folder`,
        ]);
        assert.deepEqual(problemsOf({ ...integrations, "functions/price.ts": "export const main = 1;" }), [
            `"app/shop/integrations.yaml" line 1: ${problem} that exports \`handler\``,
        ]);
        const code = { "functions/price.ts": "export const handler = () => 1;" };
        assert.deepEqual(problemsOf({ ...integrations, ...code }), []);
        const arn = "arn:aws:lambda:eu-central-1:123456789012:function:theirs";
        assert.deepEqual(problemsOf({ "integrations.yaml": `place:\n  lambda: { function: "${arn}" }` }), []);
    });

    it("run no function with a name of the photo pipeline's", () => {
        const files = {
            "integrations.yaml": "place:\n  lambda: { function: photo/filter.ts }",
            "photo/filter.ts": "export const handler = () => 1;",
        };
        assert.deepEqual(problemsOf(files), []);
        assert.deepEqual(problemsOf(files, { photoPipeline: {} }), [
            '"app/shop/integrations.yaml" line 1: place.lambda.function: got "photo/filter.ts", want another name than that of a function of the photo pipeline, as both functions would be "photo-filter"',
        ]);
    });

    it("answer some operations of an API with a server", () => {
        const api = { runsOn: "lambda", build: "app/shop", port: 8080 };
        assert.deepEqual(
            define({ "integrations.yaml": "place:\n  mock: { status: 202 }" }, api).integrations.shop?.definitions,
            {},
        );
        assert.deepEqual(problemsOf({}, api), []);
    });

    it("call a server behind a VPC link only", () => {
        const files = { "integrations.yaml": "place:\n  backend: { method: GET, path: / }" };
        assert.deepEqual(problemsOf(files), [
            '"app/shop/integrations.yaml" line 1: place.backend: got the API "shop" on gateway, want an API of the stack behind a VPC link, on kubernetes, fargate, instances',
        ]);
    });

    it("need the definition of a state machine, or its ARN", () => {
        const files = { "integrations.yaml": "place:\n  stepFunctions: { stateMachine: fulfil }" };
        const want = "or its ARN in gatehouse:apis.shop.targets";
        assert.deepEqual(problemsOf(files), [
            `"app/shop/integrations.yaml" line 1: place.stepFunctions: got no definition, want the state machine in app/shop/fulfil.asl.json, ${want}`,
        ]);
        assert.deepEqual(problemsOf({ ...files, "fulfil.asl.json": "{}" }), [
            '"app/shop/integrations.yaml" line 1: place.stepFunctions: got app/shop/fulfil.asl.json, want a definition in the Amazon States Language, in JSON',
        ]);
        const { integrations } = define({ ...files, "fulfil.asl.json": machine });
        assert.deepEqual(integrations.shop?.definitions, { fulfil: machine });
        const arn = "arn:aws:states:eu-central-1:123456789012:stateMachine:theirs";
        assert.deepEqual(problemsOf(files, { targets: { fulfil: arn } }), []);
    });

    it("read the API's own table, or an existing one", () => {
        const files = (table: string) => ({
            "openapi.yaml": document.replace("/orders:", "/orders/{id}:"),
            "integrations.yaml": `place:\n  dynamodb: { table: ${table}, action: GetItem, key: { id: id } }`,
        });
        assert.deepEqual(problemsOf(files("own")), [
            '"app/shop/integrations.yaml" line 1: place.dynamodb: got "own", want gatehouse:apis.shop.table too',
        ]);
        assert.deepEqual(problemsOf(files("theirs")), [
            '"app/shop/integrations.yaml" line 1: place.dynamodb: got "theirs", want "own", or a name in gatehouse:apis.shop.targets',
        ]);
        assert.deepEqual(problemsOf(files("own"), { table: { partitionKey: "id" } }), []);
    });

    it("name each existing resource of the settings, which is of their service", () => {
        const files = { "integrations.yaml": "place:\n  sqs: { queue: orders }" };
        const queue = "arn:aws:sqs:eu-central-1:123456789012:theirs";
        assert.deepEqual(problemsOf(files, { targets: { order: queue } }), [
            'gatehouse:apis.shop.targets.order: got "arn:aws:sqs:eu-central-1:123456789012:theirs", want one of orders; did you mean "orders"?, as app/shop/integrations.yaml names no "order"',
        ]);
        const topic = "arn:aws:sns:eu-central-1:123456789012:theirs";
        assert.deepEqual(problemsOf(files, { targets: { orders: topic } }), [
            `gatehouse:apis.shop.targets.orders: got "${topic}", want an ARN such as arn:aws:sqs:eu-central-1:123456789012:name`,
        ]);
        assert.deepEqual(problemsOf(files, { targets: { orders: queue } }), []);
    });

    it("leave no setting of a server to an API without one", () => {
        assert.deepEqual(problemsOf({}, { port: 8080, replicas: 2 }).slice(0, 2), [
            "gatehouse:apis.shop.port: got 8080, want no such key on the gateway: Kubernetes, Fargate, EC2 and Lambda have it",
            "gatehouse:apis.shop.replicas: got 2, want no such key on the gateway: Kubernetes, Fargate and EC2 have it",
        ]);
    });
});
