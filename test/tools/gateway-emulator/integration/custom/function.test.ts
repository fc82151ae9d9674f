import assert from "node:assert/strict";
import type { FunctionResult } from "../../../../../tools/gateway-emulator/integration/lambda/custom-function";
import type { DeployedApi } from "../../../../../tools/gateway-emulator/state/deployed-api";
import type { Integration } from "../../../../../tools/gateway-emulator/state/integration";
import { header, wire } from "../../sample-api";
import { account, passThrough, region, role, roleArn, serviceBench, serviceUri } from "../../sample-service";

const functionArn = `arn:aws:lambda:${region}:${account}:function:shop-tags`;
const permissions = [{ functionName: "shop-tags", sourceArn: `arn:aws:execute-api:${region}:${account}:api1/Test/*` }];

function invoking(
    invokeFunction: (name: string, event: unknown) => Promise<FunctionResult | undefined>,
    changes: Partial<Integration> = {},
    api: Partial<DeployedApi> = { permissions },
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
        { invokeFunction },
    );
}

const echo = async (_name: string, event: unknown): Promise<FunctionResult> => ({ payload: JSON.stringify(event) });
const failing = (message: string) => async (): Promise<FunctionResult> => ({
    payload: JSON.stringify({ errorMessage: message, errorType: "Exception" }),
    functionError: true,
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
            const payload = JSON.stringify({ statusCode: 200, body });
            const { response } = await invoking(async () => ({ payload }), { responses }).post("{}");
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
                await status(async () => ({ payload: '"Pass"' })),
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
            (_name, event) => {
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
        const source = (sourceArn: string, qualifier?: string) => ({
            permissions: [{ functionName: "shop-tags", sourceArn, qualifier }],
        });
        assert.equal(await status({}, {}), 500);
        assert.equal(await status({}, source(`arn:aws:execute-api:${region}:${account}:api1/Live/*`)), 500);
        assert.equal(await status({}, source("*", "Test")), 500);
        assert.equal(await status({}, source("*")), 200);
        assert.equal(await status({ httpMethod: "GET" }, source("*")), 500);
        const credentials = { credentials: roleArn };
        assert.equal(await status(credentials, { roles: [role("lambda:InvokeFunction", functionArn)] }), 200);
        assert.equal(await status(credentials, { roles: [role("lambda:InvokeFunction", `${functionArn}:1`)] }), 500);
        assert.equal(await status(credentials, { ...source("*"), roles: [] }), 500);
    });

    it("fails if the function has no code here", async () => {
        const served = await invoking(async () => undefined).post("{}");
        assert.equal(header(served, "x-local-reason"), 'function "shop-tags" has no code that runs here');
    });
});
