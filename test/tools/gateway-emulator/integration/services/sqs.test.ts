import assert from "node:assert/strict";
import { header, wire } from "../../sample-api";
import { account, passThrough, role, roleArn, serviceBench, serviceUri, sqsIntegration } from "../../sample-service";

// localstack/localstack, tests/aws/services/apigateway/test_apigateway_sqs.snapshot.json, recorded from AWS.
describe("an integration with SQS", () => {
    it("sends the body, or an empty object without one, and responds with the template (test_sqs_aws_integration)", async () => {
        const responses = {
            default: passThrough("200", {
                responseTemplates: { "application/json": '{"message": "great success!"}' },
            }),
        };
        const { post, sent } = serviceBench({ ...sqsIntegration, responses });
        assert.equal(wire(await post('{"foo": "bar"}')), '200 {"message": "great success!"}');
        assert.equal(wire(await post("")), '200 {"message": "great success!"}');
        assert.deepEqual(
            sent.all.map(({ resource, content }) => [resource, content]),
            [
                ["orders", '{"foo": "bar"}'],
                ["orders", "{}"],
            ],
        );
    });

    it("gets JSON that a template reads (test_sqs_request_and_response_xml_templates_integration)", async () => {
        const template = `
            #set($responseBody = $input.path('$.SendMessageResponse'))
            #set($requestId = $input.path('$.SendMessageResponse.ResponseMetadata.RequestId'))
            #set($messageId = $responseBody.SendMessageResult.MessageId)
            {
            "requestId": "$requestId",
            "messageId": "$messageId"
            }
            `;
        const responses = { default: passThrough("200", { responseTemplates: { "application/json": template } }) };
        const { post } = serviceBench({ ...sqsIntegration, responses });
        const { response } = await post("<xml>Hello World</xml>");
        const ids: unknown = JSON.parse(response.body.toString());
        assert.deepEqual(ids, {
            requestId: "00000000-0000-4000-9000-000000000001",
            messageId: "00000000-0000-4000-9000-000000000002",
        });
    });

    it("gets XML if its Accept says so (the same test)", async () => {
        const requestParameters = {
            ...sqsIntegration.requestParameters,
            "integration.request.header.Accept": "'application/xml'",
        };
        const { post } = serviceBench({ ...sqsIntegration, requestParameters });
        const { response } = await post("a");
        assert.match(
            response.body.toString(),
            /<SendMessageResponse.*<MD5OfMessageBody>0cc175b9c0f1b6a831c399e269772661<.*<MessageId>.*<RequestId>/,
        );
    });

    for (const name of ["MessageAttribute", "MessageAttributes"]) {
        it(`sends attributes in the spelling ${name} (test_sqs_aws_integration_with_message_attribute)`, async () => {
            const template = `Action=SendMessage&MessageBody=$input.body&${name}.1.Name=user-agent&${name}.1.Value.DataType=String&${name}.1.Value.StringValue=$input.params('HeaderFoo')`;
            const { post, sent } = serviceBench({
                ...sqsIntegration,
                requestTemplates: { "application/json": template },
            });
            await post('{"foo": "bar"}', { HeaderFoo: "BAR-Header" });
            const attributes = { "user-agent": { DataType: "String", StringValue: "BAR-Header" } };
            assert.deepEqual(sent.all[0]?.details, { attributes });
        });
    }

    it("may use the JSON protocol, and the maps in $context have no text (test_sqs_amz_json_protocol)", async () => {
        const map = (name: string) =>
            `{#foreach( $key in $${name}.keySet() )\\"$key\\": \\"$${name}.get($key)\\"#if($foreach.hasNext),#end#end}`;
        const parts = ["context", "context.identity", "context.requestOverride", "context.responseOverride"];
        const names = ["context", "identity", "requestOverride", "responseOverride"];
        const body = names.map((name, index) => `\\"${name}\\": ${map(parts[index] ?? "")}`).join(",");
        const template = `{"QueueUrl": "https://sqs.eu-central-1.amazonaws.com/${account}/orders", "MessageBody": "{${body},\\"authorizer_keys\\": ${map("context.authorizer")}}"}`;
        const { post, sent } = serviceBench({
            ...sqsIntegration,
            requestParameters: {
                "integration.request.header.Content-Type": "'application/x-amz-json-1.0'",
                "integration.request.header.X-Amz-Target": "'AmazonSQS.SendMessage'",
            },
            requestTemplates: { "application/json": template },
        });
        assert.match(wire(await post("", { "User-Agent": "python/requests/tests", Host: "api1.example" })), /^200 /);
        const message = JSON.parse(sent.all[0]?.content ?? "");
        assert.deepEqual(
            [message.context.stage, message.context.domainPrefix, message.context.accountId],
            ["Test", "api1", account],
        );
        for (const name of ["identity", "requestOverride", "responseOverride"]) assert.equal(message.context[name], "");
        assert.deepEqual(Object.keys(message.identity).sort(), [
            "accessKey",
            "accountId",
            "caller",
            "cognitoAuthenticationProvider",
            "cognitoAuthenticationType",
            "cognitoIdentityId",
            "cognitoIdentityPoolId",
            "principalOrgId",
            "sourceIp",
            "user",
            "userAgent",
            "userArn",
        ]);
        assert.deepEqual(message.requestOverride, { path: "", header: "", querystring: "" });
        assert.deepEqual(message.responseOverride, { header: "" });
        assert.deepEqual(message.authorizer_keys, {});
    });
});

describe("SQS", () => {
    // Errors: localstack, tests/aws/services/sqs/test_sqs.snapshot.json, recorded from AWS.
    const errors: readonly [body: string, status: number, code: string, message: string][] = [
        ["Action=SendMessage", 400, "MissingParameter", "The request must contain the parameter MessageBody."],
        [
            `Action=SendMessage&MessageBody=${"x".repeat(1_048_577)}`,
            400,
            "InvalidParameterValue",
            "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.",
        ],
        [
            "Action=SendMessage&MessageBody=a&DelaySeconds=901",
            400,
            "InvalidParameterValue",
            "Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.",
        ],
        ["MessageBody=a", 400, "MissingAction", "The request must contain the parameter Action."],
    ];
    for (const [body, status, code, message] of errors) {
        it(`rejects a request with ${code}: ${message}`, async () => {
            const responses = { default: passThrough("200"), "4\\d{2}": passThrough("400") };
            const { post, sent } = serviceBench({
                ...sqsIntegration,
                responses,
                passthroughBehavior: "when_no_match",
                requestTemplates: {},
            });
            const { response } = await post(body);
            const { Error: error } = JSON.parse(response.body.toString());
            assert.deepEqual([response.status, error], [status, { Code: code, Message: message, Type: "Sender" }]);
            assert.equal(sent.all.length, 0);
        });
    }

    it("wants a group for a queue in order", async () => {
        const uri = serviceUri(`sqs:path/${account}/orders.fifo`);
        const roles = [role("sqs:SendMessage", "arn:aws:sqs:*:*:orders.fifo")];
        const { post } = serviceBench({ ...sqsIntegration, uri }, { roles });
        assert.match(wire(await post("a")), /^200 .*The request must contain the parameter MessageGroupId\./);
    });

    it("denies a role that may not send to the queue", async () => {
        const denied = async (...roles: ReturnType<typeof role>[]) => {
            const responses = { "200": passThrough("200"), "403": passThrough("502") };
            return serviceBench({ ...sqsIntegration, responses }, { roles }).post("a");
        };
        for (const other of [
            role("sqs:SendMessage", "arn:aws:sqs:eu-central-1:123456789012:other"),
            role("sqs:ReceiveMessage", "*"),
            role("sqs:*", "*", { statements: [{ allows: false, actions: ["sqs:*"], resources: ["*"] }] }),
        ]) {
            assert.match(
                wire(await denied(other)),
                /^502 .*"AccessDenied".*shop-gateway.* is not authorized to perform/,
            );
        }
    });

    it("is not called if API Gateway cannot assume the role", async () => {
        for (const roles of [[], [role("sqs:SendMessage", "*", { trusts: ["lambda.amazonaws.com"] })]]) {
            const served = await serviceBench(sqsIntegration, { roles }).post("a");
            assert.equal(wire(served), '500 {"message": "Internal server error"}');
            assert.equal(
                header(served, "x-local-reason"),
                `API Gateway does not have permission to assume the provided role ${roleArn}`,
            );
        }
        const { credentials: _, ...without } = sqsIntegration;
        assert.match(wire(await serviceBench(without).post("a")), /^500 /);
    });

    it("has no other action here", async () => {
        const { post } = serviceBench({
            ...sqsIntegration,
            requestTemplates: { "application/json": "Action=ReceiveMessage" },
        });
        assert.equal(header(await post("a"), "x-local-reason"), 'the emulator has no "ReceiveMessage" of SQS');
    });
});
