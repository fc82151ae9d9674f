import assert from "node:assert/strict";
import { asSvg } from "../../../../../tools/cli/report/drawing/diagram";
import { asMermaid } from "../../../../../tools/cli/report/sections/architecture";
import { checkedAndEnded, resource, urn, violation } from "../events";
import { reportOf } from "../sample";

const pipelineType = "gatehouse:pipelines:PhotoPipeline";
const socketType = "gatehouse:gateway:WebSocketApi";
const pipeline = urn(pipelineType, "photos");
const socket = urn(socketType, "photos");

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
    resource(`${pipelineType}$aws:s3/bucketVersioning:BucketVersioning`, "photos_photos", { parent: pipeline }),
    resource(`${pipelineType}$aws:sns/topic:Topic`, "photos_photos", { parent: pipeline }),
    resource(`${pipelineType}$aws:sfn/stateMachine:StateMachine`, "photos_runs", { parent: pipeline }),
    resource(`${pipelineType}$aws:iam/role:Role`, "photos_runs", { parent: pipeline }),
    resource(`${pipelineType}$gatehouse:storage:Table`, "photos_table", { parent: pipeline }),
    resource(`${pipelineType}$gatehouse:storage:Table$aws:dynamodb/table:Table`, "photos_table", {
        parent: urn(`${pipelineType}$gatehouse:storage:Table`, "photos_table"),
    }),
    ...["thumbnail", "filter"].flatMap((own) => {
        const types = `${pipelineType}$gatehouse:function:NodeFunction`;
        const parent = urn(types, own);
        return [
            resource(types, own, { parent: pipeline }),
            resource(`${types}$aws:lambda/function:Function`, own, { parent }),
            resource(`${types}$aws:iam/role:Role`, own, { parent }),
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
    it("has a node for the services and the WebSocket API of an API, and for each part of its pipeline", () => {
        const labels = draw()
            .nodes.filter(({ kind }) => kind === "service")
            .map(({ label }) => label);
        assert.deepEqual(labels, [
            ["services", "photos", "function"],
            ["bucket of photos", "photos"],
            ["queue of uploads", "photos"],
            ["thumbnail function", "photos"],
            ["state machine of filters", "photos"],
            ["table of photos", "photos"],
            ["topic of announcements", "photos"],
            ["WebSocket API", "photos", "stage live: 500 messages/s a route", "2 announcements at once"],
        ]);
    });

    it("shows the way of a photo, from the form past the gateway to the push", () => {
        const { nodes, edges } = draw();
        const nameOf = (id: string) => nodes.find((node) => node.id === id)?.label[0] ?? id;
        const ways = edges.map(
            ({ from, to, label, isDown }) =>
                `${nameOf(from)} ${isDown ? "v" : ">"} ${nameOf(to)}${label === undefined ? "" : `: ${label}`}`,
        );
        assert.deepEqual(ways.sort(), [
            "REST API > services",
            "bucket of photos v queue of uploads",
            "clients, by API key > WebSocket API",
            "clients, by API key > bucket of photos: signed form",
            "clients, by API key > stage live",
            "queue of uploads v thumbnail function",
            "services > bucket of photos",
            "services > state machine of filters",
            "services > table of photos",
            "stage live > REST API",
            "state machine of filters > table of photos",
            "state machine of filters > topic of announcements",
            "thumbnail function > table of photos",
            "thumbnail function > topic of announcements",
            "topic of announcements v WebSocket API",
        ]);
        assert.match(asMermaid({ nodes, edges, groups: [] }), /^n\d+ -->\|signed form\| n\d+$/m);
    });

    it("shows a broken rule at the part of the pipeline whose resource breaks it", () => {
        const place = (types: string, name: string) => {
            const found = violation("r1-private-aws", urn(`${pipelineType}$${types}`, name), "It is open.");
            return draw(found)
                .nodes.filter(({ broken }) => broken.length > 0)
                .map(({ label, broken }) => [label[0], broken.join()]);
        };
        assert.deepEqual(place("aws:sqs/queuePolicy:QueuePolicy", "photos_photos"), [["queue of uploads", "R1"]]);
        assert.deepEqual(place("aws:s3/bucketVersioning:BucketVersioning", "photos_photos"), [
            ["bucket of photos", "R1"],
        ]);
        assert.deepEqual(place("gatehouse:function:NodeFunction$aws:iam/role:Role", "thumbnail"), [
            ["thumbnail function", "R1"],
        ]);
        assert.deepEqual(place("aws:iam/role:Role", "photos_runs"), [["bucket of photos", "R1"]]);
    });

    it("does not squeeze a long way: its steps inside the stack are below each other", async () => {
        const svg = await asSvg(draw());
        assert.match(svg, /^<svg class="long" /);
        assert.match(svg, />signed form</);
        const tops = ["bucket of photos", "queue of uploads", "thumbnail function"].map((words) => {
            const [, x, y] = new RegExp(`<text x="([-\\d.]+)" y="([-\\d.]+)"[^>]*>${words}<`).exec(svg) ?? [];
            return { x: Number(x), y: Number(y) };
        });
        assert.equal(new Set(tops.map(({ x }) => x)).size, 1, JSON.stringify(tops));
        assert.deepEqual(
            tops.map(({ y }) => y),
            tops.map(({ y }) => y).sort((one, other) => one - other),
        );
    });
});
