import assert from "node:assert/strict";
import { StackServices } from "../../../../../tools/cli/serve/services/stack-services";
import { QuotaCounters } from "../../../../../tools/gateway-emulator/limits/quota";
import { TokenBuckets } from "../../../../../tools/gateway-emulator/limits/token-bucket";
import { apiOf, arnOf, queue, resource } from "./state";

const machineArn = arnOf("states", "stateMachine:quotation");
const definition = {
    StartAt: "Count",
    States: {
        Count: { Type: "Pass", Parameters: { "positions.$": "States.ArrayLength($.items)" }, End: true },
    },
};
const anyone = { arn: "arn:aws:sts::123456789012:assumed-role/gateway/session", allows: () => true };

describe("the resources that integrations of the gateway use", () => {
    let services: StackServices;
    before(async () => {
        services = new StackServices({
            log: (line) => assert.fail(line),
            counters: { buckets: new TokenBuckets(), quotas: new QuotaCounters() },
            tablesEndpoint: () => undefined,
            tablesEnvironment: () => ({}),
        });
        const resources = [
            queue("jobs"),
            queue("prices"),
            resource("aws:s3/bucket:Bucket", "files", { bucket: "files" }),
            resource("aws:sns/topic:Topic", "prices", { arn: arnOf("sns", "prices") }),
            resource("aws:sns/topicSubscription:TopicSubscription", "prices", {
                arn: `${arnOf("sns", "prices")}:1`,
                topic: arnOf("sns", "prices"),
                protocol: "sqs",
                endpoint: arnOf("sqs", "prices"),
                rawMessageDelivery: true,
            }),
            resource("aws:sfn/stateMachine:StateMachine", "quotation", {
                ...{ arn: machineArn, name: "quotation", type: "EXPRESS", definition: JSON.stringify(definition) },
                roleArn: "arn:aws:iam::123456789012:role/quotation",
            }),
        ];
        await services.publish(resources, apiOf(resources));
    });
    after(() => services.close());

    const received = async (name: string) => {
        const messages = await services.queues.byName(name)?.receive({ maximum: 10, waitSeconds: 5 });
        return messages?.map(({ body, attributes }) => [body, attributes]);
    };

    it("are the queues that functions read", async () => {
        const attributes = { kind: { DataType: "String", StringValue: "new" } };
        const message = { body: "hello", attributes, delaySeconds: 0 };
        const id = services.gatewayTargets.sendMessage(arnOf("sqs", "jobs"), message);
        assert.match(id ?? "", /^[0-9a-f-]{36}$/);
        assert.equal(JSON.stringify(await received("jobs")), JSON.stringify([["hello", attributes]]));
        assert.equal(services.gatewayTargets.sendMessage(arnOf("sqs", "other"), message), undefined);
    });

    it("are the topics with their subscribers", async () => {
        const publication = { message: "12 EUR", subject: undefined, attributes: {}, structure: undefined };
        services.gatewayTargets.publish(arnOf("sns", "prices"), publication);
        assert.deepEqual(await received("prices"), [["12 EUR", {}]]);
    });

    it("are the objects of buckets", async () => {
        const bucket = services.gatewayTargets.bucket("files");
        await bucket?.put("a", { body: Buffer.from("hello"), contentType: "text/plain" });
        const object = await bucket?.get("a");
        assert.deepEqual([object?.body.toString(), object?.contentType], ["hello", "text/plain"]);
        await bucket?.delete("a");
        assert.equal(await bucket?.get("a"), undefined);
        assert.equal(services.gatewayTargets.bucket("other"), undefined);
    });

    it("are state machines, which run", async () => {
        const given = { stateMachineArn: machineArn, name: "n1", input: '{"items":[1,2,3]}' };
        const response = await services.gatewayTargets.startExecution("StartSyncExecution", given, anyone);
        const { status, output } = response as { status?: string; output?: string };
        assert.deepEqual([status, output], ["SUCCEEDED", '{"positions":3}']);
        const unknown = { ...given, stateMachineArn: arnOf("states", "stateMachine:other") };
        assert.equal(services.gatewayTargets.startExecution("StartExecution", unknown, anyone), undefined);
    });
});
