import assert from "node:assert/strict";
import type { EngineEvent } from "@pulumi/pulumi/automation";
import { asMarkdown } from "../../../../../tools/cli/report/render/markdown";
import { checkedAndEnded, resource, urn } from "../events";
import { reportOf } from "../sample";

const pipeline = "gatehouse:pipelines:PhotoPipeline";
const part = (type: string, name: string, inputs: object = {}, parent = urn(pipeline, "photos")): EngineEvent =>
    resource(`${pipeline}$${type}`, name, { parent, inputs });

const photos: readonly EngineEvent[] = [
    resource(pipeline, "photos"),
    part("aws:s3/bucket:Bucket", "photos_photos"),
    part("aws:sqs/queue:Queue", "photos_photos"),
    part("aws:sqs/queue:Queue", "photos_photos_dead-letters"),
    part("aws:sns/topic:Topic", "photos_photos"),
    part("aws:sfn/stateMachine:StateMachine", "photos_runs", { type: "STANDARD" }),
    part("aws:lambda/eventSourceMapping:EventSourceMapping", "photos_photos"),
];
const socketType = "gatehouse:gateway:WebSocketApi";
const socketPart = (type: string, name: string, inputs: object = {}): EngineEvent =>
    resource(`${socketType}$${type}`, name, { parent: urn(socketType, "photos"), inputs });
const socket = [
    resource(socketType, "photos"),
    socketPart("aws:apigatewayv2/api:Api", "photos", { protocolType: "WEBSOCKET" }),
];
const push = [
    socketPart("aws:sqs/queue:Queue", "photos_websocket_push"),
    socketPart("aws:sqs/queue:Queue", "photos_websocket_push_dead-letters"),
    socketPart("aws:lambda/eventSourceMapping:EventSourceMapping", "photos_websocket_push"),
];

const reported = (...events: readonly EngineEvent[]) => reportOf([...events, ...checkedAndEnded]);

describe("The cost of a photo pipeline", () => {
    it("is below 1 USD a month while it is idle: Lambda asks the queue for messages", () => {
        const { fixed, atRest, fixedTotal } = reported(...photos).cost;
        assert.deepEqual(
            fixed.map(({ what, count, monthly }) => [what, count, monthly]),
            [["thousand requests for messages of an idle queue", 657, 0.26]],
        );
        assert.equal(fixedTotal, 0.26);
        assert.deepEqual(atRest, [
            {
                what: "photo pipeline photos",
                monthly: 0.26,
                lines: ["thousand requests for messages of an idle queue"],
            },
        ]);
    });

    it("has a key besides, if it has its own one, and nothing of other resources", () => {
        const key = part("aws:kms/key:Key", "photos_photos");
        const alarm = resource("aws:cloudwatch/metricAlarm:MetricAlarm", "photos_photo_uploads_queue-age");
        const other = resource(pipeline, "holidays");
        const { atRest, fixedTotal } = reported(...photos, key, alarm, other).cost;
        assert.deepEqual(
            atRest?.map(({ what, monthly }) => [what, monthly]),
            [
                ["photo pipeline holidays", 0],
                ["photo pipeline photos", 1.26],
            ],
        );
        assert.equal(fixedTotal, 1.36);
    });

    it("is below 1 USD a month with the queue of its announcements, too, which a WebSocket API without any does not have", () => {
        const { atRest, fixedTotal } = reported(...photos, ...socket, ...push).cost;
        assert.deepEqual(
            atRest?.map(({ what, monthly }) => [what, monthly]),
            [
                ["photo pipeline photos", 0.26],
                ["WebSocket API photos", 0.26],
            ],
        );
        assert.equal(fixedTotal, 0.53);
        assert.deepEqual(reported(...socket).cost.atRest, undefined);
    });

    it("is in the report by each use, and leaves no part of it unpriced", () => {
        const { usage, notEstimated } = reported(...photos, ...socket, ...push).cost;
        assert.deepEqual(
            usage.map(({ assumption, monthly }) => [assumption, monthly]),
            [
                ["queueRequestsMillion", 0.8],
                ["topicMessagesMillion", 0.05],
                ["stateTransitionsMillion", 1.25],
                ["storageGb", 1.15],
                ["storageWritesMillion", 1],
                ["storageReadsMillion", 0.4],
                ["socketMessagesMillion", 1],
                ["socketMinutesMillion", 1],
            ],
        );
        assert.doesNotMatch(notEstimated.join(), /SQS|SNS|S3 buckets|state machines|WebSocket/);
        const elsewhere = reported(
            resource("aws:sqs/queue:Queue", "events"),
            resource("aws:sns/topic:Topic", "alarms"),
        );
        assert.deepEqual(elsewhere.cost.usage, []);
        assert.match(elsewhere.cost.notEstimated.join(), /requests to SQS queues.*|messages to SNS topics/);
    });

    it("is not said to be left out beside other resources of the same types, which are named", () => {
        const others = [resource("aws:s3/bucket:Bucket", "site"), resource("aws:sqs/queue:Queue", "events")];
        const notEstimated = reported(...photos, ...others).cost.notEstimated.join("; ");
        assert.match(notEstimated, /storage in S3 buckets, and requests to them, of site alone; /);
        assert.match(notEstimated, /requests to SQS queues, of events alone; /);
        const without = reported(...others).cost.notEstimated.join("; ");
        assert.match(without, /storage in S3 buckets, and requests to them; requests to SQS queues; /);
    });

    it("does not call the functions of a pipeline an API on Lambda", () => {
        const text = asMarkdown(reported(...photos, part("aws:lambda/function:Function", "photos_photo-thumbnail")));
        assert.match(text, /additional API that runs on Lambda, or that has no server, adds nothing/);
    });

    it("is a sentence of the report", () => {
        assert.match(
            asMarkdown(reported(...photos)),
            /Idle, photo pipeline photos costs &#36;0\.26 a month \(thousand requests for messages of an idle queue\), without alarms\./,
        );
    });
});
