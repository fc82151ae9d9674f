import assert from "node:assert/strict";
import { read } from "../../../../tools/cloud-simulator/providers/operations";
import { unknown } from "../../../../tools/cloud-simulator/state/property-values";
import { SimulatedAws } from "../rejections/simulated-aws";

const [apiType, stageType] = ["aws:apigatewayv2/api:Api", "aws:apigatewayv2/stage:Stage"];
const mappingType = "aws:lambda/eventSourceMapping:EventSourceMapping";
const queue = "arn:aws:sqs:eu-central-1:123456789012:photos";
const alias = "arn:aws:lambda:eu-central-1:123456789012:function:photo-thumbnail:live";

describe("what a photo pipeline and its WebSocket API have in the simulated AWS", () => {
    let aws: SimulatedAws;
    beforeEach(() => {
        aws = new SimulatedAws();
    });

    it("addresses of the protocol, and the time that it waits for an integration", () => {
        for (const [protocolType, scheme, timeout] of [
            ["WEBSOCKET", "wss", 29_000],
            ["HTTP", "https", 30_000],
        ] as const) {
            const routeSelectionExpression =
                protocolType === "HTTP" ? "$request.method $request.path" : "$request.body.action";
            const api = aws.make(apiType, { protocolType, routeSelectionExpression }, protocolType);
            assert.equal(api.outputs.apiEndpoint, `${scheme}://${api.id}.execute-api.eu-central-1.amazonaws.com`);
            const integration = { apiId: api.id, integrationType: "AWS_PROXY", integrationUri: alias };
            const made = aws.make("aws:apigatewayv2/integration:Integration", integration, protocolType);
            assert.equal(made.outputs.timeoutMilliseconds, timeout);
            // An HTTP API needs no deployment by hand.
            const stage = aws.make(stageType, { apiId: api.id, name: "Test", autoDeploy: true }, protocolType);
            assert.equal(stage.outputs.invokeUrl, `${String(api.outputs.apiEndpoint)}/Test`);
        }
    });

    it("stages of one name in two APIs, but not in one, each of which is read as its own", () => {
        const [one, two] = ["one", "two"].map((name) => aws.make(apiType, { protocolType: "HTTP", name }, name).id);
        const stage = { apiId: one ?? "", name: "Test", autoDeploy: true };
        aws.make(stageType, stage, "one");
        assert.throws(() => aws.make(stageType, stage, "again"), /"Test" exists already/);
        aws.make(stageType, { ...stage, apiId: two ?? "" }, "two");
        const identity = { urn: `urn:pulumi:dev::shop::${stageType}::two`, type: stageType, name: "two" };
        assert.equal(read(identity, "Test", {}, aws.cloud)?.outputs.apiId, two);
    });

    it("event source mappings with the batch size of their source and the ARN of their function", () => {
        const made = aws.make(mappingType, { eventSourceArn: queue, functionName: alias });
        assert.deepEqual(
            [made.outputs.batchSize, made.outputs.functionArn, made.outputs.state],
            [10, alias, "Enabled"],
        );
        const stream = queue.replace("sqs", "kinesis");
        const other = aws.make(mappingType, { eventSourceArn: stream, functionName: "orders", enabled: false }, "b");
        assert.deepEqual(
            [other.outputs.batchSize, other.outputs.functionArn, other.outputs.state],
            [100, "arn:aws:lambda:eu-central-1:123456789012:function:orders", "Disabled"],
        );
        assert.equal(aws.preview(mappingType, { functionName: alias }).functionArn, unknown);
    });

    it("subscriptions that need no confirmation, and those of people, who confirm them", () => {
        const topic = aws.make("aws:sns/topic:Topic", { name: "announcements" }).id;
        const type = "aws:sns/topicSubscription:TopicSubscription";
        const pending = (protocol: string, endpoint: string) =>
            aws.make(type, { topic, protocol, endpoint }, protocol).outputs.pendingConfirmation;
        assert.equal(pending("email", "ops@example.com"), true);
        assert.equal(pending("lambda", alias), false);
    });
});
