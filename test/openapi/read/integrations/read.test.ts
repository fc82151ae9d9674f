import assert from "node:assert/strict";
import { DocumentError } from "../../../../openapi/problem";
import { parseIntegrations } from "../../../../openapi/read/integrations/read";
import { parseDocument } from "../../../../openapi/read/parse";

const document = parseDocument(
    "app/shop/openapi.yaml",
    `openapi: 3.0.3
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    post:
      operationId: placeOrder
      responses: { "202": { description: Placed. } }
  /orders/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
      - { name: X-Tenant, in: header, schema: { type: string } }
    get:
      operationId: getOrder
      responses: { "200": { description: An order. } }
    delete:
      responses: { "204": { description: Deleted. } }
`,
);
const files: Readonly<Record<string, string>> = { "templates/order.vtl": "#set($x = 1)", "functions/order.ts": "" };

function read(text: string) {
    return parseIntegrations(
        { fileName: "app/shop/integrations.yaml", text, readFile: (path) => files[path] },
        document,
    );
}

function problemsOf(text: string): readonly string[] {
    try {
        read(text);
    } catch (error) {
        if (error instanceof DocumentError) return error.problems;
        throw error;
    }
    return [];
}

describe("parseIntegrations", () => {
    it("finds operations by their id, and by method and path, with their lines", () => {
        const integrations = read(
            "placeOrder:\n  sqs: { queue: orders }\nDELETE /orders/{id}:\n  mock: { status: 204 }\n",
        );
        assert.deepEqual(Object.keys(integrations), ["post /orders", "delete /orders/{id}"]);
        assert.deepEqual(integrations["post /orders"]?.target, { kind: "sqs", name: "orders" });
        assert.deepEqual(integrations["delete /orders/{id}"]?.source, {
            fileName: "app/shop/integrations.yaml",
            line: 3,
        });
    });

    it("reads templates of files, mappings and responses", () => {
        const integration = read(`getOrder:
  lambda: { function: functions/order.ts, proxy: false }
  request:
    templates: { application/json: templates/order.vtl, application/xml: "<a/>" }
    headers: { X-Id: method.request.path.id }
    query: { tenant: method.request.header.X-Tenant }
  responses:
    '4\\d{2}': { status: 404, headers: { Cache-Control: "'no-store'" }, templates: { application/json: "{}" } }
  timeoutSeconds: 2.5
  contentHandling: CONVERT_TO_TEXT
  passthrough: never
`)["get /orders/{id}"];
        assert.deepEqual(integration, {
            key: "getOrder",
            source: { fileName: "app/shop/integrations.yaml", line: 1 },
            target: { kind: "lambda", function: "functions/order.ts", proxy: false },
            request: {
                templates: { "application/json": "#set($x = 1)", "application/xml": "<a/>" },
                parameters: {
                    "integration.request.header.X-Id": "method.request.path.id",
                    "integration.request.querystring.tenant": "method.request.header.X-Tenant",
                },
            },
            responses: {
                "4\\d{2}": {
                    status: 404,
                    headers: { "Cache-Control": "'no-store'" },
                    templates: { "application/json": "{}" },
                },
            },
            timeoutSeconds: 2.5,
            contentHandling: "CONVERT_TO_TEXT",
            passthrough: "never",
        });
    });

    it("reports every problem at once, each with its line", () => {
        assert.deepEqual(
            problemsOf(`placeOder:
  sqs: { queue: orders }
GET /order:
  mock: { status: 200 }
getOrder:
  sqs: { queue: orders }
  sns: { topic: prices }
DELETE /orders/{id}:
  sqs: { queu: orders }
`),
            [
                '"app/shop/integrations.yaml" line 1: placeOder: got an unknown operation, want one of placeOrder, DELETE /orders/{id}, getOrder; did you mean "placeOrder"?',
                '"app/shop/integrations.yaml" line 3: GET /order: got an unknown operation, want one of POST /orders, DELETE /orders/{id}, GET /orders/{id}; did you mean "POST /orders"?',
                '"app/shop/integrations.yaml" line 5: getOrder: got sqs and sns, want exactly one of mock, backend, lambda, sqs, sns, kinesis, stepFunctions, dynamodb, eventBridge, s3',
                '"app/shop/integrations.yaml" line 9: DELETE /orders/{id}.sqs.queue: got nothing, want a name of lower-case letters, digits and single hyphens such as orders, which `targets` of the API may replace by an ARN; with .fifo at its end for a FIFO queue',
                '"app/shop/integrations.yaml" line 9: DELETE /orders/{id}.sqs.queu: got an unknown key, want one of queue, messageGroup; did you mean "queue"?',
            ],
        );
    });

    for (const [title, text, problem] of [
        ["a file that is no map", "- a", "line 1: got a list, want a map from operations to integrations"],
        [
            "two integrations of an operation",
            "placeOrder: { mock: { status: 200 } }\nPOST /orders: { mock: { status: 200 } }",
            "line 2: POST /orders: got a second integration of POST /orders, want one integration",
        ],
        [
            "a template of a file that does not exist",
            "placeOrder:\n  sqs: { queue: a }\n  request: { templates: { application/json: ../a.vtl } }",
            'line 3: placeOrder.request.templates.application/json: got "../a.vtl", want the path of an existing .vtl file',
        ],
        [
            "a file of another kind as a template",
            "placeOrder:\n  sqs: { queue: a }\n  request: { templates: { application/json: templates/order.vlt } }",
            'line 3: placeOrder.request.templates.application/json: got "templates/order.vlt", want the path of an existing .vtl file',
        ],
        [
            "a template that is no Velocity",
            "placeOrder:\n  sqs: { queue: a }\n  request:\n    templates:\n      application/json: |\n        {\n        #set($a = )\n        }",
            "line 5: placeOrder.request.templates.application/json: got an unexpected CLOSE_PARENTHESIS in line 2 of the template, want",
        ],
        [
            "a template with an open block",
            "placeOrder:\n  sqs: { queue: a }\n  request: { templates: { application/json: '#if($a) #if($b)x#end' } }",
            "line 3: placeOrder.request.templates.application/json: got an #if without #end in line 1 of the template, want",
        ],
        [
            "a group that is more than one expression",
            "placeOrder:\n  sqs: { queue: a.fifo, messageGroup: '$a)&DelaySeconds=900' }",
            'line 2: placeOrder.sqs.messageGroup: got "$a)&DelaySeconds=900", want an expression of a template',
        ],
        [
            "a key with an open brace",
            "getOrder:\n  s3: { bucket: files, key: '{id', action: get }",
            'line 2: getOrder.s3.key: got "{id", want the key of an object',
        ],
        [
            "a function that does not exist",
            "placeOrder:\n  lambda: { function: functions/other.ts }",
            'line 2: placeOrder.lambda.function: got "functions/other.ts", want a file below the API\'s folder',
        ],
        [
            "a mapping of a parameter that the operation does not declare",
            "getOrder:\n  mock: { status: 200 }\n  request:\n    headers: { X-Tag: method.request.query.tag }",
            "line 4: getOrder.request.headers.X-Tag: got \"method.request.query.tag\", want a quoted literal such as 'application/json', method.request.(path|querystring|header|body)…",
        ],
        [
            "a mapping of an undeclared query parameter",
            "getOrder:\n  mock: { status: 200 }\n  request:\n    headers: { X-Tag: method.request.querystring.tag }",
            'line 4: getOrder.request.headers.X-Tag: got "method.request.querystring.tag", want a query parameter that the operation declares: none',
        ],
        [
            "a FIFO queue without a group",
            "placeOrder:\n  sqs: { queue: orders.fifo }",
            "line 2: placeOrder.sqs: got a FIFO queue, want messageGroup too",
        ],
        [
            "a group for a queue that is not FIFO",
            "placeOrder:\n  sqs: { queue: orders, messageGroup: $context.requestId }",
            "line 2: placeOrder.sqs: got messageGroup, want a queue whose name ends with .fifo",
        ],
        [
            "a key of a table by a parameter that the operation does not have",
            "getOrder:\n  dynamodb: { table: own, action: GetItem, key: { id: number } }",
            'line 2: getOrder.dynamodb.key.id: got "number", want a parameter in the path or the query of the operation: id',
        ],
        [
            "an object's key with a variable that the path does not have",
            "getOrder:\n  s3: { bucket: files, key: '{name}', action: get }",
            'line 2: getOrder.s3.key: got "{name}", want a variable of the path "/orders/{id}" instead of {name}',
        ],
        [
            "templates of a proxy",
            "getOrder:\n  lambda: { function: functions/order.ts }\n  responses: { default: { status: 200 } }",
            "line 3: getOrder.responses: got a mapping, want no such key, or `proxy: false`",
        ],
        [
            "a pattern that is no regular expression",
            "getOrder:\n  mock: { status: 200 }\n  responses: { '(': { status: 200 } }",
            'line 3: getOrder.responses.(: got the name "(", want "default", or a regular expression',
        ],
    ] as const)
        it(`rejects ${title}`, () => {
            const problems = problemsOf(text);
            assert.equal(problems.length, 1, problems.join("\n"));
            assert.ok(problems[0]?.startsWith(`"app/shop/integrations.yaml" ${problem}`), problems[0]);
        });

    it("rejects a template that is larger than API Gateway's limit", () => {
        const [problem] = problemsOf(
            `placeOrder:\n  sns: { topic: a }\n  request: { templates: { application/json: "${"x".repeat(307_201)}" } }`,
        );
        assert.ok(problem?.endsWith("got 307201 bytes, want at most 307200, API Gateway's limit"), problem);
    });
});
