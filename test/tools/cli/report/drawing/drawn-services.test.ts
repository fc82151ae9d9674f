import assert from "node:assert/strict";
import { checkedAndEnded, resource, urn, violation } from "../events";
import { reportOf } from "../sample";

const pipelineType = "gatehouse:pipelines:PhotoPipeline";
const socketType = "gatehouse:gateway:WebSocketApi";
const pipeline = urn(pipelineType, "photos");
const socket = urn(socketType, "photos");
const queuePolicy = urn(`${pipelineType}$aws:sqs/queuePolicy:QueuePolicy`, "photos_photos");

const events = [
    resource("aws:apigateway/apiKey:ApiKey", "web"),
    resource("aws:apigateway/stage:Stage", "live", { inputs: { stageName: "live" } }),
    resource("aws:apigateway/restApi:RestApi", "rest"),
    resource("gatehouse:gateway:ServiceTargets", "photos"),
    resource("gatehouse:gateway:ServiceTargets$aws:lambda/function:Function", "photos_list", {
        parent: urn("gatehouse:gateway:ServiceTargets", "photos"),
    }),
    resource(pipelineType, "photos"),
    ...["photos_photos", "photos_photos_dead-letters"].map((name) =>
        resource(`${pipelineType}$aws:sqs/queue:Queue`, name, { parent: pipeline }),
    ),
    resource(`${pipelineType}$aws:sqs/queuePolicy:QueuePolicy`, "photos_photos", { parent: pipeline }),
    resource(`${pipelineType}$aws:s3/bucket:Bucket`, "photos_photos", { parent: pipeline }),
    ...["thumbnail", "filter"].flatMap((own) => {
        const types = `${pipelineType}$gatehouse:function:NodeFunction`;
        const parent = urn(types, own);
        return [
            resource(types, own, { parent: pipeline }),
            resource(`${types}$aws:lambda/function:Function`, own, { parent }),
        ];
    }),
    resource(socketType, "photos"),
    resource(`${socketType}$aws:apigatewayv2/stage:Stage`, "photos_live", {
        parent: socket,
        inputs: { defaultRouteSettings: { throttlingRateLimit: 500 } },
    }),
    resource(`${socketType}$aws:lambda/eventSourceMapping:EventSourceMapping`, "photos_websocket_push", {
        parent: socket,
        inputs: { batchSize: 1, scalingConfig: { maximumConcurrency: 2 } },
    }),
];
const draw = (...others: typeof events) => reportOf([...events, ...others, ...checkedAndEnded]).architecture;

describe("The drawing of services", () => {
    it("has a node for the services, the pipeline and the WebSocket API of an API", () => {
        const labels = draw()
            .nodes.filter(({ kind }) => kind === "service")
            .map(({ label }) => label);
        assert.deepEqual(labels, [
            ["services", "photos", "function"],
            ["photo pipeline", "photos", "2 functions", "bucket", "queue"],
            ["WebSocket API", "photos", "stage live: 500 messages/s a route", "2 announcements at once"],
        ]);
    });

    it("leads from the API to the pipeline, and from it and the clients to the WebSocket API", () => {
        const ways = draw().edges.map(
            ({ from, to }) => `${from.split("::").slice(-2).join(" ")} > ${to.split("::").slice(-2).join(" ")}`,
        );
        for (const way of [
            `aws:apigateway/restApi:RestApi rest > ${pipelineType} photos`,
            `${pipelineType} photos > ${socketType} photos`,
            `clients > ${socketType} photos`,
        ])
            assert.ok(ways.includes(way), ways.join("\n"));
        assert.ok(!ways.includes(`aws:apigateway/restApi:RestApi rest > ${socketType} photos`));
    });

    it("shows a broken rule at the node that contains the resource", () => {
        const found = violation("r1-private-aws", queuePolicy, 'QueuePolicy "photos_photos": open.');
        const broken = draw(found).nodes.filter((node) => node.broken.length > 0);
        assert.deepEqual(
            broken.map(({ id, broken: rules }) => [id, rules]),
            [[pipeline, ["R1"]]],
        );
    });
});
