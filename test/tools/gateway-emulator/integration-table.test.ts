import assert from "node:assert/strict";
import type { InvokeNodeFunction } from "../../../tools/gateway-emulator/integration/lambda/node-function";
import type { Integration } from "../../../tools/gateway-emulator/state/integration";
import { grades, table } from "./readme-table";
import { header, ok, wire } from "./sample-api";
import {
    account,
    passThrough,
    region,
    role,
    roleArn,
    serviceBench,
    serviceUri,
    sqsIntegration,
} from "./sample-service";

const client = { "x-one": "1", Accept: "application/json" };
const http = { type: "http", uri: "http://shop.internal/", httpMethod: "POST" } as const;

/** Calls a backend with an integration's mappings; its response has this body. */
function served(integration: Partial<Integration>, body = "{}", headers: Readonly<Record<string, string>> = client) {
    const responses = { default: passThrough("200") };
    const made = serviceBench(
        { ...http, responses, ...integration },
        {},
        { responses: async () => ok(body, [["x-two", "2"]]) },
    );
    return made.post("", headers).then((response) => ({ response, calls: made.calls }));
}

/** The output of a response template for a body. */
async function rendered(template: string, body = "{}"): Promise<string> {
    const responses = { default: passThrough("200", { responseTemplates: { "application/json": template } }) };
    return wire((await served({ responses }, body)).response);
}

const statusOf = async (integration: Partial<Integration>) => (await served(integration)).response.response.status;
const requestTemplate = (template: string) => ({ requestTemplates: { "application/json": template } });
const mappedHeader = (name: string, value: string) => ({
    requestParameters: { [`integration.request.header.${name}`]: value },
});

/** Calls a function that fails, or returns what it gets. */
function invoking(integration: Partial<Integration> = {}, error?: string) {
    const name = "shop-tags";
    const arn = `arn:aws:lambda:${region}:${account}:function:${name}`;
    const shared = { folder: "/", handler: "index.handler", runtime: "nodejs24.x", environment: {}, memory: 128 };
    const definition = { name, arn, timeoutInMillis: 1000, ...shared, permits: { "": ["*"] } };
    const invokeFunction: InvokeNodeFunction = async (_definition, event) =>
        error === undefined
            ? { kind: "payload", payload: JSON.stringify(event) }
            : { kind: "function error", reason: error, payload: JSON.stringify({ errorMessage: error }) };
    const uri = serviceUri(`lambda:path/2015-03-31/functions/${arn}/invocations`);
    return serviceBench(
        { type: "aws", httpMethod: "POST", uri, responses: { default: passThrough("200") }, ...integration },
        { nodeFunctions: { [name]: definition } },
        { invokeFunction },
    );
}

const service = (target: string, action: string, template: string) =>
    serviceBench(
        {
            type: "aws",
            httpMethod: "POST",
            uri: serviceUri(target),
            credentials: roleArn,
            ...requestTemplate(template),
            responses: { default: passThrough("200") },
        },
        { roles: [role(action, "*")] },
    ).post("{}");

const behaviours: Readonly<Record<string, () => Promise<void>>> = {
    "an absent value renders nothing, and equals null and an empty string": async () =>
        assert.equal(await rendered("[$none]#if($none == $null && $none == '')a#end"), "200 []a"),
    "a map renders as `{a=1}`, a list of JSON as JSON": async () =>
        assert.equal(await rendered("$input.path('$')", '{"a": [{"b": 1}]}'), '200 {a=[{"b":1}]}'),
    "the maps in `$context` render nothing": async () => assert.equal(await rendered("[$context.identity]"), "200 []"),
    "`$input.body` is `{}` without a body": async () => assert.equal(await rendered("$input.body", ""), "200 {}"),
    "`$input.json` of an absent value is an empty string in quotes": async () =>
        assert.equal(await rendered("$input.json('$.none')"), '200 ""'),
    "a body that is not JSON has no members": async () =>
        assert.equal(await rendered("[$input.path('$.a')]", "<a/>"), "200 []"),
    "`$input.params` searches the path, the query and the headers, with exact names": async () =>
        assert.equal(await rendered("$input.params('x-one') [$input.params('X-One')]"), "200 1 []"),
    "an empty string fulfils an `#if`": async () =>
        assert.equal(await rendered("#if($input.params('none'))a#{end}"), "200 a"),
    "a `#foreach` ends after 1,000 items": async () =>
        assert.equal((await rendered("#foreach($i in [1..1001])x#end")).length, 1004),
    "a template over 300 KB is an error": async () => assert.match(await rendered("x".repeat(307_201)), /^500 /),
    "`$util.escapeJavaScript` escapes quotes, slashes and characters outside ASCII": async () =>
        assert.equal(await rendered("$util.escapeJavaScript($input.body)", `'"/é`), "200 \\'\\\"\\/\\u00E9"),
    "a template may override each parameter, header and the status once": async () => {
        const set = '#set($context.requestOverride.header.X-A = "1")';
        assert.deepEqual(
            [await statusOf(requestTemplate(set)), await statusOf(requestTemplate(set + set))],
            [200, 500],
        );
    },
    "a response override passes from the request's template to the client": async () =>
        assert.equal(await statusOf(requestTemplate("#set($context.responseOverride.status = 444)")), 444),
    "an override of the status that is not one is ignored": async () =>
        assert.equal(await statusOf(requestTemplate("#set($context.responseOverride.status = '444')")), 200),
    "the client's headers are not sent, and the endpoint's not returned, unless they are mapped": async () => {
        const { response, calls } = await served({});
        assert.deepEqual([calls[0]?.headers["x-one"], header(response, "x-two")], [undefined, undefined]);
    },
    "a mapping to `Content-Length` fails, one to `Via` is dropped": async () => {
        assert.equal(await statusOf(mappedHeader("Content-Length", "'1'")), 500);
        assert.equal((await served(mappedHeader("Via", "'1'"))).calls[0]?.headers.via, undefined);
    },
    "`Authorization` cannot be mapped for a service of AWS": async () => {
        const authorization = mappedHeader("Authorization", "'1'");
        assert.equal((await served(authorization)).calls[0]?.headers.authorization, "1");
        assert.match(wire(await serviceBench({ ...sqsIntegration, ...authorization }).post("a")), /^500 /);
    },
    "14 mapped response headers are renamed to `x-amzn-Remapped-…`": async () => {
        const responseParameters = { "method.response.header.Host": "'own'" };
        const { response } = await served({ responses: { default: passThrough("200", { responseParameters }) } });
        assert.equal(header(response, "x-amzn-Remapped-Host"), "own");
    },
    "names of the endpoint's headers are not case-sensitive in mappings": async () => {
        const responseParameters = { "method.response.header.Two": "integration.response.header.X-Two" };
        const { response } = await served({ responses: { default: passThrough("200", { responseParameters }) } });
        assert.equal(header(response, "Two"), "2");
    },
    "the client gets `X-Amzn-Trace-Id`, except from a mock": async () => {
        const mock = await served({ type: "mock", ...requestTemplate("{statusCode: 200}") });
        assert.deepEqual(
            [
                header((await served({})).response, "X-Amzn-Trace-Id") !== undefined,
                header(mock.response, "X-Amzn-Trace-Id"),
            ],
            [true, undefined],
        );
    },
    "a response is selected by a pattern of the whole status, or of the function's error": async () => {
        assert.equal(await statusOf({ responses: { "2": passThrough("500"), "20\\d": passThrough("201") } }), 201);
        const responses = { default: passThrough("200"), "no.*": passThrough("404") };
        assert.match(wire(await invoking({ responses }, "not found").post("")), /^404 /);
    },
    "the first of several patterns that match counts": async () =>
        assert.equal(await statusOf({ responses: { "2..": passThrough("201"), "...": passThrough("202") } }), 201),
    "without a matching response and a default one, the client gets 500": async () =>
        assert.equal(await statusOf({ responses: { "404": passThrough("404") } }), 500),
    "the template for the first type of `Accept` counts, else that of JSON, else the first": async () => {
        const responseTemplates = { "text/css": "css", "application/json": "json" };
        const responses = { default: passThrough("200", { responseTemplates }) };
        const given = async (accept: string) => wire((await served({ responses }, "{}", { Accept: accept })).response);
        assert.deepEqual([await given("text/css, text/html"), await given("text/html")], ["200 css", "200 json"]);
    },
    "a body is converted before its template, which needs text": async () => {
        const response = passThrough("200", {
            responseTemplates: { "application/json": "$input.body" },
            contentHandling: "CONVERT_TO_BINARY",
        });
        assert.equal(await statusOf({ responses: { default: response } }), 500);
    },
    "an event that is not JSON gets 400": async () => assert.match(wire(await invoking().post("<a/>")), /^400 /),
    "a function that fails gets 200 without a pattern": async () =>
        assert.equal(wire(await invoking({}, "no").post("")), '200 {"errorMessage":"no"}'),
    "with `X-Amz-Invocation-Type: Event` no one waits for the function": async () =>
        assert.equal(wire(await invoking(mappedHeader("X-Amz-Invocation-Type", "'Event'"), "no").post("")), "200 "),
    "a role that does not exist, or does not trust API Gateway, gets 500": async () => {
        for (const roles of [[], [role("sqs:*", "*", { trusts: [] })]])
            assert.match(wire(await serviceBench(sqsIntegration, { roles }).post("a")), /^500 /);
    },
    "a role without permission gets the service's own error": async () =>
        assert.match(
            wire(await serviceBench(sqsIntegration, { roles: [role("a:b", "*")] }).post("a")),
            /"AccessDenied"/,
        ),
    "SQS and SNS respond in JSON, or in XML if the mapped `Accept` says so": async () => {
        const requestParameters = {
            ...sqsIntegration.requestParameters,
            "integration.request.header.Accept": "'text/xml'",
        };
        assert.match(wire(await serviceBench(sqsIntegration).post("a")), /^200 {"SendMessageResponse":/);
        assert.match(wire(await serviceBench({ ...sqsIntegration, requestParameters }).post("a")), /^200 <\?xml/);
    },
    "an error of a service is a response like any other": async () => {
        const responses = { default: passThrough("200"), "4..": passThrough("422") };
        const integration = { ...sqsIntegration, ...requestTemplate("Action=SendMessage"), responses };
        assert.match(wire(await serviceBench(integration).post("a")), /^422 .*"MissingParameter"/);
    },
    "a state machine that does not run here returns its input from a synchronous execution; `serve` runs those of the stack":
        async () => {
            const machine = `arn:aws:states:${region}:${account}:stateMachine:m`;
            const template = `{"stateMachineArn": "${machine}", "input": "{}"}`;
            const response = await service("states:action/StartSyncExecution", "states:*", template);
            assert.match(wire(response), /"output":"{}".*"status":"SUCCEEDED"/);
        },
    "Kinesis streams have one shard": async () => {
        const template = '{"StreamName": "s", "Data": "", "PartitionKey": "1"}';
        const response = await service("kinesis:action/PutRecord", "kinesis:*", template);
        assert.match(wire(response), /"ShardId":"shardId-000000000000"/);
    },
    "S3 hides missing keys from a role that may not list the bucket": async () => {
        const integration = {
            type: "aws",
            httpMethod: "GET",
            uri: serviceUri("s3:path/b/k"),
            credentials: roleArn,
        } as const;
        const { post } = serviceBench(
            { ...integration, responses: { default: passThrough("200") } },
            { roles: [role("s3:GetObject", "*")] },
        );
        assert.match(wire(await post("")), /<Code>AccessDenied<\/Code>/);
    },
};

describe("the table of integrations without proxy", () => {
    const rows = table("Integrations without proxy");

    it("has a test for each row, and a row for each test", () => {
        assert.deepEqual(rows.map(([name]) => name).sort(), Object.keys(behaviours).sort());
    });

    for (const [name = "", grade = ""] of rows) {
        it(`${name} (${grade})`, async () => {
            assert.match(grade, grades);
            await behaviours[name]?.();
        });
    }
});
