import assert from "node:assert/strict";
import { deriveBody } from "../../../../openapi/derive/body";
import type { PublishedApi } from "../../../../openapi/document";
import { parseIntegrations } from "../../../../openapi/read/integrations/read";
import { parseDocument } from "../../../../openapi/read/parse";
import { readRestApiBody } from "../../../../openapi/rest-api-body";
import { importRejection } from "../../../../tools/cloud-simulator/rejections/gateway/import";

const place = { partition: "aws", region: "eu-central-1", accountId: "123456789012" };
const cors = { allowOrigin: "https://example.com", allowHeaders: ["x-api-key"] };
const yaml = `openapi: 3.0.3
info: { title: Shop, version: 1.0.0 }
paths:
  /orders:
    post:
      operationId: place
      requestBody: { content: { application/json: { schema: { type: object } } } }
      responses: { "202": { description: Placed. }, "404": { description: None. }, "422": { description: Wrong. } }
  /orders/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string } }
      - { name: part, in: query, schema: { type: string } }
    get:
      operationId: find
      responses: { "200": { description: An order. }, "503": { description: Busy. } }
`;

interface Body {
    readonly integration: Record<string, unknown>;
    readonly responses: readonly string[];
    readonly text: string;
}

// The integration of an operation in the body, which API Gateway imports without an error.
function derive(operation: "place" | "find", integration: string, more: Partial<PublishedApi> = {}): Body {
    const document = parseDocument("app/shop/openapi.yaml", yaml);
    const file = { fileName: "app/shop/integrations.yaml", text: `${operation}:\n${integration}`, readFile: () => "" };
    const integrations = parseIntegrations(file, document);
    const apis = [{ name: "shop", basePath: "/shop", document, integrations, ...more }];
    const text = deriveBody({ title: "gatehouse-dev", version: "1", apis, cors, place });
    assert.equal(importRejection(text), undefined);
    const path = operation === "place" ? "/shop/orders" : "/shop/orders/{id}";
    const found = readRestApiBody(text)?.operations.find((own) => own.path === path && own.method !== "OPTIONS");
    assert.ok(found);
    return { integration: found.integration, responses: Object.keys(found.responses), text };
}

const json = (template: unknown) => ({ "application/json": template });
const escaped = (expression: string) => `"$util.escapeJavaScript(${expression}).replaceAll("\\\\'","'")"`;
const role = (name: string) => `arn:aws:iam::123456789012:role/gatehouse-dev_shop_${name}`;

describe("the integration with a service", () => {
    it("keys cached objects by Accept, which decides between bytes and Base64", () => {
        const get = '  s3: { bucket: files, key: "{id}", action: get }';
        const keysOf = (binaryMediaTypes: string[]) => {
            const { integration } = derive("find", get, { binaryMediaTypes });
            return integration.cacheKeyParameters;
        };
        const own = ["method.request.path.id", "method.request.querystring.part"];
        const accept = ["ACCEPT", "Accept", "accept"].map((name) => `method.request.header.${name}`);
        assert.deepEqual(keysOf([]), own);
        assert.deepEqual(keysOf(["*/*"]), own);
        assert.deepEqual(keysOf(["image/png"]), [...own, ...accept]);
    });

    it("sends a message to a queue, responds with the statuses of the document, and with no details of errors", () => {
        const { integration, responses } = derive("place", "  sqs: { queue: orders }");
        const allowOrigin = { "method.response.header.Access-Control-Allow-Origin": "'https://example.com'" };
        assert.deepEqual(integration, {
            type: "aws",
            uri: "arn:aws:apigateway:eu-central-1:sqs:path/123456789012/gatehouse-dev_shop_orders",
            httpMethod: "POST",
            credentials: role("sqs-orders-send"),
            passthroughBehavior: "never",
            timeoutInMillis: 29_000,
            requestParameters: {
                "integration.request.header.Content-Type": "'application/x-www-form-urlencoded'",
            },
            requestTemplates: json("Action=SendMessage&MessageBody=$util.urlEncode($input.body)"),
            responses: {
                default: {
                    statusCode: "202",
                    responseParameters: allowOrigin,
                    responseTemplates: json(
                        `{"messageId":"$input.path('$.SendMessageResponse.SendMessageResult.MessageId')"}`,
                    ),
                },
                "4\\d{2}": {
                    statusCode: "422",
                    responseParameters: allowOrigin,
                    responseTemplates: json('{"message":"The request was rejected"}'),
                },
                "5\\d{2}": {
                    statusCode: "500",
                    responseParameters: allowOrigin,
                    responseTemplates: json('{"message":"Internal server error"}'),
                },
            },
        });
        assert.deepEqual(responses, ["202", "404", "422", "500"]);
    });

    for (const [title, operation, text, uri, credentials, template] of [
        [
            "a FIFO queue",
            "place",
            "  sqs: { queue: orders.fifo, messageGroup: $context.identity.apiKeyId }",
            "sqs:path/123456789012/gatehouse-dev_shop_orders.fifo",
            "sqs-orders.fifo-send",
            "Action=SendMessage&MessageBody=$util.urlEncode($input.body)&MessageGroupId=$util.urlEncode($context.identity.apiKeyId)",
        ],
        [
            "a topic",
            "place",
            "  sns: { topic: prices }",
            "sns:path//",
            "sns-prices-publish",
            "Action=Publish&TopicArn=$util.urlEncode('arn:aws:sns:eu-central-1:123456789012:gatehouse-dev_shop_prices')&Message=$util.urlEncode($input.body)",
        ],
        [
            "a stream",
            "place",
            "  kinesis: { stream: clicks }",
            "kinesis:action/PutRecord",
            "kinesis-clicks-put",
            `{"StreamName":"gatehouse-dev_shop_clicks","PartitionKey":${escaped("$context.requestId")},"Data":"$util.base64Encode($input.body)"}`,
        ],
        [
            "a state machine",
            "place",
            "  stepFunctions: { stateMachine: fulfil }",
            "states:action/StartExecution",
            "stepFunctions-fulfil-start",
            `{"input":${escaped("$input.json('$')")},"stateMachineArn":"arn:aws:states:eu-central-1:123456789012:stateMachine:gatehouse-dev_shop_fulfil"}`,
        ],
        [
            "a state machine that is awaited",
            "place",
            "  stepFunctions: { stateMachine: fulfil, sync: true }",
            "states:action/StartSyncExecution",
            "stepFunctions-fulfil-start-sync",
            `{"input":${escaped("$input.json('$')")},"stateMachineArn":"arn:aws:states:eu-central-1:123456789012:stateMachine:gatehouse-dev_shop_fulfil"}`,
        ],
        [
            "an event bus",
            "place",
            "  eventBridge: { bus: shop, source: shop.orders, detailType: Placed }",
            "events:action/PutEvents",
            "eventBridge-shop-put",
            `{"Entries":[{"Source":"shop.orders","DetailType":"Placed","Detail":${escaped("$input.json('$')")},"EventBusName":"gatehouse-dev_shop_shop"}]}`,
        ],
        [
            "an item of the API's own table",
            "find",
            "  dynamodb: { table: own, action: GetItem, key: { id: id } }",
            "dynamodb:action/GetItem",
            "dynamodb-own-get",
            `{"TableName":"$stageVariables.shopTable","Key":{"id":{"S":${escaped("$input.params('id')")}}}}`,
        ],
        [
            "a query",
            "find",
            "  dynamodb: { table: own, action: Query, key: { id: id, name: part } }",
            "dynamodb:action/Query",
            "dynamodb-own-query",
            '{"TableName":"$stageVariables.shopTable","KeyConditionExpression":"#k0 = :k0 AND #k1 = :k1","ExpressionAttributeNames":{"#k0":"id","#k1":"name"},' +
                `"ExpressionAttributeValues":{":k0":{"S":${escaped("$input.params('id')")}},":k1":{"S":${escaped("$input.params('part')")}}}}`,
        ],
    ] as const)
        it(`calls ${title} with one role, from a body that JSON and forms can hold`, () => {
            const { integration } = derive(operation, text);
            assert.equal(integration.uri, `arn:aws:apigateway:eu-central-1:${uri}`);
            assert.equal(integration.credentials, role(credentials));
            assert.deepEqual(integration.requestTemplates, json(template));
            assert.equal(integration.httpMethod, "POST");
        });

    it("passes an object on as it is, with its type, and responds with 404 where S3 hides that it does not exist", () => {
        const { integration } = derive("find", "  s3: { bucket: files, key: 'a/{id}', action: get }");
        assert.match(
            String(integration.uri),
            /^arn:aws:apigateway:eu-central-1:s3:path\/gatehouse-dev-shop-files-[0-9a-f]{8}\/a\/\{id\}$/,
        );
        assert.equal(integration.httpMethod, "GET");
        assert.deepEqual(integration.requestParameters, { "integration.request.path.id": "method.request.path.id" });
        assert.equal(integration.requestTemplates, undefined);
        const { responses } = integration as { responses: Record<string, Record<string, unknown>> };
        assert.equal(responses["4\\d{2}"]?.statusCode, "404");
        assert.equal(responses.default?.responseTemplates, undefined);
        assert.ok(
            Object.values(responses.default?.responseParameters ?? {}).includes(
                "integration.response.header.Content-Type",
            ),
        );
    });

    it("has the parameters of a cached GET in the cache key, and none for another method", () => {
        const keys = (own: Body) => own.integration.cacheKeyParameters;
        assert.deepEqual(keys(derive("find", "  mock: { status: 200 }")), [
            "method.request.path.id",
            "method.request.querystring.part",
        ]);
        assert.equal(keys(derive("place", "  sqs: { queue: orders }")), undefined);
    });

    it("calls an existing resource in its own region, with its own names in templates", () => {
        const targets = { orders: "arn:aws:states:eu-west-1:210987654321:stateMachine:theirs" };
        const { integration } = derive(
            "place",
            "  stepFunctions: { stateMachine: orders }\n  request: { templates: { application/json: '{{target.arn}} {{target.name}}' } }",
            { targets },
        );
        assert.equal(integration.uri, "arn:aws:apigateway:eu-west-1:states:action/StartExecution");
        assert.deepEqual(integration.requestTemplates, json(`${targets.orders} theirs`));
    });
});

describe("the integration without a service", () => {
    it("is a constant", () => {
        const { integration } = derive(
            "find",
            "  mock: { status: 200 }\n  responses: { default: { templates: { application/json: '{}' } } }",
        );
        assert.equal(integration.type, "mock");
        assert.deepEqual(integration.requestTemplates, json('{"statusCode": 200}'));
        assert.deepEqual(
            (integration.responses as Record<string, { responseTemplates: unknown }>).default?.responseTemplates,
            json("{}"),
        );
    });

    it("is a server behind its VPC link, with the path and the query of the operation", () => {
        const { integration } = derive("find", "  backend: { api: other-api, method: POST, path: '/v2/{id}' }");
        assert.equal(integration.type, "http");
        assert.equal(integration.connectionType, "VPC_LINK");
        assert.equal(integration.connectionId, `\${stageVariables.otherApiLink}`);
        assert.equal(integration.uri, `http://\${stageVariables.otherApiBackend}/v2/{id}`);
        assert.equal(integration.httpMethod, "POST");
        assert.deepEqual(integration.requestParameters, {
            "integration.request.path.id": "method.request.path.id",
            "integration.request.querystring.part": "method.request.querystring.part",
        });
        assert.deepEqual(Object.keys(integration.responses as object).sort(), ["4\\d{2}", "5\\d{2}", "default"]);
    });

    it("is a function of the stack, as a proxy or with responses by the message of its error", () => {
        const uri =
            "arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-central-1:123456789012:function:gatehouse-dev_shop_functions-order/invocations";
        const proxy = derive("place", "  lambda: { function: functions/order.ts }").integration;
        assert.deepEqual([proxy.type, proxy.uri, proxy.credentials], ["aws_proxy", uri, undefined]);
        assert.equal(proxy.responses, undefined);
        const own = derive("find", "  lambda: { function: functions/order.ts, proxy: false }").integration;
        assert.deepEqual([own.type, own.uri, own.httpMethod], ["aws", uri, "POST"]);
        const { responses } = own as { responses: Record<string, { statusCode: string }> };
        assert.deepEqual(Object.keys(responses).sort(), ["(\\n|.)+", "default"]);
        assert.equal(responses["(\\n|.)+"]?.statusCode, "503");
    });

    it("is an existing function, which a role invokes", () => {
        const { integration } = derive(
            "place",
            "  lambda: { function: 'arn:aws:lambda:eu-west-1:210987654321:function:price:live' }",
        );
        // In the region of the function, not of the REST API.
        assert.match(String(integration.uri), /^arn:aws:apigateway:eu-west-1:lambda:path\//);
        assert.match(
            String(integration.credentials),
            /^arn:aws:iam::123456789012:role\/gatehouse-dev_shop_lambda-price\.live-/,
        );
        assert.ok((String(integration.credentials).split("/")[1]?.length ?? 65) <= 64);
    });

    it("gets the body as text where the gateway takes it for bytes", () => {
        const handled = (types: string[]) =>
            derive("place", "  sqs: { queue: orders }", { binaryMediaTypes: types }).integration.contentHandling;
        assert.equal(handled(["image/png"]), undefined);
        assert.equal(handled(["*/*"]), "CONVERT_TO_TEXT");
    });
});
