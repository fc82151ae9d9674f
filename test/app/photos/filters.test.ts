import assert from "node:assert/strict";
import sharp from "sharp";
import { handler as applyFilters } from "../../../app/photos/functions/apply-filters";
import { handler as getFilterRun } from "../../../app/photos/functions/get-filter-run";
import { getImage, removeObjects } from "../../../app/photos/photos/objects";
import { type FilterName, filterNames, imagesOf } from "../../../app/photos/photos/photo";
import { removeRow } from "../../../app/photos/photos/photo-rows";
import { type FilterTask, handler as filter } from "../../../app/photos/pipeline/filter";
import { type FinishTask, handler as finish } from "../../../app/photos/pipeline/finish";
import { Pipeline, quietly } from "./pipeline";
import { jpeg } from "./test-photos";

const pipeline = new Pipeline();
const requestContext = { stage: "Test" };

async function apply(photoId: string, filters: readonly string[]) {
    const body = JSON.stringify({ filters });
    const result = await applyFilters({ pathParameters: { photoId }, body, requestContext });
    return { statusCode: result.statusCode, ...JSON.parse(result.body) };
}

async function run(photoId: string, runId: string) {
    return JSON.parse((await getFilterRun({ pathParameters: { photoId, runId }, requestContext })).body);
}

/** Ends every running execution, as the state machine does it: its tasks, then its last one. */
async function runMachine(error?: FinishTask["error"]): Promise<void> {
    for (const execution of pipeline.aws.executions.values()) {
        if (execution.status !== "RUNNING") continue;
        const input = JSON.parse(execution.input) as Required<FinishTask>;
        if (error === undefined) {
            for (const name of input.filters) await filter({ ...input, filter: name });
            await finish({ photoId: input.photoId, runId: input.runId, filters: input.filters });
        } else await finish({ ...input, error });
        execution.status = error === undefined ? "SUCCEEDED" : "FAILED";
    }
}

const delete_ = async (photoId: string) => {
    await removeObjects(photoId);
    await removeRow(photoId);
};

describe("app/photos: filters", function () {
    this.timeout(120_000);
    let photoId = "";
    before(() => pipeline.start());
    beforeEach(async () => {
        pipeline.aws.reset();
        ({ photoId } = await pipeline.ready(await jpeg(1600, 800)));
    });
    after(() => pipeline.stop());

    it("make an image each, which the photo then has", async () => {
        const { statusCode, runId, status } = await apply(photoId, ["sepia", "grayscale", "sharpen", "blur"]);
        assert.deepEqual([statusCode, status], [202, "running"]);
        assert.deepEqual(await run(photoId, runId), { runId, status: "running" });
        await runMachine();
        const images = [...filterNames];
        assert.deepEqual(await run(photoId, runId), { runId, status: "succeeded", images });
        const row = await pipeline.row(photoId);
        assert.deepEqual(imagesOf(row ?? {}), ["160", "640", "blur", "grayscale", "sepia", "sharpen"]);
        const seen = new Set<string>();
        for (const name of filterNames) {
            const bytes = await getImage(photoId, name);
            const { format, width, height } = await sharp(bytes).metadata();
            assert.deepEqual([format, width, height], ["webp", 1280, 640]);
            seen.add(String(bytes?.toString("base64")));
        }
        assert.equal(seen.size, 4);
        // Gray has as much of each color, and sepia more red than blue.
        const mean = async (name: FilterName) =>
            (await sharp(await getImage(photoId, name)).stats()).channels.map((c) => c.mean);
        const [red = 0, green = 0, blue = 0] = await mean("grayscale");
        assert.ok(Math.abs(red - blue) < 2 && Math.abs(red - green) < 2);
        const [sepiaRed = 0, , sepiaBlue = 0] = await mean("sepia");
        assert.ok(sepiaRed > sepiaBlue + 20);
        const [, told, ...others] = pipeline.announced(photoId);
        assert.deepEqual(others, []);
        const at = row?.runs[runId]?.endedAt;
        const id = `${photoId}:${runId}`;
        assert.deepEqual(told, { id, type: "filters.finished", photoId, runId, images, at });
    });

    it("run once for a double click, in whichever order they are named, during and after the run", async () => {
        const runs = await Promise.all([apply(photoId, ["sepia", "blur"]), apply(photoId, ["blur", "sepia"])]);
        assert.equal(runs[0].runId, runs[1].runId);
        assert.equal(pipeline.aws.executions.size, 1);
        const [name = ""] = [...pipeline.aws.executions.keys()].map((arn) => arn.split(":").at(-1));
        assert.match(name, new RegExp(`^${photoId}_${runs[0].runId}$`));
        assert.ok(name.length <= 80);
        await runMachine();
        assert.equal((await apply(photoId, ["sepia", "blur"])).status, "succeeded");
        assert.equal(pipeline.aws.executions.size, 1);
        assert.notEqual((await apply(photoId, ["sepia"])).runId, runs[0].runId);
    });

    it("run again after a failure, twice clicked once, with the reason of the first run kept", async () => {
        const { runId } = await apply(photoId, ["sepia"]);
        const cause = JSON.stringify({
            errorType: "PhotoRejected",
            errorMessage: 'the photo was "deleted"',
            trace: [],
        });
        await runMachine({ Error: "PhotoRejected", Cause: cause });
        assert.deepEqual(await run(photoId, runId), { runId, status: "failed", reason: 'the photo was "deleted"' });
        const again = await Promise.all([apply(photoId, ["sepia"]), apply(photoId, ["sepia"])]);
        assert.deepEqual(
            again.map((each) => each.runId),
            [`${runId}-2`, `${runId}-2`],
        );
        await runMachine({ Error: "States.TaskFailed", Cause: "arn:aws:lambda:secret" });
        assert.equal((await run(photoId, `${runId}-2`)).reason, "The filters failed.");
        await apply(photoId, ["sepia"]);
        await runMachine();
        assert.deepEqual(await run(photoId, `${runId}-3`), {
            runId: `${runId}-3`,
            status: "succeeded",
            images: ["sepia"],
        });
        assert.deepEqual(imagesOf((await pipeline.row(photoId)) ?? {}), ["160", "640", "sepia"]);
    });

    it("run again after an execution that was stopped", async () => {
        const { runId } = await apply(photoId, ["blur"]);
        for (const execution of pipeline.aws.executions.values()) execution.status = "FAILED";
        assert.equal((await run(photoId, runId)).status, "failed");
        const again = await apply(photoId, ["blur"]);
        assert.deepEqual([again.runId, again.status], [`${runId}-2`, "running"]);
    });

    it("need a photo that is ready, and a filter that there is", async () => {
        const { photoId: waiting } = await pipeline.upload(await jpeg(100, 100));
        assert.equal((await apply(waiting, ["sepia"])).statusCode, 409);
        for (const filters of [[], ["x"], ["sepia", "sepia"], ["sepia", "x"]]) {
            assert.equal((await apply(photoId, filters)).statusCode, 400, String(filters));
        }
        assert.equal(pipeline.aws.executions.size, 0);
        const logged: string[] = [];
        const rejects = (task: FilterTask, message: string) =>
            quietly(() => assert.rejects(filter(task), { name: "PhotoRejected", message }), logged);
        await rejects({ photoId: waiting, runId: "r", filter: "sepia" }, "the photo is not ready");
        await rejects({ photoId, runId: "r", filter: "x" as FilterName }, "there is no such filter");
        assert.deepEqual(
            logged.map((line) => JSON.parse(line).details),
            ["it is requested", '"x"'],
        );
        assert.deepEqual(
            JSON.parse(
                (await getFilterRun({ pathParameters: { photoId, runId: "0".repeat(24) }, requestContext })).body,
            ),
            {
                message: "There is no such run.",
            },
        );
    });

    it("leave nothing of a photo that is deleted at any call of a run, interrupted or not", async () => {
        const task = { photoId, runId: "r", filter: "sepia" as const };
        pipeline.aws.countCalls();
        await filter(task);
        const calls = pipeline.aws.calls.length;
        assert.ok(calls >= 4, String(calls));
        for (let call = 0; call < calls; call++) {
            ({ photoId } = await pipeline.ready(await jpeg(300, 200)));
            pipeline.aws.countCalls();
            pipeline.aws.event = { call, run: () => delete_(photoId) };
            // No failure, which would be a dead letter.
            assert.deepEqual(await filter({ ...task, photoId }), { image: "sepia" }, `at call ${call}`);
            assert.deepEqual((await pipeline.remains(photoId)).keys, [], `at call ${call}`);
        }
        ({ photoId } = await pipeline.ready(await jpeg(300, 200)));
        await delete_(photoId);
        assert.equal(await finish({ photoId, runId: "r", filters: ["sepia"] }), undefined);
        assert.deepEqual(await pipeline.remains(photoId), { row: undefined, keys: [] });
        assert.equal(pipeline.announced(photoId).length, 1);
    });

    it("end once, when the last task is interrupted at any call and repeated", async () => {
        for (const before of ["request", "response"] as const) {
            for (const call of [0, 1]) {
                const runId = `${before}${call}`;
                const task = { photoId, runId, filters: ["sepia" as const] };
                pipeline.aws.countCalls();
                pipeline.aws.interruption = { call, before };
                await assert.rejects(finish(task));
                pipeline.aws.interruption = undefined;
                const ended = await finish(task);
                assert.deepEqual(await finish({ ...task, error: "late" }), ended);
                assert.equal(pipeline.announced(photoId).filter((each) => each.runId === runId).length, 1);
            }
        }
    });
});
