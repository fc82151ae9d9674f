import assert from "node:assert/strict";
import type { PublishedOperation } from "../../openapi/operations";
import { operationKey, operationProblems, planThrottles, stageThrottles } from "../../stacks/apis/operation-limits";
import { parseSettings } from "../../stacks/settings/parse-settings";
import { validSettings } from "./settings/example";

const limits = { requestsPerSecond: 5, burst: 2 };
const none = { requestsPerSecond: 0, burst: 0 };

function operation(api: string, method: PublishedOperation["method"], path: string): PublishedOperation {
    const methodPath = `${path.replaceAll("/", "~1")}/${method.toUpperCase()}`;
    return {
        api,
        method,
        path,
        methodPath,
        cached: method === "get",
        needsOnlyKey: false,
        source: { fileName: "a.yaml", line: 1 },
    };
}

const operations = [
    operation("books", "get", "/books"),
    operation("books", "get", "/books/{id}"),
    operation("books", "post", "/books"),
    operation("orders", "post", "/orders/all"),
];

function problemsOf(changes: { stage?: object; plan?: object }): string[] {
    const apis = { books: validSettings.apis.pictures, orders: { ...validSettings.apis.pictures, port: 1234 } };
    const { standard } = validSettings.plans;
    const settings = parseSettings({
        ...validSettings,
        apis,
        stages: { Test: changes.stage ?? {} },
        plans: { standard: { ...standard, ...changes.plan } },
    });
    return operationProblems(settings, operations);
}

describe("the limits of operations", () => {
    it("name an operation by its API, its method and its path in the document", () => {
        assert.deepEqual(operations.map(operationKey), [
            "books GET /",
            "books GET /{id}",
            "books POST /",
            "orders POST /all",
        ]);
    });

    it("become those of a stage's methods", () => {
        assert.deepEqual(stageThrottles({ "books GET /{id}": limits, "books GET /": none }, operations), {
            "~1books/GET": none,
            "~1books~1{id}/GET": limits,
        });
    });

    it("become those of a plan's methods, and 0 for each operation of other APIs", () => {
        assert.deepEqual(planThrottles({ throttles: { "books GET /{id}": limits } }, operations), {
            "/books/{id}/GET": limits,
        });
        assert.deepEqual(planThrottles({ apis: ["books"], throttles: { "books POST /": limits } }, operations), {
            "/books/POST": limits,
            "/orders/all/POST": none,
        });
        assert.deepEqual(planThrottles({}, operations), {});
    });

    it("must be of operations that the documents have", () => {
        assert.deepEqual(problemsOf({ stage: { throttles: { "books GET /{id}": limits } } }), []);
        assert.deepEqual(problemsOf({ stage: { throttles: { "books GET /{isbn}": limits } } }), [
            'gatehouse:stages.Test.throttles: got the name "books GET /{isbn}", want an operation of the API\'s document, such as "books GET /{id}"',
        ]);
        assert.deepEqual(problemsOf({ plan: { throttles: { "orders GET /all": limits } } }), [
            'gatehouse:plans.standard.throttles: got the name "orders GET /all", want an operation of the API\'s document, such as "orders POST /all"',
        ]);
    });

    it("must be of the plan's APIs", () => {
        const plan = { apis: ["books"], throttles: { "orders POST /all": limits } };
        assert.deepEqual(problemsOf({ plan }), [
            "gatehouse:plans.standard.throttles.orders POST /all: got a map, want an operation of the plan's APIs: books",
        ]);
    });

    it("must be as many as API Gateway has", () => {
        const many = Array.from({ length: 21 }, (_, index) => operation("books", "get", `/books/${index}`));
        const settings = parseSettings({
            ...validSettings,
            apis: { books: validSettings.apis.pictures, orders: { ...validSettings.apis.pictures, port: 1234 } },
            plans: { standard: { ...validSettings.plans.standard, apis: ["orders"] } },
        });
        assert.deepEqual(operationProblems(settings, many.slice(1)), []);
        assert.deepEqual(operationProblems(settings, many), [
            "gatehouse:plans.standard.apis: got a list, want at most 20 throttles of a plan, as API Gateway has no more; with those of the other APIs' operations these are 21",
        ]);
    });
});
