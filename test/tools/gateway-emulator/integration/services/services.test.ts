import assert from "node:assert/strict";
import { LocalTables } from "../../../../../tools/cli/serve/local-tables";
import type { Integration } from "../../../../../tools/gateway-emulator/state/integration";
import { header, wire } from "../../sample-api";
import { account, passThrough, region, role, roleArn, serviceBench, serviceUri } from "../../sample-service";

function integration(target: string, template: string | undefined, changes: Partial<Integration> = {}) {
    const requestTemplates = template === undefined ? {} : { "application/json": template };
    const responses = { default: passThrough("200"), "[45]\\d{2}": passThrough("400") };
    const base = { type: "aws", httpMethod: "POST", uri: serviceUri(target), credentials: roleArn } as const;
    return { ...base, requestTemplates, responses, ...changes };
}

const parsed = (text: string): unknown => JSON.parse(text.replace(/^\d+ /, ""));
const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;

describe("an integration with SNS", () => {
    const parameters = { "integration.request.header.Content-Type": "'application/x-www-form-urlencoded'" };
    const publish = (template: string, topic = "news") =>
        serviceBench(integration("sns:path//", template, { requestParameters: parameters }), {
            roles: [role("sns:Publish", arn("sns", topic))],
        });
    const template = `Action=Publish&TopicArn=${arn("sns", "news")}&Message=$util.urlEncode($input.json('$.text'))&MessageAttributes.entry.1.Name=kind&MessageAttributes.entry.1.Value.DataType=String&MessageAttributes.entry.1.Value.StringValue=a`;

    it("publishes a message", async () => {
        const { post, sent } = publish(template);
        assert.deepEqual(parsed(wire(await post('{"text": "a & b"}'))), {
            PublishResponse: {
                PublishResult: { MessageId: "00000000-0000-4000-9000-000000000002", SequenceNumber: null },
                ResponseMetadata: { RequestId: "00000000-0000-4000-9000-000000000001" },
            },
        });
        const attributes = { kind: { DataType: "String", StringValue: "a" } };
        assert.deepEqual(sent.all, [
            { service: "sns", action: "Publish", resource: "news", content: '"a & b"', details: { attributes } },
        ]);
    });

    // localstack, tests/aws/services/sns/test_sns.snapshot.json, recorded from AWS.
    it("gets the errors of SNS", async () => {
        const error = async (text: string) => wire(await publish(text).post("{}"));
        assert.match(await error("Action=Publish&TopicArn=news&Message=a"), /^400 .*at least 6 elements, not 1"/);
        assert.match(
            await error(`Action=Publish&TopicArn=${arn("sns", "news")}`),
            /^400 .*"Invalid parameter: Empty message"/,
        );
        const long = `Action=Publish&TopicArn=${arn("sns", "news")}&Message=${"x".repeat(262_145)}`;
        assert.match(await error(long), /^400 .*"Invalid parameter: Message too long"/);
        assert.match(wire(await publish(template, "other").post("{}")), /^400 .*"AuthorizationError"/);
    });
});

describe("an integration with Kinesis", () => {
    const roles = [role("kinesis:PutRecord", arn("kinesis", "stream/clicks"))];
    const template = '{"StreamName": "clicks", "Data": "$util.base64Encode($input.body)", "PartitionKey": "test"}';

    it("puts a record (localstack, test_apigateway_to_kinesis[PutRecord])", async () => {
        const { post, sent } = serviceBench(integration("kinesis:action/PutRecord", template), { roles });
        const { SequenceNumber, ...others } = Object(parsed(wire(await post('{"kinesis": "snapshot"}'))));
        assert.deepEqual(others, { ShardId: "shardId-000000000000" });
        assert.match(SequenceNumber, /^\d{56}$/);
        assert.equal(sent.all[0]?.content, '{"kinesis": "snapshot"}');
        assert.deepEqual(sent.all[0]?.details, { partitionKey: "test" });
    });

    it("gets another number for each record, also once messages are no longer stored", async () => {
        const { post, sent } = serviceBench(integration("kinesis:action/PutRecord", template), { roles });
        const details = {};
        for (let index = 0; index < 1000; index++)
            sent.add({ service: "sqs", action: "SendMessage", resource: "orders", content: "a", details });
        const numbers = [await post("a"), await post("a")].map((served) => Object(parsed(wire(served))).SequenceNumber);
        assert.ok(BigInt(numbers[0]) < BigInt(numbers[1]), numbers.join());
    });

    it("gets the errors of Kinesis", async () => {
        const error = async (text: string) =>
            wire(await serviceBench(integration("kinesis:action/PutRecord", text), { roles }).post("a"));
        assert.match(await error('{"StreamName": "clicks", "Data": "YQ=="}'), /^400 .*Value null at 'partitionKey'/);
        assert.match(
            await error('{"StreamName": "clicks", "Data": "a", "PartitionKey": "1"}'),
            /SerializationException/,
        );
        assert.match(
            await error('{"StreamName": "other", "Data": "YQ==", "PartitionKey": "1"}'),
            /^400 .*AccessDenied/,
        );
        assert.match(await error("no JSON"), /^400 .*SerializationException/);
    });
});

describe("an integration with EventBridge", () => {
    const roles = [role("events:PutEvents", arn("events", "event-bus/shop"))];
    const template = `
        #set($context.requestOverride.header.X-Amz-Target = "AWSEvents.PutEvents")
        #set($context.requestOverride.header.Content-Type = "application/x-amz-json-1.1")
        #set($inputRoot = $input.path('$'))
        {"Entries": [
            #foreach($elem in $inputRoot.items)
            {
                "Detail": "$util.escapeJavaScript($elem.Detail).replaceAll("\\\\'","'")",
                "DetailType": "$elem.DetailType",
                "Source":"$elem.Source",
                "EventBusName": "shop"
            }#if($foreach.hasNext),#end
            #end
        ]}`;
    const responses = {
        default: passThrough("200", {
            responseTemplates: { "application/json": "#set($inputRoot = $input.json('$'))\n$inputRoot" },
        }),
    };
    const send = (items: readonly object[]) => {
        const made = serviceBench(integration("events:action/PutEvents", template, { responses }), { roles });
        return { made, response: made.post(JSON.stringify({ items })).then((served) => parsed(wire(served))) };
    };

    it("puts events (localstack, test_apigateway_to_eventbridge)", async () => {
        const { made, response } = send([
            { Detail: '{"data":"Order is created"}', DetailType: "Test", Source: "order" },
        ]);
        assert.deepEqual(await response, {
            Entries: [{ EventId: "00000000-0000-4000-9000-000000000001" }],
            FailedEntryCount: 0,
        });
        assert.equal(made.sent.all[0]?.content, '{"data":"Order is created"}');
        assert.equal(made.sent.all[0]?.resource, "shop");
    });

    // localstack, tests/aws/services/events/test_events.snapshot.json, recorded from AWS.
    it("gets an error for each event that is rejected", async () => {
        const { made, response } = send([
            { Detail: "{}", DetailType: "Test", Source: "order" },
            { Detail: "[1]", DetailType: "Test", Source: "order" },
            { Detail: "{}", Source: "order" },
        ]);
        assert.deepEqual(await response, {
            Entries: [
                { EventId: "00000000-0000-4000-9000-000000000001" },
                { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." },
                {
                    ErrorCode: "InvalidArgument",
                    ErrorMessage: "Parameter DetailType is not valid. Reason: DetailType is a required argument.",
                },
            ],
            FailedEntryCount: 2,
        });
        assert.equal(made.sent.all.length, 1);
    });
});

describe("an integration with Step Functions", () => {
    const machine = arn("states", "stateMachine:orders");
    const template = `{"input": "$util.escapeJavaScript($input.json('$'))", "stateMachineArn": "${machine}"}`;
    const start = (action: string, type: string, changes: Partial<Integration> = {}, text = template) =>
        serviceBench(integration(`states:action/${action}`, text, changes), {
            roles: [role(`states:${action}`, machine)],
            stateMachines: { [machine]: type },
        });

    it("starts an execution (localstack, test_apigateway_with_step_function_integration[StartExecution])", async () => {
        const { post, sent } = start("StartExecution", "STANDARD");
        assert.deepEqual(parsed(wire(await post('{"test": "test-value"}'))), {
            executionArn: arn("states", "execution:orders:00000000-0000-4000-9000-000000000001"),
            startDate: Date.UTC(2026, 0, 1) / 1000,
        });
        assert.equal(sent.all[0]?.content, '{"test":"test-value"}');
    });

    it("waits for a synchronous one, whose output is its input here", async () => {
        const responses = {
            default: passThrough("200", { responseTemplates: { "application/json": "$input.path('$.output')" } }),
        };
        assert.equal(wire(await start("StartSyncExecution", "EXPRESS", { responses }).post('{"a": 1}')), '200 {"a":1}');
        const { post } = start("StartSyncExecution", "EXPRESS");
        // localstack, test_sfn_api_express.snapshot.json, test_start_sync_execution.
        assert.deepEqual(Object.keys(Object(parsed(wire(await post("{}"))))), [
            "billingDetails",
            "executionArn",
            "input",
            "inputDetails",
            "name",
            "output",
            "outputDetails",
            "startDate",
            "stateMachineArn",
            "status",
            "stopDate",
        ]);
    });

    // localstack, tests/aws/services/stepfunctions/v2/test_sfn_api.snapshot.json, recorded from AWS.
    it("gets the errors of Step Functions", async () => {
        assert.match(
            wire(await start("StartSyncExecution", "STANDARD").post("{}")),
            /^400 .*"StateMachineTypeNotSupported","message":"This operation is not supported by this type of state machine"/,
        );
        const bad = `{"input": "not JSON", "stateMachineArn": "${machine}"}`;
        assert.match(
            wire(await start("StartExecution", "STANDARD", {}, bad).post("{}")),
            /^400 .*"InvalidExecutionInput"/,
        );
        const named = `{"input": "$util.escapeJavaScript($input.body)", "name": "one", "stateMachineArn": "${machine}"}`;
        const { post } = start("StartExecution", "STANDARD", {}, named);
        const first = wire(await post("1"));
        assert.equal(wire(await post("1")), first);
        assert.match(wire(await post("2")), /^400 .*"ExecutionAlreadyExists"/);
    });

    it("starts an express one again under the same name", async () => {
        const named = `{"input": "$util.escapeJavaScript($input.body)", "name": "one", "stateMachineArn": "${machine}"}`;
        const { post, services } = start("StartExecution", "EXPRESS", {}, named);
        for (const input of ["1", "2"]) assert.match(wire(await post(input)), /^200 .*:express:orders:one:/);
        assert.equal(services.executions.size, 0);
    });
});

describe("an integration with DynamoDB", () => {
    const roles = [role("dynamodb:Query", arn("dynamodb", "table/things"))];
    const template =
        '{"TableName": "things", "KeyConditionExpression": "id = :id", "ExpressionAttributeValues": {":id": {"S": "$input.params(\'id\')"}}}';
    let tables: LocalTables;
    before(async () => {
        tables = await LocalTables.start();
        await tables.provide([{ name: "things", hashKey: "id", attributes: [{ name: "id", type: "S" }] }]);
        const put = integration("dynamodb:action/PutItem", '{"TableName": "things", "Item": {"id": {"S": "test"}}}');
        const seed = serviceBench(
            put,
            { roles: [role("dynamodb:PutItem", "*")] },
            { dynamodbEndpoint: tables.endpoint },
        );
        assert.equal(wire(await seed.post("")), "200 {}");
    });
    after(() => tables.close());

    it("queries a table that runs here (localstack, test_rest_api_to_dynamodb_integration[Query])", async () => {
        const { send } = serviceBench(
            integration("dynamodb:action/Query", template),
            { roles },
            { dynamodbEndpoint: tables.endpoint },
        );
        const found = await send("POST", "/Test/call?id=test", {});
        assert.deepEqual(parsed(wire(found)), { Count: 1, Items: [{ id: { S: "test" } }], ScannedCount: 1 });
        assert.equal(header(found, "Content-Type"), "application/json");
        assert.match(header(found, "X-Amzn-Trace-Id") ?? "", /^Root=/);
        const none = await send("POST", "/Test/call?id=test-invalid", {});
        assert.deepEqual(parsed(wire(none)), { Count: 0, Items: [], ScannedCount: 0 });
    });

    it("gets the errors of DynamoDB", async () => {
        const error = async (target: string, text: string) =>
            wire(
                await serviceBench(integration(target, text), { roles }, { dynamodbEndpoint: tables.endpoint }).post(
                    "",
                ),
            );
        assert.match(await error("dynamodb:action/GetItem", template), /^400 .*AccessDeniedException/);
        assert.match(await error("dynamodb:action/Query", '{"TableName": "things"}'), /^400 .*ValidationException/);
    });

    it("fails if no table runs here", async () => {
        assert.match(
            wire(await serviceBench(integration("dynamodb:action/Query", template), { roles }).post("")),
            /^500 /,
        );
    });
});

describe("an integration with an unknown service", () => {
    it("fails", async () => {
        const served = await serviceBench(integration("ssm:action/GetParameter", undefined)).post("");
        assert.match(wire(served), /^500 /);
        assert.match(header(served, "x-local-reason") ?? "", /no service of AWS that the emulator has/);
    });
});
