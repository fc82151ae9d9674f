import assert from "node:assert/strict";
import type { NodeFunctionResult } from "../../../../../tools/gateway-emulator/integration/lambda/node-function";
import type { DeployedApi } from "../../../../../tools/gateway-emulator/state/deployed-api";
import type { Integration } from "../../../../../tools/gateway-emulator/state/integration";
import { header, wire } from "../../sample-api";
import { account, passThrough, region, role, roleArn, serviceBench, serviceUri } from "../../sample-service";

const functionArn = `arn:aws:lambda:${region}:${account}:function:shop-tags`;

function nodeFunctions(permits: Readonly<Record<string, readonly string[]>>): Pick<DeployedApi, "nodeFunctions"> {
    const shared = { folder: "/", handler: "index.handler", runtime: "nodejs24.x", environment: {}, memory: 128 };
    return {
        nodeFunctions: {
            "shop-tags": { name: "shop-tags", arn: functionArn, timeoutInMillis: 1000, ...shared, permits },
        },
    };
}

const permitted = nodeFunctions({ "": [`arn:aws:execute-api:${region}:${account}:api1/Test/*`] });

function invoking(
    invokeFunction: (event: unknown) => Promise<NodeFunctionResult>,
    changes: Partial<Integration> = {},
    api: Partial<DeployedApi> = permitted,
) {
    return serviceBench(
        {
            type: "aws",
            httpMethod: "POST",
            uri: serviceUri(`lambda:path/2015-03-31/functions/${functionArn}/invocations`),
            responses: { default: passThrough("200") },
            ...changes,
        },
        api,
        { invokeFunction: (_function, event) => invokeFunction(event) },
    );
}

const returning = (value: unknown) => async (): Promise<NodeFunctionResult> => ({
    kind: "payload",
    payload: JSON.stringify(value),
});
const echo = (event: unknown) => returning(event)();
const failing = (message: string) => async (): Promise<NodeFunctionResult> => ({
    kind: "function error",
    reason: message,
    payload: JSON.stringify({ errorMessage: message, errorType: "Exception" }),
});

// localstack/localstack, tests/aws/services/apigateway/test_apigateway_lambda.snapshot.json, recorded from AWS.
describe("a Lambda integration without proxy", () => {
    it("passes the body as event, and the result as body (test_lambda_aws_integration)", async () => {
        assert.equal(wire(await invoking(echo).post('{"message": "hello world"}')), '200 {"message":"hello world"}');
    });

    it("passes an empty object without a body (test_integrations, TestApiGatewayHeaderRemapping[AWS])", async () => {
        const served = await invoking(echo).post("");
        assert.equal(wire(served), "200 {}");
        assert.match(header(served, "X-Amzn-Trace-Id") ?? "", /^Root=/);
    });

    it("passes what a template makes of the request (test_lambda_aws_integration_with_request_template)", async () => {
        const requestTemplates = { "application/json": '{"param1": "$input.params(\'param1\')"}' };
        const { send } = invoking(echo, { requestTemplates });
        const served = await send("GET", "/Test/call/1?param1=foobar&Signature=1", {});
        assert.equal(wire(served), '200 {"param1":"foobar"}');
    });

    it("has a status that the response's template decides (test_lambda_aws_integration_response_with_mapping_templates)", async () => {
        const template = `#set($inputRoot = $input.path('$'))
$input.json("$")
#if($inputRoot.toString().contains("customerror"))
    #set($context.responseOverride.status = 400)
#else
    #set($context.responseOverride.status = 202)
#end
`;
        const responses = { default: passThrough("200", { responseTemplates: { "application/json": template } }) };
        const result = async (body: string) => {
            const { response } = await invoking(returning({ statusCode: 200, body }), { responses }).post("{}");
            return { statusCode: response.status, body: JSON.parse(response.body.toString()) };
        };
        assert.deepEqual(await result("noerror"), { statusCode: 202, body: { statusCode: 200, body: "noerror" } });
        assert.deepEqual(await result("customerror"), {
            statusCode: 400,
            body: { statusCode: 200, body: "customerror" },
        });
    });

    it("selects the response by the error's message, never by a status (test_lambda_selection_patterns)", async () => {
        const responses = {
            default: passThrough("200"),
            ".*four hundred.*": passThrough("405"),
            ".+": passThrough("502"),
            "200": passThrough("504"),
        };
        const status = async (invokeFunction: Parameters<typeof invoking>[0]) =>
            (await invoking(invokeFunction, { responses }).post("{}")).response.status;
        assert.deepEqual(
            [
                await status(returning("Pass")),
                await status(failing("Error: Raising four hundred from within the Lambda function")),
                await status(failing("Error: Raising five hundred from within the Lambda function")),
            ],
            [200, 405, 502],
        );
    });

    it("returns an error as 200 without a pattern, as documented", async () => {
        assert.equal(
            wire(await invoking(failing("Malformed input")).post("{}")),
            '200 {"errorMessage":"Malformed input","errorType":"Exception"}',
        );
    });

    it("does not wait for an event that it only sends", async () => {
        const requestParameters = { "integration.request.header.X-Amz-Invocation-Type": "'Event'" };
        const events: unknown[] = [];
        const { post } = invoking(
            (event) => {
                events.push(event);
                return new Promise(() => {});
            },
            { requestParameters, responses: { default: passThrough("202") } },
        );
        assert.equal(wire(await post('{"a":1}')), "202 ");
        assert.deepEqual(events, [{ a: 1 }]);
    });

    it("rejects an event that is not JSON", async () => {
        assert.match(
            wire(await invoking(echo).post("<a/>")),
            /^400 {"message": "Could not parse request body into json: /,
        );
    });

    it("ends with the integration's timeout", async () => {
        const served = await invoking(() => new Promise(() => {}), { timeoutInMillis: 50 }).post("{}");
        assert.equal(wire(served), '504 {"message": "Endpoint request timed out"}');
    });

    it("is called with a permission or a role only", async () => {
        const status = async (changes: Partial<Integration>, api: Partial<DeployedApi>) =>
            (await invoking(echo, changes, api).post("{}")).response.status;
        assert.equal(await status({}, nodeFunctions({})), 500);
        const ofOtherStage = nodeFunctions({ "": [`arn:aws:execute-api:${region}:${account}:api1/Live/*`] });
        assert.equal(await status({}, ofOtherStage), 500);
        assert.equal(await status({}, nodeFunctions({ Test: ["*"] })), 500);
        const anyone = nodeFunctions({ "": ["*"] });
        assert.equal(await status({}, anyone), 200);
        assert.equal(await status({ httpMethod: "GET" }, anyone), 500);
        const credentials = { credentials: roleArn };
        const withRole = (...roles: ReturnType<typeof role>[]) => ({ ...nodeFunctions({}), roles });
        assert.equal(await status(credentials, withRole(role("lambda:InvokeFunction", functionArn))), 200);
        assert.equal(await status(credentials, withRole(role("lambda:InvokeFunction", `${functionArn}:1`))), 500);
        assert.equal(await status(credentials, { ...anyone, roles: [] }), 500);
    });

    it("fails if the function has no code here", async () => {
        const served = await invoking(echo, {}, {}).post("{}");
        assert.match(header(served, "x-local-reason") ?? "", /names no function in JavaScript of the stack/);
    });
});

describe("a Lambda proxy integration with a function in JavaScript", () => {
    const proxied = (invokeFunction: Parameters<typeof invoking>[0], changes: Partial<Integration> = {}) =>
        invoking(invokeFunction, { type: "aws_proxy", ...changes }).post('{"a":1}');

    it("invokes it with an event, and returns its response", async () => {
        const served = await proxied(async (event) =>
            returning({ statusCode: 201, headers: { "X-Own": "1" }, body: Object(event).body })(),
        );
        assert.equal(wire(served), '201 {"a":1}');
        assert.equal(header(served, "X-Own"), "1");
    });

    it("returns 502 for a failure, and 504 after the integration's timeout", async () => {
        assert.match(wire(await proxied(failing("no"))), /^502 /);
        assert.match(wire(await proxied(() => new Promise(() => {}), { timeoutInMillis: 50 })), /^504 /);
    });
});
