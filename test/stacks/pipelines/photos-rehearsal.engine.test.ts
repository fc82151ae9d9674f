import assert from "node:assert/strict";
import { program } from "../../../stacks/program";
import { readStack } from "../../../tools/cli/project/project";
import { joinedEdits } from "../../../tools/cli/rehearsal/edits/edit";
import { photoEdits } from "../../../tools/cli/rehearsal/edits/photo-edits";
import type { Rehearsal } from "../../../tools/cli/rehearsal/rehearsal";
import type { Step } from "../../../tools/cli/rehearsal/rehearsal-result";
import { runScenario } from "../../../tools/cli/rehearsal/run-scenario";
import type { Scenario } from "../../../tools/cli/rehearsal/scenario";
import { photos } from "../../../tools/cli/rehearsal/scenarios/photos";
import { editsPerUpdate } from "../../test-size";
import { assertNothingServingReplaced, assertPassed, silent } from "../rehearsed-stack";

const types = {
    bucket: "aws:s3/bucket:Bucket",
    deployment: "aws:apigatewayv2/deployment:Deployment",
    eventSource: "aws:lambda/eventSourceMapping:EventSourceMapping",
    function: "aws:lambda/function:Function",
    notification: "aws:s3/bucketNotification:BucketNotification",
    queue: "aws:sqs/queue:Queue",
    queuePolicy: "aws:sqs/queuePolicy:QueuePolicy",
    route: "aws:apigatewayv2/route:Route",
    stage: "aws:apigatewayv2/stage:Stage",
    table: "aws:dynamodb/table:Table",
    topic: "aws:sns/topic:Topic",
} as const;
const name = "photos_photos";

describe("the rehearsal of the example stack with photos", function () {
    this.timeout(20 * 60_000);

    const run = (scenario: Scenario) =>
        runScenario({
            scenario,
            stack: readStack({ name: "photos", file: "stacks/examples/Pulumi.photos.yaml" }),
            program: async (folder) => program(folder),
            progress: silent,
        });
    const play = (play: (rehearsal: Rehearsal) => Promise<void>) =>
        run({ name: "photos-edits", statement: "A stack with photos changes without an outage.", run: play });

    it(`photos: ${photos.statement}`, async () => {
        const result = await run(photos);
        assertPassed(result);
        const destroy = result.steps.at(-1);
        assert.ok(destroy?.verb === "destroy" && destroy.succeeded);
        const at = (type: string, own = name) => {
            const found = destroy.operations.findIndex((each) => each.type === type && each.name === own);
            assert.ok(found >= 0, `${type} ${own} was not deleted`);
            return found;
        };
        // An event source that outlives what it calls fails; a notification that outlives its queue's policy, too.
        const orders = [
            [at(types.eventSource), at(types.notification), at(types.queuePolicy), at(types.queue)],
            [at(types.eventSource), at(types.function, "photos_photo-thumbnail"), at(types.queue)],
            [at(types.notification), at(types.bucket)],
            [at(types.queue), at(types.queue, `${name}_dead-letters`)],
        ];
        for (const order of orders)
            assert.deepEqual(
                order,
                [...order].sort((one, other) => one - other),
            );
    });

    it("takes edits of every setting of the pipeline and of the WebSocket API without an outage, and keeps all data", async () => {
        const kept: string[][] = [];
        let [edits, updates] = [0, 0];
        const result = await play(async (rehearsal) => {
            await rehearsal.up("everything");
            kept.push(dataOf(rehearsal));
            const each = photoEdits(rehearsal);
            const joined = joinedEdits(each, editsPerUpdate);
            [edits, updates] = [each.length, joined.length];
            for (const { title, changes } of joined) {
                for (const { path, value } of changes) await rehearsal.set(path, value);
                const { operations } = await rehearsal.up(title);
                rehearsal.expect(operations.length > 0, `"${title}" changed nothing`);
                kept.push(dataOf(rehearsal));
            }
            await rehearsal.checkInventory();
        });
        // A deployment of a WebSocket API follows its routes, as that of a REST API follows its body.
        assertNothingServingReplaced({ ...result, steps: result.steps.map(withoutDeployments) });
        assert.deepEqual([edits, result.steps.length], [10, 2 + updates]);
        for (const now of kept) assert.deepEqual(now, kept[0]);
    });

    it("deploys a new route before the stage leaves the former deployment, and only then deletes that", async () => {
        const calls: string[] = [];
        const result = await play(async (rehearsal) => {
            await rehearsal.up("everything");
            const remove = rehearsal.project.addRoute("photos", "rehearsed");
            const seen: readonly string[] = [types.deployment, types.route, types.stage];
            const up = (title: string) =>
                rehearsal.run("up", title, {
                    after: ({ verb, type }) => {
                        if (seen.includes(type)) calls.push(`${verb} ${type.split(":").at(-1)}`);
                    },
                });
            const added = await up("a new route");
            remove();
            for (const { succeeded, outages } of [added, await up("a route less")])
                assert.deepEqual([succeeded, outages], [true, []]);
            await rehearsal.checkInventory();
        });
        assertPassed(result);
        const moved = ["create Deployment", "update Stage"];
        assert.deepEqual(calls.slice(0, 4), ["create Route", ...moved, "delete Deployment"]);
        assert.deepEqual(calls.slice(4, 6), moved);
        assert.deepEqual(calls.slice(6).sort(), ["delete Deployment", "delete Route"]);
    });
});

// The buckets, tables, queues and topics that exist, by what AWS knows them by.
function dataOf({ cloud: { store } }: Rehearsal): string[] {
    const { bucket, queue, table, topic } = types;
    return store
        .ofType(bucket, queue, table, topic)
        .map(({ type, id }) => `${type} ${id}`)
        .sort();
}

function withoutDeployments(step: Step): Step {
    return { ...step, replaced: step.replaced.filter(({ type }) => type !== types.deployment) };
}
